package dev.facepay.console.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.payment.FactType;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people and programs are told of a refund.
 *
 * @param state requested, changed, succeeded or failed
 * @param askedBy till or operator
 * @param who the till's device or the operator's name
 * @param reason why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RefundView(
    @JsonProperty("refund_no") String refundNo,
    @JsonProperty("out_refund_no") String outRefundNo,
    @JsonProperty("refund_id") @Nullable String refundId,
    @JsonProperty("amount_fen") long amountFen,
    String state,
    @Nullable String reason,
    @JsonProperty("asked_by") @Nullable String askedBy,
    @Nullable String who,
    @Nullable String why,
    @JsonProperty("requested_at") String requestedAt,
    @JsonProperty("settled_at") @Nullable String settledAt) {

  /**
   * A payment's refunds together.
   *
   * @param pendingFen asked for and neither succeeded nor failed
   * @param leftFen what may still be given back
   */
  record Refunds(
      @JsonProperty("refunded_fen") long refundedFen,
      @JsonProperty("pending_fen") long pendingFen,
      @JsonProperty("left_fen") long leftFen,
      List<RefundView> list) {

    static Refunds of(long paidFen, List<RefundView> refunds) {
      long refunded = sum(refunds, "succeeded");
      long pending = sum(refunds, "requested") + sum(refunds, "changed");
      return new Refunds(
          refunded, pending, Math.max(0, paidFen - refunded - pending), List.copyOf(refunds));
    }

    private static long sum(List<RefundView> refunds, String state) {
      return refunds.stream()
          .filter(refund -> refund.state().equals(state))
          .mapToLong(RefundView::amountFen)
          .sum();
    }
  }

  static RefundView of(RefundHistory history) {
    RefundFact newest = history.newest();
    RefundRef ref = newest.refund();
    RefundRequested asked =
        history.facts().get(FactType.REFUND_REQUESTED) instanceof RefundRequested it ? it : null;
    return new RefundView(
        ref.refundNo().value(),
        ref.outRefundNo(),
        refundId(newest),
        ref.amount().fen(),
        state(newest),
        newest instanceof RefundFailed failed ? failed.reason().wire() : null,
        asked == null ? null : asked.askedBy().wire(),
        asked == null ? null : asked.who(),
        asked == null ? null : asked.why(),
        PaymentView.time(ref.requestedAt()),
        newest instanceof RefundFact.Settled ? PaymentView.time(newest.occurredAt()) : null);
  }

  static String state(RefundFact newest) {
    return switch (newest) {
      case RefundRequested f -> "requested";
      case RefundChanged f -> "changed";
      case RefundSucceeded f -> "succeeded";
      case RefundFailed f -> "failed";
    };
  }

  static @Nullable String refundId(RefundFact newest) {
    return switch (newest) {
      case RefundChanged f -> f.refundId();
      case RefundSucceeded f -> f.refundId();
      case RefundRequested f -> null;
      case RefundFailed f -> null;
    };
  }

  /** Its facts as they stand on the payment's timeline. */
  static List<TimelineEntry> timeline(RefundHistory history) {
    List<TimelineEntry> entries = new ArrayList<>();
    for (RefundFact fact : history.timeline().reversed()) {
      entries.add(
          new TimelineEntry(
              PaymentView.time(fact.occurredAt()),
              fact.type().wire().replaceFirst("\\.v\\d+$", ""),
              0,
              by(fact).wire(),
              null,
              details(fact)));
    }
    return entries;
  }

  private static Stage by(RefundFact fact) {
    if (fact instanceof RefundRequested asked) {
      return asked.askedBy() == RefundAsker.TILL ? Stage.EDGE : Stage.PERSON;
    }
    return Stage.REFUND;
  }

  private static Map<String, Object> details(RefundFact fact) {
    Map<String, Object> out = new TreeMap<>();
    out.put("refund_no", fact.refund().refundNo().value());
    out.put("amount_fen", fact.refund().amount().fen());
    switch (fact) {
      case RefundRequested f -> {
        out.put("who", f.who());
        out.put("why", f.why());
      }
      case RefundChanged f -> {
        out.put("refund_id", f.refundId());
        putIfPresent(out, "receiving_account", f.receivingAccount());
      }
      case RefundSucceeded f -> {
        out.put("refund_id", f.refundId());
        putIfPresent(out, "receiving_account", f.receivingAccount());
      }
      case RefundFailed f -> {
        out.put("reason", f.reason().wire());
        putIfPresent(out, "gateway_code", f.gatewayCode());
        putIfPresent(out, "gateway_text", f.gatewayText());
      }
    }
    return out;
  }

  private static void putIfPresent(Map<String, Object> out, String name, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      out.put(name, text);
    }
  }
}
