package dev.facepay.simulator.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Money that was taken from the buyer, and when it went back, if it did. */
public record Charge(String transactionId, long fen, Instant at, @Nullable Instant reversedAt) {

  /** Whether the merchant still has the money. */
  public boolean held() {
    return reversedAt == null;
  }

  Charge returned(Instant when) {
    return new Charge(transactionId, fen, at, when);
  }
}
