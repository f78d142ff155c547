package dev.facepay.standalone.demo;

import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.demo.Plan.Purchase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a device was told.
 *
 * @param state how it ended: a state of the edge's, or that it is open, not sent or not taken
 * @param isFinal whether that never changes
 * @param knew how long until the buyer had a result
 * @param settled how long until it was final; null if it is not
 * @param trouble what went wrong besides: an answer that changed, no answer; or null
 */
record DeviceResult(
    Purchase purchase,
    DemoDevice device,
    String state,
    boolean isFinal,
    @Nullable Duration knew,
    @Nullable Duration settled,
    @Nullable String buyerSaw,
    @Nullable String trouble) {

  static final String SUCCEEDED = "SUCCEEDED";

  boolean succeeded() {
    return state.equals(SUCCEEDED);
  }

  /** What the gateway was to do. */
  String gateway() {
    return purchase.scenario().gateway();
  }

  /** {@code mch_id:out_trade_no}. */
  String paymentId() {
    return device.merchant() + ":" + purchase.order().orderNo();
  }
}
