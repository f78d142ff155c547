package dev.facepay.console.payment;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.Replies;
import dev.facepay.console.Replies.Named;
import dev.facepay.console.Replies.Row;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.Act;
import dev.facepay.payment.FieldRule;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What a person does about a payment; the operator's key says who it is. */
@RestController
final class ActsController {

  private final Acts acts;
  private final PaymentReader reader;

  ActsController(Acts acts, PaymentReader reader) {
    this.acts = acts;
    this.reader = reader;
  }

  @PostMapping(path = "/v1/payments/{id}/resolve", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> resolve(
      @AuthenticationPrincipal Operator operator,
      @PathVariable("id") String id,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    return Replies.to(http, Replies::why, why -> act(operator, id, Act.RESOLVE, why));
  }

  @PostMapping(path = "/v1/payments/{id}/retry", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> retry(
      @AuthenticationPrincipal Operator operator,
      @PathVariable("id") String id,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    return Replies.to(http, Replies::why, why -> act(operator, id, Act.RETRY, why));
  }

  /**
   * @param ids of payments, 1 to {@link Replies#ROWS_MAX}
   * @param why in the person's own words; it stays with each of them
   */
  private record Retries(List<Named> ids, String why) {

    static Read<Retries> read(byte[] json) {
      return RequestBody.read(json, List.of("ids", "why"), Set.of(), Retries::of);
    }

    private static @Nullable Retries of(RequestBody in) {
      List<Named> ids = in.list("ids", Replies.ROWS_MAX, Retries::id, "a payment's id");
      String why = in.text("why", FieldRule.WHY);
      return ids == null || why == null ? null : new Retries(ids, why);
    }

    private static @Nullable Named id(JsonNode id) {
      return id.isString() && !id.stringValue().isEmpty()
          ? new Named(null, id.stringValue())
          : null;
    }
  }

  /** Each as if it were retried alone. */
  @PostMapping(path = "/v1/payments/retry", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> retryEach(
      @AuthenticationPrincipal Operator operator, HttpServletRequest http)
      throws IOException, InterruptedException {
    return Replies.to(
        http,
        Retries::read,
        wanted ->
            Replies.each(
                wanted.ids(),
                one ->
                    switch (acts.act(one.id(), Act.RETRY, operator.name(), wanted.why().strip())) {
                      case ActAnswer.Taken taken -> Row.taken(one);
                      case ActAnswer.Refused no -> Row.refused(one, code(no.why()), no.detail());
                    }));
  }

  private ResponseEntity<Object> act(Operator operator, String id, Act act, String why)
      throws InterruptedException {
    return switch (acts.act(id, act, operator.name(), why.strip())) {
      case ActAnswer.Taken taken -> Replies.taken("/v1/payments/" + id, reader.find(id));
      case ActAnswer.Refused refused -> Problem.reply(code(refused.why()), refused.detail());
    };
  }

  private static ProblemCode code(ActAnswer.Why why) {
    return switch (why) {
      case NOT_FOUND -> ConsoleProblem.PAYMENT_NOT_FOUND;
      case OWNED_BY_STAGE -> ConsoleProblem.OWNED_BY_STAGE;
      case ALREADY_SETTLED -> ConsoleProblem.ALREADY_SETTLED;
      case NOTHING_TO_RESOLVE -> ConsoleProblem.NOTHING_TO_RESOLVE;
      case CONTRADICTED -> ConsoleProblem.GATEWAY_CONTRADICTS;
      case UNCLEAR -> ConsoleProblem.GATEWAY_UNCLEAR;
    };
  }
}
