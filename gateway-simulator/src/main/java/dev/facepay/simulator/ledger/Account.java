package dev.facepay.simulator.ledger;

import dev.facepay.simulator.order.Order;
import dev.facepay.simulator.order.OrderKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger holds under one order number, known to the gateway or only asked about. */
final class Account {
  /** Evidence needs the first few arrivals; a loop must not fill the memory. */
  private static final int ARRIVALS_MAX = 200;

  final OrderKey key;
  @Nullable Order order;
  private final List<Instant> payArrivals = new ArrayList<>(1);
  private final List<Instant> reverseArrivals = new ArrayList<>(0);
  private int payCalls;
  private int queryCalls;
  private int reverseCalls;

  Account(OrderKey key) {
    this.key = key;
  }

  void payArrived(Instant at) {
    payCalls++;
    keep(payArrivals, at);
  }

  void queryArrived() {
    queryCalls++;
  }

  void reverseArrived(Instant at) {
    reverseCalls++;
    keep(reverseArrivals, at);
  }

  private static void keep(List<Instant> arrivals, Instant at) {
    if (arrivals.size() < ARRIVALS_MAX) {
      arrivals.add(at);
    }
  }

  OrderView view() {
    Order o = order;
    return new OrderView(
        key.mchId(),
        o == null ? null : o.terms().subMchId(),
        key.outTradeNo(),
        o == null ? "NONE" : o.state().name(),
        o == null ? null : o.state().tradeState(),
        o == null ? 0 : o.terms().fen(),
        o == null ? 0 : o.heldFen(),
        payCalls,
        queryCalls,
        reverseCalls,
        List.copyOf(payArrivals),
        List.copyOf(reverseArrivals),
        o == null ? List.of() : o.charges(),
        o == null ? null : o.refusal(),
        o == null ? null : o.openedAt(),
        o == null ? null : o.changedAt(),
        o == null ? null : o.due().orElse(null));
  }
}
