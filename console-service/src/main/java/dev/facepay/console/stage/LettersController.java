package dev.facepay.console.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.Replies;
import dev.facepay.console.documents.Cursor;
import dev.facepay.console.stage.LetterBox.Part;
import dev.facepay.http.Problem;
import dev.facepay.runtime.fact.Letters.Act;
import dev.facepay.runtime.fact.Letters.Answer;
import dev.facepay.runtime.fact.Letters.Letter;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Records that a stage put aside: read, put back on their topics, dropped. */
@RestController
final class LettersController {

  private static final int LIMIT = 50;

  private final LetterBox box;

  LettersController(LetterBox box) {
    this.box = box;
  }

  /**
   * Newest first.
   *
   * @param nextCursor left out at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LetterList(
      @JsonProperty("dead_letters") List<LetterView> letters,
      @JsonProperty("next_cursor") @Nullable String nextCursor) {}

  @GetMapping("/v1/dead-letters")
  ResponseEntity<Object> list(
      @AuthenticationPrincipal Operator operator,
      @RequestParam(name = "open", required = false, defaultValue = "true") boolean openOnly,
      @RequestParam(name = "limit", required = false, defaultValue = "" + LIMIT) int limit,
      @RequestParam(name = "cursor", required = false) @Nullable Cursor cursor)
      throws InterruptedException {
    Part part = box.list(openOnly, limit, cursor);
    Cursor next = part.next();
    return Replies.fresh(
        new LetterList(
            part.letters().stream()
                .map(it -> LetterView.row(it.letter(), it.state(), mayAct(operator)))
                .toList(),
            next == null ? null : next.text()));
  }

  @GetMapping("/v1/dead-letters/{letter}")
  ResponseEntity<Object> show(
      @AuthenticationPrincipal Operator operator, @PathVariable("letter") String id)
      throws InterruptedException {
    return box.find(id)
        .map(it -> LetterView.whole(it.letter(), it.state(), mayAct(operator)))
        .map(Replies::fresh)
        .orElseGet(() -> Problem.reply(ConsoleProblem.DEAD_LETTER_NOT_FOUND, null));
  }

  @PostMapping(
      path = "/v1/dead-letters/{letter}/redrive",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> redrive(
      @AuthenticationPrincipal Operator operator,
      @PathVariable("letter") String id,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    return Replies.to(
        http, Replies::why, why -> reply(box.redrive(id, operator.name(), why.strip())));
  }

  @PostMapping(path = "/v1/dead-letters/{letter}/drop", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> drop(
      @AuthenticationPrincipal Operator operator,
      @PathVariable("letter") String id,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    return Replies.to(http, Replies::why, why -> reply(box.drop(id, operator.name(), why.strip())));
  }

  private static ResponseEntity<Object> reply(Answer answer) {
    return switch (answer) {
      case Answer.Done(Letter letter) ->
          Replies.fresh(LetterView.row(letter, LetterState.OVER, true));
      case Answer.Absent _ -> Problem.reply(ConsoleProblem.DEAD_LETTER_NOT_FOUND, null);
      case Answer.Over(Letter _, Act act) ->
          Problem.reply(
              ConsoleProblem.DEAD_LETTER_OVER,
              "%s %s by %s".formatted(act.what(), act.at(), act.who()));
      case Answer.Obstructed(String why) ->
          Problem.reply(ConsoleProblem.DEAD_LETTER_UNREADABLE, why);
      case Answer.Forbidden(String topic) ->
          Problem.reply(ConsoleProblem.REDRIVE_NOT_GRANTED, topic);
    };
  }

  private static boolean mayAct(Operator operator) {
    return operator.scopes().contains(Scope.PAYMENTS_ACT);
  }
}
