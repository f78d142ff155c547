package dev.facepay.console.report;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.OperatorKeyFilter;
import dev.facepay.console.Replies;
import dev.facepay.http.FieldError;
import dev.facepay.http.Problem;
import dev.facepay.http.ProblemCode;
import dev.facepay.payment.Act;
import dev.facepay.payment.FieldRule;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import java.util.List;
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
final class TradeActsController {

  private final ReportActs acts;
  private final TradeStore trades;

  TradeActsController(ReportActs acts, TradeStore trades) {
    this.acts = acts;
    this.trades = trades;
  }

  /**
   * @param why in the person's own words
   * @param evidence what shows it; a resolution needs it, since WeChat can't be asked about reports
   */
  record ActBody(@Nullable String why, @Nullable String evidence) {}

  @PostMapping("/v1/trades/{id}/resolve")
  ResponseEntity<Object> resolve(
      @RequestAttribute(OperatorKeyFilter.OPERATOR) Operator operator,
      @PathVariable("id") String id,
      @RequestBody ActBody body)
      throws InterruptedException {
    return act(operator, id, Act.RESOLVE, body);
  }

  @PostMapping("/v1/trades/{id}/retry")
  ResponseEntity<Object> retry(
      @RequestAttribute(OperatorKeyFilter.OPERATOR) Operator operator,
      @PathVariable("id") String id,
      @RequestBody ActBody body)
      throws InterruptedException {
    return act(operator, id, Act.RETRY, body);
  }

  private ResponseEntity<Object> act(Operator operator, String id, Act act, ActBody body)
      throws InterruptedException {
    String why = Replies.text(body.why());
    Optional<ResponseEntity<Object>> noWhy = Replies.noWhy(body.why());
    if (noWhy.isPresent()) {
      return noWhy.get();
    }
    String evidence = Replies.text(body.evidence());
    Optional<FieldError> fault =
        FieldError.of("evidence", body.evidence() == null ? null : evidence, FieldRule.EVIDENCE);
    if (fault.isPresent() && !(evidence.isEmpty() && act == Act.RETRY)) {
      return Problem.invalid(List.of(fault.get()));
    }
    return switch (acts.act(id, act, operator.name(), why, evidence)) {
      case ReportActAnswer.Taken taken -> Replies.taken("/v1/trades/" + id, trades.page(id));
      case ReportActAnswer.Refused refused -> Problem.reply(code(refused.why()), refused.detail());
    };
  }

  private static ProblemCode code(ReportActAnswer.Why why) {
    return switch (why) {
      case NOT_FOUND -> ConsoleProblem.PAYMENT_NOT_FOUND;
      case ALREADY_REPORTED -> ConsoleProblem.ALREADY_REPORTED;
      case NOT_DUE -> ConsoleProblem.REPORT_NOT_DUE;
      case ALREADY_RESOLVED -> ConsoleProblem.REPORT_RESOLVED;
      case DEVICE_REVOKED -> ConsoleProblem.DEVICE_REVOKED;
    };
  }
}
