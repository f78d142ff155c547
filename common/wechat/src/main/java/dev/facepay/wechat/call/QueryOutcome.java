package dev.facepay.wechat.call;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one {@code orderquery} call proved. */
public sealed interface QueryOutcome {

  /**
   * Signed, and about this very order.
   *
   * @param transactionId WeChat's number; there when the state is SUCCESS
   * @param timeEnd there when the state is SUCCESS
   * @param totalFeeFen in fen; there, and as expected, when the state is SUCCESS
   * @param text WeChat's description of the state, may be empty
   */
  record State(
      TradeState state,
      @Nullable String transactionId,
      @Nullable Instant timeEnd,
      @Nullable Long totalFeeFen,
      String text)
      implements QueryOutcome {

    /**
     * Paid longer before the pay call than clocks can explain: another system's order of the same
     * number, since nothing of ours can have been paid by then.
     *
     * @param sentAt when the pay call left
     */
    public boolean isPaidBefore(Instant sentAt) {
      return state == TradeState.SUCCESS
          && timeEnd != null
          && timeEnd.isBefore(sentAt.minus(CLOCKS_DIFFER_MAX));
    }
  }

  /** How far the gateway's clock and ours may be apart before a time is proof. */
  Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(5);

  /** Signed: the order of this number has another amount, so it is another system's. */
  record OtherOrder(TradeState state, long totalFeeFen) implements QueryOutcome {}

  /** Signed: WeChat does not know the order at this moment. Not proof of "not charged". */
  record NotFound() implements QueryOutcome {}

  /** Nothing was learned: ask again. */
  record Unclear(Cause cause, String code, String text) implements QueryOutcome {}
}
