package dev.facepay.chaos.judge;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One order is paid by one attempt: I2. */
final class Orders {

  private Orders() {}

  static void check(Collection<PaymentEvidence> trails, Findings findings) {
    Map<String, List<PaymentEvidence>> orders =
        trails.stream()
            .filter(trail -> !trail.order().isEmpty())
            .collect(
                Collectors.groupingBy(PaymentEvidence::order, TreeMap::new, Collectors.toList()));
    orders.forEach(
        (order, attempts) -> {
          if (attempts.size() > 1) {
            neverTwoAtOnce(order, attempts, findings);
          }
        });
  }

  private static void neverTwoAtOnce(
      String order, List<PaymentEvidence> attempts, Findings findings) {
    List<JournalLine> moves =
        attempts.stream()
            .filter(it -> !it.isForeign())
            .flatMap(it -> it.journal.stream())
            .filter(line -> line.is("CHARGED") || line.is("REVERSED"))
            .sorted(Comparator.comparing(JournalLine::at))
            .toList();
    int held = 0;
    for (JournalLine move : moves) {
      held += move.is("CHARGED") ? 1 : -1;
      findings.require(held <= 1, "I2", move.paymentId(), "a second charge of order " + order);
    }
  }
}
