package dev.facepay.runtime.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.runtime.fill.FillWatch.Level;
import dev.facepay.runtime.fill.FillWatch.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillTest {

  private static final FillSettings SETTINGS = FillSettings.defaults();
  private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
  private static final long TOTAL = 1_000_000;
  private static final Duration LOOK = Duration.ofMinutes(5);

  @ParameterizedTest
  @CsvSource({
    "0,          OK",
    "849999,     OK",
    "850000,     FILLING",
    "949999,     FILLING",
    "950000,     FULL",
    "1000000,    FULL",
    // Down only when it is clearly better.
    "950000 920000,        FULL",
    "950000 919999,        FILLING",
    "950000 919999 949999, FILLING",
    "950000 819999,        OK",
    "850000 820000,        FILLING",
    "850000 819999,        OK",
    "850000 819999 849999, OK",
  })
  void the_level_rises_at_once_and_falls_when_it_is_clearly_better(String used, Level level) {
    Fill fill = Fill.NOT_MEASURED;
    for (String one : used.split(" ")) {
      fill = fill.with(new Usage(Long.parseLong(one), TOTAL), START, SETTINGS);
    }
    assertThat(fill.level()).isEqualTo(level);
  }

  @Test
  void at_a_steady_rate_the_date_is_where_the_line_reaches_full() {
    // 10 % a day from 50 %: after a day at 60 %, 35 % are left.
    Fill fill = watched(Duration.ofDays(1), at -> 500_000 + at * 100_000 / 86_400);

    assertThat(fill.fullAt(SETTINGS).orElseThrow())
        .isBetween(
            START.plus(Duration.ofDays(4)).plus(Duration.ofHours(11)),
            START.plus(Duration.ofDays(4)).plus(Duration.ofHours(13)));
  }

  @Test
  void a_shop_that_is_open_six_hours_a_day_fills_all_the_same() {
    LongUnaryOperator sixHours = at -> 500_000 + Math.min(6, hours(at)) * 10_000;

    Fill fill = watched(Duration.ofDays(1), sixHours);

    // 6 % a day, 39 % left.
    assertThat(fill.fullAt(SETTINGS).orElseThrow())
        .isBetween(START.plus(Duration.ofDays(7)), START.plus(Duration.ofDays(8)));
  }

  @Test
  void only_the_last_day_counts() {
    // Three days of 1 % an hour, then nothing for a day and more.
    Fill fill = watched(Duration.ofHours(97), at -> 100_000 + Math.min(72, hours(at)) * 10_000);

    assertThat(fill.fullAt(SETTINGS)).isEmpty();
  }

  @Test
  void one_odd_look_does_not_move_the_date() {
    LongUnaryOperator steady = at -> 500_000 + at * 1_000 / 3600;
    Fill fill = watched(Duration.ofHours(20), steady);
    Instant expected = fill.fullAt(SETTINGS).orElseThrow();

    Fill odd =
        fill.with(new Usage(840_000, TOTAL), START.plus(Duration.ofHours(20)).plus(LOOK), SETTINGS);

    assertThat(Duration.between(expected, odd.fullAt(SETTINGS).orElseThrow()).abs())
        .isLessThan(Duration.ofHours(6));
  }

  @Test
  void what_shrinks_or_stays_is_never_full() {
    assertThat(watched(Duration.ofHours(5), at -> 700_000).fullAt(SETTINGS)).isEmpty();
    assertThat(watched(Duration.ofHours(5), at -> 700_000 - hours(at)).fullAt(SETTINGS)).isEmpty();
  }

  @Test
  void what_fills_in_decades_has_no_date() {
    assertThat(watched(Duration.ofHours(24), at -> 500_000 + hours(at)).fullAt(SETTINGS)).isEmpty();
  }

  @Test
  void the_first_minutes_say_nothing() {
    assertThat(Fill.NOT_MEASURED.fullAt(SETTINGS)).isEmpty();
    assertThat(watched(Duration.ofMinutes(5), at -> 500_000 + at).fullAt(SETTINGS)).isEmpty();
    assertThat(watched(Duration.ofMinutes(20), at -> 500_000 + at).fullAt(SETTINGS)).isPresent();
  }

  @Test
  void what_is_full_is_full_now() {
    Fill fill = Fill.NOT_MEASURED.with(new Usage(960_000, TOTAL), START, SETTINGS);

    assertThat(fill.fullAt(SETTINGS)).contains(START);
  }

  @Test
  void a_month_of_looks_takes_no_more_memory_than_a_day() {
    Fill fill = watched(Duration.ofDays(30), at -> 500_000);

    assertThat(fill.past()).hasSizeLessThanOrEqualTo(Fill.PAST_MAX + 1);
    assertThat(fill.recent()).hasSize(3);
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    List<Runnable> wrong = new ArrayList<>();
    wrong.add(() -> with(0.95, 0.85, 0.03));
    wrong.add(() -> with(0.85, 1.01, 0.03));
    wrong.add(() -> with(0.85, 0.95, -0.01));
    wrong.add(() -> with(0.02, 0.95, 0.03));
    wrong.add(() -> with(Double.NaN, 0.95, 0.03));
    assertThat(wrong)
        .allSatisfy(
            one ->
                assertThatThrownBy(one::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("facepay.fill"));
  }

  private static FillSettings with(double fillingAt, double fullAt, double easeBy) {
    return new FillSettings(
        fillingAt, fullAt, easeBy, SETTINGS.lookEvery(), SETTINGS.rateOver(), SETTINGS.rateAfter());
  }

  private static long hours(long seconds) {
    return seconds / 3600;
  }

  /**
   * @param used by seconds since the start
   */
  private static Fill watched(Duration time, LongUnaryOperator used) {
    Fill fill = Fill.NOT_MEASURED;
    for (Duration at = Duration.ZERO; at.compareTo(time) <= 0; at = at.plus(LOOK)) {
      Usage usage = new Usage(used.applyAsLong(at.toSeconds()), TOTAL);
      fill = fill.with(usage, START.plus(at), SETTINGS);
    }
    return fill;
  }
}
