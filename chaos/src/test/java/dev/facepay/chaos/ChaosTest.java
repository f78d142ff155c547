package dev.facepay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small share of a run, always the same seed. */
@Tag("all")
class ChaosTest {

  private static final ChaosRun.Plan SMALL =
      new ChaosRun.Plan(60, 7, 3, Duration.ofMinutes(2), 8, Duration.ofMinutes(4), Pace.QUICK);

  @TempDir Path dir;

  @Test
  void payments_through_kills_pauses_and_cuts_settle_and_break_no_promise() throws Exception {
    ChaosRun.Result result = new ChaosRun(SMALL, dir, System.out::println).run();
    System.out.println(result.page());
    assertThat(result.violations()).isEmpty();
    assertThat(result.evidence().sent()).hasSizeGreaterThanOrEqualTo(SMALL.payments());
    assertThat(result.faults()).isNotEmpty();
  }
}
