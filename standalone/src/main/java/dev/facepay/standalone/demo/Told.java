package dev.facepay.standalone.demo;

import dev.facepay.standalone.client.PaymentSeen;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a device was told.
 *
 * @param last the last state, or null if the edge never took it
 * @param knew how long until the buyer had a result
 * @param settled how long until it was final; null if it is not
 * @param trouble what went wrong besides: an answer that changed, no answer; or null
 */
record Told(
    Purchase purchase,
    @Nullable PaymentSeen last,
    @Nullable Duration knew,
    @Nullable Duration settled,
    @Nullable String buyerSaw,
    @Nullable String trouble) {

  boolean isFinal() {
    return last != null && last.isFinal();
  }

  boolean succeeded() {
    return last != null && last.succeeded();
  }

  String state() {
    return last == null ? "NOT TAKEN" : last.state();
  }
}
