package dev.facepay.simulator.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger holds under one order number, known to the gateway or only asked about.
 *
 * @param place its place in the sequence of first calls, from 1; 0: not entered yet
 */
record Account(
    OrderKey key,
    long place,
    @Nullable Order order,
    int payCalls,
    int queryCalls,
    int reverseCalls,
    List<Instant> payArrivals,
    List<Instant> reverseArrivals) {
  /** Evidence needs the first few arrivals; a loop must not fill the memory. */
  private static final int ARRIVALS_MAX = 200;

  /** A number of which nobody has heard. */
  static Account unknown(OrderKey key) {
    return new Account(key, 0, null, 0, 0, 0, List.of(), List.of());
  }

  Account payArrived(Instant at) {
    List<Instant> arrivals = with(payArrivals, at);
    return new Account(
        key, place, order, payCalls + 1, queryCalls, reverseCalls, arrivals, reverseArrivals);
  }

  Account queryArrived() {
    return new Account(
        key, place, order, payCalls, queryCalls + 1, reverseCalls, payArrivals, reverseArrivals);
  }

  Account reverseArrived(Instant at) {
    List<Instant> arrivals = with(reverseArrivals, at);
    return new Account(
        key, place, order, payCalls, queryCalls, reverseCalls + 1, payArrivals, arrivals);
  }

  Account with(Order next) {
    return new Account(
        key, place, next, payCalls, queryCalls, reverseCalls, payArrivals, reverseArrivals);
  }

  Account entered(long at) {
    return new Account(
        key, at, order, payCalls, queryCalls, reverseCalls, payArrivals, reverseArrivals);
  }

  private static List<Instant> with(List<Instant> arrivals, Instant at) {
    if (arrivals.isEmpty()) {
      return List.of(at);
    }
    if (arrivals.size() >= ARRIVALS_MAX) {
      return arrivals;
    }
    List<Instant> all = new ArrayList<>(arrivals);
    all.add(at);
    return List.copyOf(all);
  }

  /** When the order will change by itself; null: it will not. */
  @Nullable Instant due() {
    return order == null ? null : order.due().orElse(null);
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
        (o != null && o.terms().isOthers()) ? true : null,
        payCalls,
        queryCalls,
        reverseCalls,
        payArrivals,
        reverseArrivals,
        o == null ? List.of() : o.charges(),
        o == null ? List.of() : o.refunds(),
        o == null ? null : o.refusal(),
        o == null ? null : o.openedAt(),
        o == null ? null : o.changedAt(),
        due());
  }
}
