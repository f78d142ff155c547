package dev.facepay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One order, two attempts: every behaviour of the gateway, and every fault at every place. */
class SmallCasesTest {

  @Test
  void a_crash_at_any_place_with_any_behaviour_of_the_gateway_breaks_nothing() {
    holds(fault -> fault.startsWith("fault: CRASH"));
  }

  @Test
  @Tag("all")
  void any_single_fault_at_any_place_with_any_behaviour_of_the_gateway_breaks_nothing() {
    holds(fault -> fault.startsWith("fault: "));
  }

  private static void holds(Predicate<String> faults) {
    long begin = System.nanoTime();
    SmallCases.Tried tried = SmallCases.tried(faults);
    System.out.printf(
        "small cases: %,d in %.1f s%n", tried.cases(), (System.nanoTime() - begin) / 1e9);
    assertThat(tried.failure())
        .as(
            () ->
                tried
                    .failure()
                    .map(it -> it.broken() + "\n" + String.join("\n", it.trace()))
                    .orElse(""))
        .isEmpty();
    assertThat(tried.cases()).isGreaterThan(1_000);
  }
}
