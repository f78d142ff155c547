package dev.facepay.simulator.ledger;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Totals, kept as the orders change: nobody has to walk through all of them. */
final class Sums {
  private static final String NEVER_OPENED = "NONE";

  private final Map<String, Long> byState = new TreeMap<>();
  private long orders;
  private long payCalls;
  private long queryCalls;
  private long reverseCalls;
  private long charges;
  private long chargedFen;
  private long reversals;
  private long reversedFen;
  private long chargedTwice;

  /** Goes on from what was summed up before. */
  Sums(LedgerSummary from) {
    orders = from.orders();
    payCalls = from.payCalls();
    queryCalls = from.queryCalls();
    reverseCalls = from.reverseCalls();
    charges = from.charges();
    chargedFen = from.chargedFen();
    reversals = from.reversals();
    reversedFen = from.reversedFen();
    chargedTwice = from.ordersChargedTwice();
    byState.putAll(from.byState());
  }

  long orders() {
    return orders;
  }

  long charges() {
    return charges;
  }

  void called(String api) {
    switch (api) {
      case "micropay" -> payCalls++;
      case "orderquery" -> queryCalls++;
      case "reverse" -> reverseCalls++;
      default -> {
        // Credentials are no business of the ledger.
      }
    }
  }

  /** Takes the account as it is now for what it was; a place of 0 means that it is new. */
  void replace(Account before, Account after) {
    if (before.place() == 0) {
      orders++;
    } else {
      add(before.order(), -1);
    }
    add(after.order(), 1);
  }

  private void add(@Nullable Order order, int sign) {
    byState.merge(order == null ? NEVER_OPENED : order.state().name(), (long) sign, Long::sum);
    if (order == null) {
      return;
    }
    int held = 0;
    for (Order.Charge charge : order.charges()) {
      charges += sign;
      chargedFen += sign * charge.fen();
      if (charge.kept()) {
        held++;
      } else {
        reversals += sign;
        reversedFen += sign * charge.fen();
      }
    }
    reversedFen += sign * order.refundedFen();
    chargedTwice += held > 1 ? sign : 0;
  }

  LedgerSummary summary(long journalLines) {
    Map<String, Long> states = new TreeMap<>(byState);
    states.values().removeIf(count -> count == 0);
    return new LedgerSummary(
        orders,
        states,
        payCalls,
        queryCalls,
        reverseCalls,
        charges,
        chargedFen,
        reversals,
        reversedFen,
        chargedFen - reversedFen,
        chargedTwice,
        journalLines);
  }
}
