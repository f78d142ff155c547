package dev.facepay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlatnessTest {

  private static final long MEGA = 1 << 20;

  @Test
  void an_old_system_that_is_as_good_as_a_young_one_is_flat_however_cold_the_first_row_was() {
    List<Flatness.Drift> drifts =
        Flatness.of(
            List.of(
                row(0, false, 500, 300, 100),
                row(100_000, false, 900, 100, 200),
                row(200_000, false, 850, 110, 210),
                row(300_000, false, 990, 90, 190)));

    assertThat(drifts).hasSize(6).allMatch(Flatness.Drift::flat);
  }

  @Test
  void each_figure_is_held_against_the_first_row_that_counts_and_the_worst_is_named() {
    List<Flatness.Drift> drifts =
        Flatness.of(
            List.of(
                row(0, false, 500, 300, 100),
                row(100_000, false, 900, 100, 200),
                row(200_000, false, 600, 100, 260),
                row(300_000, false, 900, 116, 220)));

    assertThat(worst(drifts, "payments/s")).isEqualTo("payments/s +50 % (at 300,000) NOT FLAT");
    assertThat(worst(drifts, "p99")).isEqualTo("p99 +16 % (at 400,000) NOT FLAT");
    assertThat(worst(drifts, "heap")).isEqualTo("heap +30 % (at 300,000) NOT FLAT");
    assertThat(worst(drifts, "CPU")).isEqualTo("CPU +0 % (at 200,000)");
  }

  @Test
  void a_cold_system_after_the_restart_is_held_against_the_cold_one_but_its_memory_is_not() {
    List<Flatness.Drift> drifts =
        Flatness.of(
            List.of(
                row(0, false, 500, 300, 100),
                row(100_000, false, 900, 100, 200),
                row(200_000, true, 480, 310, 240),
                row(300_000, true, 900, 100, 200)));

    assertThat(worst(drifts, "payments/s")).isEqualTo("payments/s +4 % (at 300,000)");
    assertThat(worst(drifts, "heap")).isEqualTo("heap +20 % (at 300,000) NOT FLAT");
  }

  @Test
  void one_row_tells_nothing_and_a_short_run_counts_from_its_second_row() {
    assertThat(Flatness.of(List.of(row(0, false, 500, 300, 100)))).isEmpty();
    assertThat(Flatness.of(List.of(row(0, false, 100, 900, 9), row(5_000, false, 500, 100, 100))))
        .allMatch(Flatness.Drift::flat);
  }

  @Test
  void rows_are_told_to_people_and_to_programs() {
    List<SoakRow> rows = List.of(row(0, false, 1_500, 300, 100), row(100_000, true, 900, 100, 200));

    assertThat(SoakTable.line(rows.getFirst()))
        .contains("payments 100,000", "payments/s 1,500", "heap MB 100", "broker MB 3");
    assertThat(SoakTable.markdown(rows)).contains("| 200,000 | second | 900 |");
    assertThat(SoakTable.csv(rows).lines())
        .hasSize(3)
        .allMatch(line -> line.split(",", -1).length == 17)
        .anyMatch(line -> line.startsWith("100000,first,1500,150.0,300.0,2.50,100,900,7,3,4,"));
  }

  @Test
  void shares_of_payments_that_go_otherwise_come_about() {
    Supplier<Course> courses = new Courses(0.2, 0.1, 0.05).inTurn();
    List<Course> drawn = new ArrayList<>(Stream.generate(courses).limit(10_000).toList());

    assertThat(drawn.stream().filter(it -> it == Course.ANSWER_LOST).count())
        .isBetween(1_850L, 2_150L);
    assertThat(drawn.stream().filter(it -> it == Course.REFUSED).count()).isBetween(880L, 1_120L);
    assertThat(drawn.stream().filter(it -> it == Course.ABANDONED).count()).isBetween(420L, 580L);
    assertThat(drawn).doesNotContain(Course.PASSWORD);
  }

  @Test
  void the_three_books_must_agree() {
    Money.Sum sum = new Money.Sum(10, 12_800);

    assertThat(new Money(sum, sum, sum, 0, 0).holds()).isTrue();
    assertThat(new Money(sum, new Money.Sum(11, 14_080), sum, 0, 0).holds()).isFalse();
    assertThat(new Money(sum, sum, new Money.Sum(9, 12_800), 0, 0).holds()).isFalse();
    assertThat(new Money(sum, sum, sum, 1, 0).toString()).endsWith("DOES NOT HOLD");
    assertThat(new Money(sum, sum, sum, 0, 1).holds()).isFalse();
  }

  private static String worst(List<Flatness.Drift> drifts, String figure) {
    return drifts.stream()
        .filter(drift -> drift.figure().equals(figure))
        .map(Flatness.Drift::toString)
        .findFirst()
        .orElseThrow();
  }

  private static SoakRow row(
      long from, boolean restarted, double perSecond, double p99, long heapMb) {
    return new SoakRow(
        from,
        from + 100_000,
        restarted,
        perSecond,
        p99 / 2,
        p99,
        2.5,
        heapMb * MEGA,
        900 * MEGA,
        Map.of("broker", 3 * MEGA, "database", 4 * MEGA),
        0.5,
        new ReadSide.Question("/v1/stores", 20),
        0);
  }
}
