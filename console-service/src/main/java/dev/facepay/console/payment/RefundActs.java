package dev.facepay.console.payment;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.Money;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person's order to give money back: looked up, decided, published. */
final class RefundActs {

  private final PaymentReader reader;
  private final FactPublisher publisher;
  private final Timekeeper time;

  RefundActs(PaymentReader reader, FactPublisher publisher, Timekeeper time) {
    this.reader = reader;
    this.publisher = publisher;
    this.time = time;
  }

  /**
   * @param amount null: all that is left
   * @param who the operator's name
   */
  record RefundOrder(RefundNo number, @Nullable Money amount, String who, String why, Instant at) {}

  /** What becomes of it. */
  sealed interface Answer {

    record Publish(RefundRequested fact) implements Answer {}

    /** The same order is known: what came of it shows with the payment. */
    record Known() implements Answer {}

    record NotFound() implements Answer {}

    record NumberReused() implements Answer {}

    record NotPaid(String state) implements Answer {}

    /**
     * @param leftFen what may still be given back
     */
    record MoreThanLeft(long leftFen) implements Answer {}
  }

  /** Returns when the fact is in the log; refund-service has the last word. */
  Answer act(String paymentId, RefundNo number, @Nullable Money amount, String who, String why)
      throws InterruptedException {
    Optional<PaymentHistory> found = reader.history(paymentId);
    if (found.isEmpty()) {
      return new Answer.NotFound();
    }
    RefundOrder order = new RefundOrder(number, amount, who, why, time.instant());
    Answer answer = decide(found.get(), reader.refunds(paymentId), order);
    if (answer instanceof Answer.Publish publish) {
      publisher.publish(publish.fact());
    }
    return answer;
  }

  static Answer decide(PaymentHistory history, List<RefundHistory> refunds, RefundOrder order) {
    Optional<RefundHistory> same =
        refunds.stream().filter(it -> it.ref().refundNo().equals(order.number())).findFirst();
    if (same.isPresent()) {
      return isSame(same.get(), order) ? new Answer.Known() : new Answer.NumberReused();
    }
    PaymentSummary summary = PaymentSummary.of(history);
    if (!mayBePaid(summary)) {
      return new Answer.NotPaid(summary.outcome().wire());
    }
    long paidFen = history.ref().amount().fen();
    long leftFen =
        RefundView.Refunds.of(paidFen, refunds.stream().map(RefundView::of).toList()).leftFen();
    long wantedFen = order.amount() == null ? leftFen : order.amount().fen();
    if (wantedFen > leftFen || leftFen == 0) {
      return new Answer.MoreThanLeft(leftFen);
    }
    RefundRef ref =
        new RefundRef(
            history.ref().id(),
            history.ref().orderNo(),
            history.ref().attempt(),
            history.ref().subMerchant(),
            history.ref().store(),
            order.number(),
            new Money(wantedFen),
            order.at());
    return new Answer.Publish(
        new RefundRequested(ref, order.why(), RefundAsker.OPERATOR, order.who()));
  }

  /** All that is left was, the first time, what the refund is of. */
  private static boolean isSame(RefundHistory known, RefundOrder order) {
    RefundView view = RefundView.of(known);
    return (order.amount() == null || order.amount().equals(known.ref().amount()))
        && order.why().equals(view.why());
  }

  /**
   * Paid; or told as not paid while the buyer's money may be with us and nothing reverses it any
   * more: WeChat is asked before anything goes back. Where another system's order has the number
   * (I20), the money is not ours to give.
   */
  static boolean mayBePaid(PaymentSummary summary) {
    return switch (summary.outcome()) {
      case SUCCEEDED -> true;
      case FAILED, REVERSED -> !summary.attention().isEmpty() && !isAnothers(summary);
      case REVERSING -> summary.attention().contains(AttentionReason.REVERSE_EXPIRED.wire());
      case REQUESTED, UNKNOWN, REJECTED -> false;
    };
  }

  private static boolean isAnothers(PaymentSummary summary) {
    String why = summary.state().map(it -> it.text("reason")).orElse("");
    return why.equals(FailureReason.ORDER_NUMBER_USED.wire());
  }
}
