package dev.facepay.simulation;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.store.Documents;
import dev.facepay.simulation.Seeds.Failure;
import dev.facepay.wechat.WechatPay;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Puts a bug into what is simulated, and tells which invariant has noticed. */
final class Planting {

  private static final long SEEDS_MAX = 6_000;
  private static final Duration TIME = Duration.ofMinutes(2);

  private static final Set<String> INVARIANTS =
      Set.of(
          "I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12", "I13", "I16",
          "I17", "I18", "I19", "I20");

  static final Plant STARTS_ON_OLD_COPIES =
      new Plant() {
        @Override
        public boolean catchesUp() {
          return false;
        }
      };

  private Planting() {}

  static Set<String> allBut(String invariant) {
    return INVARIANTS.stream()
        .filter(it -> !it.equals(invariant))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Puts a double around the attempts' collection. */
  static Plant attempts(Bugs.Around around) {
    return in("pay_attempts", around);
  }

  static Plant in(String name, Bugs.Around around) {
    return new Plant() {
      @Override
      public Documents documents(String collection, Documents real, Timekeeper time) {
        return collection.equals(name) ? around.put(real, time) : real;
      }
    };
  }

  /** Puts a double around WeChat's answers. */
  static Plant back(UnaryOperator<WechatPay> around) {
    return new Plant() {
      @Override
      public WechatPay back(WechatPay real) {
        return around.apply(real);
      }
    };
  }

  static String caught(String bug, Plant plant, Set<String> ignored) {
    Seeds seeds = new Seeds(1, plant, ignored);
    seeds.run(SEEDS_MAX, TIME);
    Failure failure =
        seeds.failure().orElseThrow(() -> new AssertionError("nobody noticed: " + bug));
    System.out.printf(
        "planted bug \"%s\": %s in seed %d, after %d histories%n",
        bug, failure.violation().invariant(), failure.seed(), seeds.done());
    return failure.violation().invariant();
  }
}
