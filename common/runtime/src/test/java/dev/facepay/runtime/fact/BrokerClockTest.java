package dev.facepay.runtime.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.testkit.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerClockTest {

  private static final Instant T0 = Fixtures.T0;

  private final BrokerClock brokers = new BrokerClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /**
   * A record that took so long there and back.
   *
   * @param ahead how far this clock is ahead of the broker's
   */
  private void said(Instant at, Duration ahead, long thereMs, long backMs) {
    Instant sentAt = at.plus(ahead);
    brokers.acknowledged(sentAt, at.plusMillis(thereMs), sentAt.plusMillis(thereMs + backMs));
  }

  @Test
  void a_clock_that_is_off_is_known_to_the_width_of_an_answer() {
    for (int minutes : List.of(-3, 3)) {
      said(T0, Duration.ofMinutes(minutes), 20, 10);
      assertThat(Duration.between(T0, brokers.here(T0)).abs())
          .isBetween(Duration.ofMinutes(3).minusMillis(20), Duration.ofMinutes(3));
    }
  }

  @Test
  void a_clock_that_is_right_moves_nothing_however_slow_the_answer() {
    said(T0, Duration.ZERO, 5_000, 5_000);
    assertThat(brokers.here(T0)).isEqualTo(T0);
    said(T0.plusSeconds(20), Duration.ofSeconds(2), 5_000, 5_000);
    assertThat(brokers.here(T0)).as("it may be right, for all that is known").isEqualTo(T0);
  }

  @Test
  void the_quickest_answer_of_the_last_minute_counts_and_a_clock_that_was_put_right_at_once() {
    Duration off = Duration.ofMinutes(3);
    said(T0, off, 2, 2);
    said(T0.plusSeconds(1), off, 900, 900);
    assertThat(brokers.ahead()).isBetween(off.minusMillis(2), off);
    said(T0.plusSeconds(62), off, 900, 900);
    assertThat(brokers.ahead()).isBetween(off.minusMillis(900), off);
    said(T0.plusSeconds(63), Duration.ZERO, 900, 900);
    assertThat(brokers.ahead()).isZero();
  }

  @Test
  void it_is_exported_and_no_number_as_long_as_nothing_is_known() {
    brokers.exportTo(meters);
    assertThat(meters.get("facepay.clock.ahead").gauge().value()).isNaN();
    said(T0, Duration.ofMinutes(-3), 0, 0);
    assertThat(meters.get("facepay.clock.ahead").gauge().value()).isEqualTo(-180);
  }
}
