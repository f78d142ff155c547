package dev.facepay.edge.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.testkit.TestTime;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many may stand before the pay stage, by what it answers. */
class PaceTest {

  private static final Duration LAPSE_MAX = Duration.ofSeconds(45);

  private final TestTime time = new TestTime();
  private final Pace pace =
      new Pace(new IntakeSettings(200, Duration.ofSeconds(1)), 10_000, LAPSE_MAX);

  private void answers(int perSecond, int seconds, long gatewayMs) {
    for (int second = 0; second < seconds; second++) {
      for (int i = 0; i < perSecond; i++) {
        pace.answered(time.instant(), Duration.ofMillis(gatewayMs));
      }
      time.advance(Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest(name = "{0}/s answered, WeChat takes {1} ms: {2} may stand")
  @CsvSource({
    "0, 0, 200",
    "50, 50, 200",
    "1400, 0, 1400",
    "1400, 50, 1540",
    "1000, 1000, 3000",
    "100, 10000, 2100",
    "9000, 1000, 10000",
  })
  void as_many_stand_as_are_answered_within_the_wait_and_wechat_s_own_time(
      int perSecond, long gatewayMs, int limit) {
    answers(perSecond, 3, gatewayMs);
    assertThat(pace.limit(time.instant())).isCloseTo(limit, within(limit / 50));
  }

  @Test
  void the_best_second_of_the_last_ten_counts_and_then_no_more() {
    answers(1_000, 1, 0);
    answers(400, 8, 0);
    assertThat(pace.perSecond(time.instant())).isEqualTo(1_000);
    answers(400, 1, 0);
    assertThat(pace.perSecond(time.instant())).isEqualTo(400);
    time.advance(Duration.ofSeconds(10));
    assertThat(pace.perSecond(time.instant())).isZero();
    assertThat(pace.limit(time.instant())).isEqualTo(200);
  }

  @Test
  void a_gateway_that_slows_down_is_given_the_room_that_its_calls_take() {
    answers(200, 2, 50);
    int before = pace.limit(time.instant());
    answers(200, 1, 3_000);
    assertThat(before).isEqualTo(220);
    assertThat(pace.limit(time.instant())).isGreaterThan(200 * 3);
  }

  @ParameterizedTest(name = "{0}/s answered: comes again in {2} s behind {1}")
  @CsvSource({"0, 200, 10", "20, 200, 10", "100, 200, 2", "1000, 1000, 1", "1000, 10, 1"})
  void whoever_is_refused_comes_again_when_those_before_are_answered(
      int perSecond, int standing, long comeAgain) {
    answers(perSecond, 1, 0);
    assertThat(pace.comeAgainSeconds(standing, time.instant())).isEqualTo(comeAgain);
  }

  private static Offset<Integer> within(int many) {
    return Offset.offset(many);
  }
}
