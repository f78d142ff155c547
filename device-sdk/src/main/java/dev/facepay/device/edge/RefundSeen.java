package dev.facepay.device.edge;

import dev.facepay.device.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A refund as the edge shows it.
 *
 * @param paymentId {@code mch_id:out_trade_no}
 * @param refunded null until it is known; then it stays
 * @param isFinal nothing changes any more
 * @param callStaff a person must see to it; else show the text, and ask again until it is final
 * @param reason why it failed, a stable word, or null
 * @param zh for the screen
 * @param amountFen fen
 * @param refundId WeChat's number, or null
 */
public record RefundSeen(
    String paymentId,
    String refundNo,
    State state,
    @Nullable Boolean refunded,
    boolean isFinal,
    boolean callStaff,
    @Nullable String reason,
    String zh,
    String en,
    long amountFen,
    @Nullable String refundId) {

  /** {@code state}. */
  public enum State {
    PROCESSING,
    /** The money is out, and the buyer's card does not take it. */
    CHANGED,
    SUCCEEDED,
    FAILED
  }

  /** Money is shown to somebody by this: what contradicts itself is no answer. */
  static RefundSeen read(Json json) throws IOException {
    Boolean isFinal = json.flag("final");
    Boolean refunded = json.flag("refunded");
    State state = state(json.required("state"));
    boolean succeeded = state == State.SUCCEEDED;
    boolean ended = succeeded || state == State.FAILED;
    if (isFinal == null
        || isFinal != ended
        || ended == (refunded == null)
        || (refunded != null && refunded != succeeded)) {
      throw new IOException("final, refunded and state contradict each other");
    }
    Json message = json.object("message");
    return new RefundSeen(
        json.required("payment_id"),
        json.required("refund_no"),
        state,
        refunded,
        isFinal,
        "CALL_STAFF".equals(json.text("next_action")),
        json.text("reason"),
        message == null ? "" : orEmpty(message.text("zh")),
        message == null ? "" : orEmpty(message.text("en")),
        json.number("amount_fen"),
        json.text("refund_id"));
  }

  private static State state(String word) throws IOException {
    for (State state : State.values()) {
      if (state.name().equals(word)) {
        return state;
      }
    }
    throw new IOException("a state that is not known");
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
