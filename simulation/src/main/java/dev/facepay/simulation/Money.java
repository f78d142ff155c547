package dev.facepay.simulation;

import dev.facepay.simulation.Journal.Charged;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What G says about money: I1 and I2, while it moves. */
final class Money {

  private final Check check;
  private final Map<String, Integer> charges = new HashMap<>();
  private final Map<String, Long> keptFen = new HashMap<>();
  private final Map<String, Integer> keptOfOrder = new HashMap<>();
  private final Map<String, String> orders = new HashMap<>();
  private final Set<String> others = new HashSet<>();

  Money(Check check) {
    this.check = check;
  }

  /** Whose a number is says who asks: numbers of two orders can be one where they hold dashes. */
  void asked(String number, String order) {
    String before = orders.putIfAbsent(number, order);
    check.that(
        before == null || before.equals(order),
        "I12",
        () -> "%s is asked for %s and for %s".formatted(number, before, order));
  }

  void charged(Charged entry) {
    check.that(
        charges.merge(entry.number(), 1, Integer::sum) == 1, "I1", () -> "two charges: " + entry);
    keptFen.put(entry.number(), entry.fen());
    check.that(
        keptOfOrder.merge(order(entry.number()), 1, Integer::sum) == 1,
        "I2",
        () -> "two charges of one order at once: " + entry);
  }

  private String order(String number) {
    return orders.getOrDefault(number, number);
  }

  void returned(String number, long fen) {
    if (keptFen.merge(number, -fen, Long::sum) <= 0) {
      keptFen.remove(number);
      keptOfOrder.merge(order(number), -1, Integer::sum);
    }
  }

  void othersOrder(String number) {
    others.add(number);
  }

  boolean isAnothers(String number) {
    return others.contains(number);
  }

  /** What the merchant has of that number, in fen; 0 if nothing. */
  long kept(String number) {
    return keptFen.getOrDefault(number, 0L);
  }

  /** Of all numbers together. */
  long total() {
    return keptFen.values().stream().mapToLong(Long::longValue).sum();
  }

  Map<String, Long> kept() {
    return keptFen;
  }
}
