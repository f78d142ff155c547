package dev.facepay.console.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {

  @ParameterizedTest
  @CsvSource({
    "-5, 0",
    "0, 0",
    "25, 0",
    "26, 1",
    "35, 1",
    "50, 2",
    "51, 3",
    "102400, 24",
    "999999999, 25"
  })
  void a_time_has_its_class(long ms, int of) {
    assertThat(Spread.classOf(ms)).isEqualTo(of);
    assertThat(Spread.one(ms)).hasSize(of + 1).last().isEqualTo(1L);
  }

  @Test
  void of_none_nothing_is_said_and_of_what_took_longest_its_bound() {
    assertThat(Spread.within(0.5, of -> 0)).isEmpty();
    assertThat(Spread.within(0.95, of -> of == Spread.CLASSES - 1 ? 3 : 0)).hasValue(102_400);
    assertThat(Spread.within(1, of -> of == 0 ? 3 : 0)).hasValue(25);
  }

  @Test
  void what_is_said_is_right_to_some_ten_percent() {
    Random random = new Random(1);
    long[] times =
        LongStream.generate(() -> (long) (300 * Math.exp(random.nextGaussian())))
            .limit(10_000)
            .sorted()
            .toArray();
    long[] counts = new long[Spread.CLASSES];
    LongStream.of(times).forEach(ms -> counts[Spread.classOf(ms)]++);
    for (double share : new double[] {0.1, 0.5, 0.95, 0.99}) {
      double truth = times[(int) (share * times.length)];
      assertThat(Spread.within(share, of -> counts[of]).orElseThrow() / truth)
          .as("share %s", share)
          .isBetween(0.9, 1.1);
    }
  }
}
