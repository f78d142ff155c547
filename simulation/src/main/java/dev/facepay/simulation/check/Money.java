package dev.facepay.simulation.check;

import dev.facepay.simulation.gateway.Journal.Charged;
import dev.facepay.simulation.gateway.Journal.Returned;
import java.util.HashMap;
import java.util.Map;

/** What G says about money: I1 and I2, while it moves. */
final class Money {

  private final Check check;
  private final Map<String, Integer> charges = new HashMap<>();
  private final Map<String, Long> keptFen = new HashMap<>();
  private final Map<String, Integer> keptOfOrder = new HashMap<>();

  Money(Check check) {
    this.check = check;
  }

  /** The order of a number: what stands before the attempt. */
  static String order(String number) {
    int dash = number.indexOf('-');
    return dash < 0 ? number : number.substring(0, dash);
  }

  void charged(Charged entry) {
    check.that(charges.merge(entry.number(), 1, Integer::sum) == 1, "I1", "two charges: " + entry);
    keptFen.put(entry.number(), entry.fen());
    check.that(
        keptOfOrder.merge(order(entry.number()), 1, Integer::sum) == 1,
        "I2",
        "two charges of one order at once: " + entry);
  }

  void returned(Returned entry) {
    keptFen.remove(entry.number());
    keptOfOrder.merge(order(entry.number()), -1, Integer::sum);
  }

  /** What the merchant has of that number, in fen; 0 if nothing. */
  long kept(String number) {
    return keptFen.getOrDefault(number, 0L);
  }

  Map<String, Long> kept() {
    return keptFen;
  }
}
