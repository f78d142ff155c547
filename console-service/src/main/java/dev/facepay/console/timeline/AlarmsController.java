package dev.facepay.console.timeline;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.OperatorKeyFilter;
import dev.facepay.console.Replies;
import dev.facepay.console.Replies.Named;
import dev.facepay.console.Replies.Row;
import dev.facepay.console.timeline.AlarmDecider.Answer;
import dev.facepay.console.timeline.AlarmDecider.Request;
import dev.facepay.http.FieldError;
import dev.facepay.http.FieldError.Code;
import dev.facepay.http.Problem;
import dev.facepay.payment.AlarmFact.About;
import dev.facepay.payment.FieldRule;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Alarms acknowledged and assigned; the operator's key says by whom. */
@RestController
final class AlarmsController {

  private static final int ID_CHARACTERS_MAX = 256;
  private static final int NAME_CHARACTERS_MAX = 64;

  private final AlarmActs acts;
  private final OperatorKeys operators;
  private final Timekeeper time;

  AlarmsController(AlarmActs acts, OperatorKeys operators, Timekeeper time) {
    this.acts = acts;
    this.operators = operators;
    this.time = time;
  }

  /**
   * @param me whose key this is
   * @param operators to whom alarms can be given
   */
  record Operators(String me, SortedSet<String> operators) {}

  @GetMapping("/v1/operators")
  ResponseEntity<Object> operators(
      @RequestAttribute(OperatorKeyFilter.OPERATOR) Operator operator) {
    return Replies.fresh(new Operators(operator.name(), operators.names()));
  }

  /**
   * @param alarms 1 to {@link Replies#ROWS_MAX}
   * @param why in the person's own words; blank or left out: none
   */
  record AcknowledgeBody(@Nullable List<@Nullable AlarmBody> alarms, @Nullable String why) {}

  /**
   * @param assignee an operator's name; null or left out: nobody
   */
  record AssignBody(
      @Nullable List<@Nullable AlarmBody> alarms,
      @Nullable String assignee,
      @Nullable String why) {}

  /** An alarm as the attention list names it. */
  record AlarmBody(@Nullable String about, @Nullable String id) {

    private Optional<Named> named() {
      About kind = kind(about).orElse(null);
      return kind == null
              || id == null
              || id.isEmpty()
              || id.codePointCount(0, id.length()) > ID_CHARACTERS_MAX
          ? Optional.empty()
          : Optional.of(new Named(kind.wire(), id));
    }
  }

  private static Optional<About> kind(@Nullable String about) {
    return Stream.of(About.values()).filter(it -> it.wire().equals(about)).findFirst();
  }

  @PostMapping("/v1/attention/acknowledge")
  ResponseEntity<Object> acknowledge(
      @RequestAttribute(OperatorKeyFilter.OPERATOR) Operator operator,
      @RequestBody AcknowledgeBody body)
      throws InterruptedException {
    return act(body.alarms(), false, null, operator.name(), body.why());
  }

  @PostMapping("/v1/attention/assign")
  ResponseEntity<Object> assign(
      @RequestAttribute(OperatorKeyFilter.OPERATOR) Operator operator, @RequestBody AssignBody body)
      throws InterruptedException {
    return act(body.alarms(), true, body.assignee(), operator.name(), body.why());
  }

  private ResponseEntity<Object> act(
      @Nullable List<@Nullable AlarmBody> alarms,
      boolean isAssignment,
      @Nullable String assignee,
      String who,
      @Nullable String why)
      throws InterruptedException {
    String words = Replies.text(why);
    List<FieldError> faults = new ArrayList<>();
    List<Named> wanted = named(alarms, faults);
    if (assignee != null && assignee.codePointCount(0, assignee.length()) > NAME_CHARACTERS_MAX) {
      faults.add(
          new FieldError(
              "assignee", Code.TOO_LONG, "has more than " + NAME_CHARACTERS_MAX + " characters"));
    }
    if (!words.isEmpty()) {
      FieldError.of("why", words, FieldRule.WHY).ifPresent(faults::add);
    }
    if (!faults.isEmpty()) {
      return Problem.invalid(faults);
    }
    if (assignee != null && !operators.names().contains(assignee)) {
      return Problem.reply(ConsoleProblem.OPERATOR_NOT_KNOWN, null);
    }
    Request request =
        new Request(isAssignment, assignee, who, words.isEmpty() ? null : words, time.instant());
    return Replies.each(wanted, alarm -> row(alarm, request));
  }

  private static List<Named> named(
      @Nullable List<@Nullable AlarmBody> alarms, List<FieldError> faults) {
    Optional<FieldError> length = Replies.notSome("alarms", alarms);
    if (alarms == null || length.isPresent()) {
      length.ifPresent(faults::add);
      return List.of();
    }
    List<Named> named = new ArrayList<>();
    for (AlarmBody alarm : alarms) {
      if (alarm != null) {
        alarm.named().ifPresent(named::add);
      }
    }
    if (named.size() < alarms.size()) {
      faults.add(
          new FieldError(
              "alarms",
              Code.INVALID,
              "each must have `about` (payment, report or difference) and an `id`"));
    }
    return named;
  }

  private Row row(Named alarm, Request request) throws InterruptedException {
    return switch (acts.act(kind(alarm.about()).orElseThrow(), alarm.id(), request)) {
      case Answer.Say say -> Row.taken(alarm);
      case Answer.Known known -> Row.taken(alarm);
      case Answer.NotOpen no -> Row.refused(alarm, ConsoleProblem.ALARM_NOT_OPEN, "");
    };
  }
}
