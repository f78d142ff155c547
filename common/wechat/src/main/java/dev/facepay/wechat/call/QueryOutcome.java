package dev.facepay.wechat.call;

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
      implements QueryOutcome {}

  /** Signed: WeChat does not know the order at this moment. Not proof of "not charged". */
  record NotFound() implements QueryOutcome {}

  /** Nothing was learned: ask again. */
  record Unclear(Cause cause, String code, String text) implements QueryOutcome {}
}
