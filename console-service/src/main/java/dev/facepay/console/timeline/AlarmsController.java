package dev.facepay.console.timeline;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.Replies;
import dev.facepay.console.Replies.Named;
import dev.facepay.console.Replies.Row;
import dev.facepay.console.alarm.AlarmDecider.Answer;
import dev.facepay.console.alarm.AlarmDecider.Request;
import dev.facepay.http.Problem;
import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.AlarmFact.About;
import dev.facepay.payment.FieldRule;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Alarms acknowledged and assigned; the operator's key says by whom. */
@RestController
final class AlarmsController {

  private static final int ID_CHARACTERS_MAX = 256;

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
  ResponseEntity<Object> operators(@AuthenticationPrincipal Operator operator) {
    return Replies.fresh(new Operators(operator.name(), operators.names()));
  }

  /**
   * @param alarms as the attention list names them, 1 to {@link Replies#ROWS_MAX}
   * @param assignee an operator's name; null: nobody
   * @param why in the person's own words; null: none
   */
  private record Wanted(List<Named> alarms, @Nullable String assignee, @Nullable String why) {

    static Read<Wanted> toAcknowledge(byte[] json) {
      return RequestBody.read(json, List.of("alarms"), Set.of("why"), Wanted::of);
    }

    static Read<Wanted> toAssign(byte[] json) {
      return RequestBody.read(json, List.of("alarms"), Set.of("assignee", "why"), Wanted::of);
    }

    private static @Nullable Wanted of(RequestBody in) {
      List<Named> alarms =
          in.list(
              "alarms",
              Replies.ROWS_MAX,
              Wanted::alarm,
              "an object with `about` (payment, report or difference) and an `id`, and no more");
      String assignee = in.text("assignee", FieldRule.OPERATOR_NAME);
      String why = in.text("why", FieldRule.WHY);
      return alarms == null ? null : new Wanted(alarms, assignee, why == null ? null : why.strip());
    }

    private static @Nullable Named alarm(JsonNode alarm) {
      String id = alarm.path("id").asString("");
      return alarm.size() == 2
              && alarm.path("id").isString()
              && !id.isEmpty()
              && id.codePointCount(0, id.length()) <= ID_CHARACTERS_MAX
          ? kind(alarm.path("about").asString("")).map(it -> new Named(it.wire(), id)).orElse(null)
          : null;
    }
  }

  private static Optional<About> kind(@Nullable String about) {
    return Stream.of(About.values()).filter(it -> it.wire().equals(about)).findFirst();
  }

  @PostMapping(path = "/v1/attention/acknowledge", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> acknowledge(
      @AuthenticationPrincipal Operator operator, HttpServletRequest http)
      throws IOException, InterruptedException {
    return Replies.to(http, Wanted::toAcknowledge, wanted -> act(operator, false, wanted));
  }

  @PostMapping(path = "/v1/attention/assign", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> assign(@AuthenticationPrincipal Operator operator, HttpServletRequest http)
      throws IOException, InterruptedException {
    return Replies.to(http, Wanted::toAssign, wanted -> act(operator, true, wanted));
  }

  private ResponseEntity<Object> act(Operator operator, boolean isAssignment, Wanted wanted)
      throws InterruptedException {
    String assignee = wanted.assignee();
    if (assignee != null && !operators.names().contains(assignee)) {
      return Problem.reply(ConsoleProblem.OPERATOR_NOT_KNOWN, null);
    }
    Request request =
        new Request(isAssignment, assignee, operator.name(), wanted.why(), time.instant());
    return Replies.each(wanted.alarms(), alarm -> row(alarm, request));
  }

  private Row row(Named alarm, Request request) throws InterruptedException {
    return switch (acts.act(kind(alarm.about()).orElseThrow(), alarm.id(), request)) {
      case Answer.Say say -> Row.taken(alarm);
      case Answer.Known known -> Row.taken(alarm);
      case Answer.NotOpen no -> Row.refused(alarm, ConsoleProblem.ALARM_NOT_OPEN, "");
    };
  }
}
