package dev.facepay.device.edge;

import dev.facepay.device.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the edge shows it.
 *
 * @param id {@code mch_id:out_trade_no}
 * @param paid null until it is known; then it stays
 * @param isFinal nothing changes any more
 * @param reason a stable word, or null
 * @param zh for the buyer
 * @param totalFee fen
 */
public record PaymentSeen(
    String id,
    String orderNo,
    int attempt,
    State state,
    @Nullable Boolean paid,
    boolean isFinal,
    Next next,
    @Nullable String reason,
    String zh,
    String en,
    long totalFee,
    @Nullable String transactionId) {

  /** {@code state}. */
  public enum State {
    PROCESSING,
    WAITING,
    REVERSING,
    SUCCEEDED,
    FAILED,
    REVERSED
  }

  /** {@code next_action}; one that is not known here is WAIT. */
  public enum Next {
    WAIT,
    ASK_PASSWORD,
    ASK_OTHER_METHOD,
    WAIT_REVERSAL,
    CALL_STAFF,
    SHOW_RESULT
  }

  /** Money is shown to somebody by this: what contradicts itself is no answer. */
  static PaymentSeen read(Json json) throws IOException {
    Boolean isFinal = json.flag("final");
    Boolean paid = json.flag("paid");
    State state = state(json.required("state"));
    boolean succeeded = state == State.SUCCEEDED;
    if (isFinal == null
        || (isFinal && paid == null)
        || (paid != null && paid != succeeded)
        || (succeeded && !Boolean.TRUE.equals(paid))) {
      throw new IOException("final, paid and state contradict each other");
    }
    Json message = json.object("message");
    return new PaymentSeen(
        json.required("id"),
        json.required("order_no"),
        (int) json.number("attempt"),
        state,
        paid,
        isFinal,
        next(json.text("next_action")),
        json.text("reason"),
        message == null ? "" : orEmpty(message.text("zh")),
        message == null ? "" : orEmpty(message.text("en")),
        json.number("total_fee"),
        json.text("transaction_id"));
  }

  private static State state(String word) throws IOException {
    for (State state : State.values()) {
      if (state.name().equals(word)) {
        return state;
      }
    }
    throw new IOException("a state that is not known");
  }

  private static Next next(@Nullable String word) {
    for (Next next : Next.values()) {
      if (next.name().equals(word)) {
        return next;
      }
    }
    return Next.WAIT;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
