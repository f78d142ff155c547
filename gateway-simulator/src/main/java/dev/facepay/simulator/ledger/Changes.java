package dev.facepay.simulator.ledger;

import dev.facepay.simulator.order.OrderKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the journal says and the store does not know yet. */
final class Changes {
  final Map<OrderKey, Account> accounts = new HashMap<>();
  final Map<String, OrderKey> transactions = new HashMap<>();
  final Map<String, CodeMark> codes = new HashMap<>();

  /** Orders that the store has among those that wait. */
  final Set<OrderKey> waited = new HashSet<>();

  void put(Account before, Account after) {
    if (before.due() != null && !accounts.containsKey(after.key())) {
      waited.add(after.key());
    }
    accounts.put(after.key(), after);
  }

  /** Accounts held, for the bound on them. */
  int size() {
    return accounts.size();
  }
}
