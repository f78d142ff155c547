package dev.facepay.console.report;

import dev.facepay.console.ConsoleProblem;
import dev.facepay.console.Replies;
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
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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
  private record Reason(String why, String evidence) {

    static Read<Reason> toResolve(byte[] json) {
      return RequestBody.read(json, List.of("why", "evidence"), Set.of(), Reason::of);
    }

    static Read<Reason> toRetry(byte[] json) {
      return RequestBody.read(json, List.of("why"), Set.of("evidence"), Reason::of);
    }

    private static @Nullable Reason of(RequestBody in) {
      String why = in.text("why", FieldRule.WHY);
      String evidence = in.text("evidence", FieldRule.EVIDENCE);
      return why == null
          ? null
          : new Reason(why.strip(), Objects.requireNonNullElse(evidence, "").strip());
    }
  }

  @PostMapping(path = "/v1/trades/{id}/resolve", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> resolve(
      @AuthenticationPrincipal Operator operator,
      @PathVariable("id") String id,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    return Replies.to(http, Reason::toResolve, reason -> act(operator, id, Act.RESOLVE, reason));
  }

  @PostMapping(path = "/v1/trades/{id}/retry", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> retry(
      @AuthenticationPrincipal Operator operator,
      @PathVariable("id") String id,
      HttpServletRequest http)
      throws IOException, InterruptedException {
    return Replies.to(http, Reason::toRetry, reason -> act(operator, id, Act.RETRY, reason));
  }

  private ResponseEntity<Object> act(Operator operator, String id, Act act, Reason reason)
      throws InterruptedException {
    return switch (acts.act(id, act, operator.name(), reason.why(), reason.evidence())) {
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
