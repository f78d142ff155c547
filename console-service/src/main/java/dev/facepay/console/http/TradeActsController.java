package dev.facepay.console.http;

import dev.facepay.console.act.ReportActAnswer;
import dev.facepay.console.act.ReportActs;
import dev.facepay.console.trade.Trades;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.payment.Act;
import dev.facepay.payment.FieldRule;
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

/** What a person does about a trade's report; the operator's key says who it is. */
@RestController
public final class TradeActsController {

  private final ReportActs acts;
  private final Trades trades;

  public TradeActsController(ReportActs acts, Trades trades) {
    this.acts = acts;
    this.trades = trades;
  }

  /**
   * @param why in the person's own words
   * @param evidence what shows it; a resolution needs it, since WeChat can't be asked about reports
   */
  @Schema(name = "ReportWish")
  public record Wish(
      @Schema(description = "1 to 500 characters; they stay with the trade.") @Nullable String why,
      @Schema(description = "1 to 200 characters; may be left out of a retry.")
          @Nullable String evidence) {}

  @PostMapping("/v1/trades/{id}/resolve")
  ResponseEntity<Object> resolve(
      @RequestAttribute(OperatorDoor.OPERATOR) Operator operator,
      @PathVariable("id") String id,
      @RequestBody Wish wish)
      throws InterruptedException {
    return act(operator, id, Act.RESOLVE, wish);
  }

  @PostMapping("/v1/trades/{id}/retry")
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
    String evidence = ActReplies.text(wish.evidence());
    Optional<String> fault = FieldRule.EVIDENCE.fault(evidence);
    if (fault.isPresent() && !(evidence.isEmpty() && act == Act.RETRY)) {
      return Problem.reply(
          CommonProblem.INVALID_REQUEST, "evidence " + fault.get() + "; a retry needs none");
    }
    return switch (acts.act(id, act, operator.name(), why, evidence)) {
      case ReportActAnswer.Taken taken -> ActReplies.taken("/v1/trades/" + id, trades.page(id));
      case ReportActAnswer.Refused refused -> Problem.reply(code(refused.why()), refused.detail());
    };
  }

  private static ProblemCode code(ReportActAnswer.Why why) {
    return switch (why) {
      case NOT_FOUND -> ReportProblem.PAYMENT_NOT_FOUND;
      case ALREADY_REPORTED -> ReportProblem.ALREADY_REPORTED;
      case NOT_DUE -> ReportProblem.REPORT_NOT_DUE;
      case ALREADY_RESOLVED -> ReportProblem.REPORT_RESOLVED;
      case DEVICE_REVOKED -> ReportProblem.DEVICE_REVOKED;
    };
  }
}
