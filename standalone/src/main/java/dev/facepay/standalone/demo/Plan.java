package dev.facepay.standalone.demo;

import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Shoppers and what they buy, decided before the first payment: the same seed gives the same mix
 * and amounts. Every scenario comes at least once if there are orders enough, slow ones early.
 *
 * @param prefix that all its order numbers share
 */
record Plan(String prefix, List<Purchase> purchases) {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMddHHmmss").withZone(ZoneOffset.UTC);
  private static final List<String> GOODS =
      List.of("Noodles", "Milk tea", "Dumplings", "Umbrella", "Notebook", "Apples");

  /**
   * One payment that is going to be made, at whatever till is free.
   *
   * @param order its code is what the buyer's face or phone will give
   */
  record Purchase(Scenario scenario, PaymentOrder order) {

    boolean byFace() {
      return order.channel().equals("face");
    }
  }

  static Plan of(int orders, long seed, RandomGenerator codes, Instant now) {
    Random random = new Random(seed);
    String prefix = "DEMO" + STAMP.format(now);
    List<Purchase> purchases = new ArrayList<>();
    for (Scenario scenario : scenarios(orders, random)) {
      int number = purchases.size() + 1;
      long fen = scenario.fen(500 + random.nextLong(30_000));
      purchases.add(
          new Purchase(
              scenario,
              new PaymentOrder(
                  "%sN%05d".formatted(prefix, number),
                  1,
                  Codes.paymentCode(codes),
                  fen,
                  GOODS.get(random.nextInt(GOODS.size())),
                  random.nextInt(4) == 0 ? "code" : "face")));
    }
    return new Plan(prefix, List.copyOf(purchases));
  }

  private static List<Scenario> scenarios(int orders, Random random) {
    List<Scenario> special = new ArrayList<>();
    for (Scenario scenario : Scenario.values()) {
      int times = Math.max(1, Math.toIntExact(Math.round(orders * scenario.percent() / 100.0)));
      for (int i = 0; scenario != Scenario.PAID && i < times; i++) {
        special.add(scenario);
      }
    }
    Collections.shuffle(special, random);
    List<Scenario> all = new ArrayList<>(special.subList(0, Math.min(special.size(), orders)));
    while (all.size() < orders) {
      all.add(Scenario.PAID);
    }
    Collections.shuffle(all, random);
    // A first few that are paid at once, so that a watcher sees the ordinary first.
    all.sort(Comparator.comparing(scenario -> !scenario.slow()));
    if (all.remove(Scenario.PAID)) {
      all.addFirst(Scenario.PAID);
    }
    return all;
  }
}
