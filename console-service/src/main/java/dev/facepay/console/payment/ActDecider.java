package dev.facepay.console.payment;

import dev.facepay.console.payment.ActAnswer.Refused;
import dev.facepay.console.payment.ActAnswer.Taken;
import dev.facepay.console.payment.ActAnswer.Why;
import dev.facepay.payment.Act;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Coded;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.Stage;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Unclear;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What may be done about a payment. An open one belongs to a stage, and stays its own: a person's
 * request is a fact that the stage reads. Only what is settled already can be put to rest from
 * here.
 */
final class ActDecider {

  private ActDecider() {}

  /**
   * @param who the operator's name
   * @param why in the operator's own words
   */
  record ActRequest(Act act, String who, String why, Instant at) {}

  /** What can be refused, or taken, before WeChat is asked; empty: ask. */
  static Optional<ActAnswer> beforeAsking(PaymentHistory history, ActRequest request) {
    PaymentSummary summary = PaymentSummary.of(history);
    return switch (summary.outcome()) {
      case REQUESTED, UNKNOWN ->
          request.act() == Act.RETRY
              ? Optional.of(new Taken(List.of(requested(history, request, ""))))
              : refuse(Why.OWNED_BY_STAGE, summary.outcome().wire());
      case REJECTED -> refuse(Why.NOTHING_TO_RESOLVE, "no request was ever taken");
      case REVERSING ->
          request.act() == Act.RETRY
              ? Optional.of(new Taken(List.of(requested(history, request, ""))))
              : Optional.empty();
      case SUCCEEDED, FAILED, REVERSED ->
          request.act() == Act.RETRY || summary.attention().isEmpty()
              ? refuse(Why.ALREADY_SETTLED, summary.outcome().wire())
              : Optional.empty();
    };
  }

  private static Optional<ActAnswer> refuse(Why why, String detail) {
    return Optional.of(new Refused(why, detail));
  }

  /** A resolution, held against WeChat's own answer. */
  static ActAnswer afterAsking(
      PaymentHistory history, ActRequest request, OrderQuery.Outcome outcome) {
    PaymentSummary summary = PaymentSummary.of(history);
    return switch (outcome) {
      case Unclear unclear ->
          new Refused(
              Why.UNCLEAR, ("no proof: " + unclear.cause() + " " + unclear.code().text()).strip());
      case OrderQuery.OtherOrder other ->
          new Refused(
              Why.CONTRADICTED,
              "WeChat's order of this number is of "
                  + other.totalFeeFen()
                  + " fen: another system's");
      case OrderQuery.NotFound notFound ->
          summary.outcome().open() || summary.outcome() == PaymentState.SUCCEEDED
              ? new Refused(
                  Why.UNCLEAR, "WeChat does not know the order; the stage settles that by itself")
              : settle(history, summary, request, "WeChat does not know the order");
      case OrderQuery.State found -> {
        String says = ("WeChat says " + found.state() + " " + found.text()).strip();
        yield agrees(summary.outcome(), found.state())
            ? settle(history, summary, request, says)
            : new Refused(Why.CONTRADICTED, says);
      }
    };
  }

  private static boolean agrees(PaymentState ours, TradeState theirs) {
    return switch (theirs) {
      case SUCCESS -> ours == PaymentState.SUCCEEDED;
      // Paid and given back later, by whomever: no money stays.
      case REFUND -> true;
      case CLOSED, REVOKED -> ours != PaymentState.SUCCEEDED;
      case NOTPAY, PAYERROR -> ours == PaymentState.FAILED;
      case USERPAYING -> false;
    };
  }

  private static ActAnswer settle(
      PaymentHistory history, PaymentSummary summary, ActRequest request, String evidence) {
    if (summary.outcome().open()) {
      return new Taken(List.of(requested(history, request, evidence)));
    }
    String text = "%s: %s; %s".formatted(request.who(), request.why(), evidence);
    return new Taken(
        summary.attention().stream()
            .map(
                reason ->
                    (PaymentFact)
                        new AttentionResolved(
                            history.ref(),
                            Stage.PERSON,
                            Coded.read(AttentionReason.class, reason),
                            text,
                            request.at()))
            .toList());
  }

  private static ActRequested requested(
      PaymentHistory history, ActRequest request, String evidence) {
    return new ActRequested(
        history.ref(), request.act(), request.who(), request.why(), evidence, request.at());
  }
}
