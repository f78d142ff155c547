package dev.facepay.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the gateway knows about one order number.
 *
 * @param state an {@code OrderState}, or NONE when calls came but no order was opened
 * @param heldFen what the merchant holds now: charges less reversals
 * @param others true: another system made it
 * @param refunds by calls and by hand
 * @param payArrivals times of the first 200 payment calls on the gateway's clock
 * @param dueAt when the order will change by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderView(
    String mchId,
    @Nullable String subMchId,
    String outTradeNo,
    String state,
    @Nullable String tradeState,
    long fen,
    long heldFen,
    @Nullable Boolean others,
    int payCalls,
    int queryCalls,
    int reverseCalls,
    List<Instant> payArrivals,
    List<Instant> reverseArrivals,
    List<Order.Charge> charges,
    List<Order.Refund> refunds,
    @Nullable String refusal,
    @Nullable Instant openedAt,
    @Nullable Instant changedAt,
    @Nullable Instant dueAt) {

  /** How often money of this order went back. */
  public long reversals() {
    return charges.stream().filter(c -> !c.kept()).count();
  }
}
