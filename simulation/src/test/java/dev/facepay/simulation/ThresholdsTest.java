package dev.facepay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.reverse.ReverseDoor;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Times that contradict each other are refused at the start; no others call anybody. */
class ThresholdsTest {

  @Test
  void times_that_are_taken_call_nobody_for_a_payment_on_its_normal_way() {
    SplittableRandom random = new SplittableRandom(1);
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      ReverseDoor.Times times =
          new ReverseDoor.Times(
              ReverseDoor.times().earliest(),
              minutes(random, 1, 3),
              minutes(random, 0, 2).plusSeconds(1),
              minutes(random, 1, 20),
              minutes(random, 1, 30));
      History.Result result;
      try {
        result = calm(times);
      } catch (IllegalArgumentException e) {
        refused++;
        continue;
      }
      taken++;
      assertThat(result.violation()).as("%s", times).isEmpty();
      assertThat(result.settledAfterMs()).as("%s", times).hasSize(1);
    }
    assertThat(taken).isGreaterThan(50);
    assertThat(refused).isGreaterThan(50);
  }

  private static Duration minutes(SplittableRandom random, int least, int most) {
    return Duration.ofSeconds(random.nextInt(least * 60, most * 60 + 1));
  }

  private static History.Result calm(ReverseDoor.Times times) {
    Plant plant =
        new Plant() {
          @Override
          public ReverseDoor.Times times() {
            return times;
          }
        };
    return History.run(
        1,
        (_, _, _) -> false,
        _ -> Shape.neverReached(),
        plant,
        Set.of(),
        new Occurrences(),
        false);
  }
}
