package dev.facepay.console.http;

import dev.facepay.console.act.ActAnswer;
import dev.facepay.console.act.Acts;
import dev.facepay.console.read.Reader;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.payment.Act;
import dev.facepay.runtime.operator.Operator;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a person does about a payment; the operator's key says who it is. */
@RestController
public final class ActsController {

  private final Acts acts;
  private final Reader reader;

  public ActsController(Acts acts, Reader reader) {
    this.acts = acts;
    this.reader = reader;
  }

  /**
   * @param why in the person's own words; it stays with the payment
   */
  @Schema(name = "Wish")
  public record Wish(
      @Schema(description = "1 to 500 characters; they stay with the payment.")
          @Nullable String why) {}

  @PostMapping("/v1/payments/{id}/resolve")
  ResponseEntity<Object> resolve(
      @RequestAttribute(OperatorDoor.OPERATOR) Operator operator,
      @PathVariable("id") String id,
      @RequestBody Wish wish)
      throws InterruptedException {
    return act(operator, id, Act.RESOLVE, wish);
  }

  @PostMapping("/v1/payments/{id}/retry")
  ResponseEntity<Object> retry(
      @RequestAttribute(OperatorDoor.OPERATOR) Operator operator,
      @PathVariable("id") String id,
      @RequestBody Wish wish)
      throws InterruptedException {
    return act(operator, id, Act.RETRY, wish);
  }

  private ResponseEntity<Object> act(Operator operator, String id, Act act, Wish wish)
      throws InterruptedException {
    String why = ActReplies.text(wish.why());
    Optional<ResponseEntity<Object>> noWhy = ActReplies.noWhy(why);
    if (noWhy.isPresent()) {
      return noWhy.get();
    }
    return switch (acts.act(id, act, operator.name(), why)) {
      case ActAnswer.Taken taken -> ActReplies.taken("/v1/payments/" + id, reader.find(id));
      case ActAnswer.Refused refused -> Problem.reply(code(refused.why()), refused.detail());
    };
  }

  private static ProblemCode code(ActAnswer.Why why) {
    return switch (why) {
      case NOT_FOUND -> ReportProblem.PAYMENT_NOT_FOUND;
      case OWNED_BY_STAGE -> ReportProblem.OWNED_BY_STAGE;
      case ALREADY_SETTLED -> ReportProblem.ALREADY_SETTLED;
      case NOTHING_TO_RESOLVE -> ReportProblem.NOTHING_TO_RESOLVE;
      case CONTRADICTED -> ReportProblem.GATEWAY_CONTRADICTS;
      case UNCLEAR -> ReportProblem.GATEWAY_UNCLEAR;
    };
  }
}
