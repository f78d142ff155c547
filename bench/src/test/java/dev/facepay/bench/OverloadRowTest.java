package dev.facepay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted as what. */
class OverloadRowTest {

  private static OverloadRow row(Answer... answers) {
    long start = System.nanoTime() - 2_000_000_000L;
    List<Shot> shots = new ArrayList<>();
    for (Answer answer : answers) {
      Shot shot = new Shot(shots.size(), "o", start + 1_500_000_000L, Course.PAID, it -> {});
      shot.sent(shot.dueNanos());
      shot.finish(answer);
      shots.add(shot);
    }
    return OverloadRow.of(2, new Volley(shots, start, start + 3_600_000_000_000L, false, 0, 0));
  }

  @Test
  void a_refusal_is_no_error_and_no_answer() {
    OverloadRow row = row(Answer.PAID, Answer.PAID, Answer.REFUSED, Answer.ERROR);
    assertThat(row.refused()).isEqualTo(0.25);
    assertThat(row.errors()).isEqualTo(0.25);
    assertThat(row(Answer.REFUSED, Answer.REFUSED).paidPerSecond()).isZero();
    assertThat(row.paidPerSecond()).isPositive();
    assertThat(row.refusedP99()).isGreaterThan(400);
  }

  @Test
  void the_median_of_each_figure_is_told() {
    OverloadRow median =
        OverloadRow.median(
            List.of(row(Answer.PAID), row(Answer.REFUSED), row(Answer.REFUSED, Answer.PAID)));
    assertThat(median.share()).isEqualTo(2);
    assertThat(median.refused()).isEqualTo(0.5);
    assertThat(median.toString()).contains("2.00:", "refused 50.0 %");
  }
}
