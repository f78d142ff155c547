package dev.facepay.simulator;

import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.OrderKey;
import dev.facepay.simulator.ledger.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps for the calls about matching orders. Each order walks through the steps on its own, and
 * each call ({@code api}) of it too.
 *
 * @param outTradeNo exact order number; for authinfo the device id
 * @param repeatLast after the last step: that step again, or the ordinary
 */
record Script(
    String id,
    @Nullable String mchId,
    @Nullable String outTradeNo,
    @Nullable String prefix,
    @Nullable Api api,
    List<Step> steps,
    boolean repeatLast) {

  boolean matches(Api call, OrderKey key) {
    return (api == null || api == call)
        && (mchId == null || mchId.equals(key.mchId()))
        && (outTradeNo == null || outTradeNo.equals(key.outTradeNo()))
        && (prefix == null || key.outTradeNo().startsWith(prefix));
  }
}
