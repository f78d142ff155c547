package dev.facepay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.Timekeeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongClockTest {

  private static final Instant NOW = Instant.parse("2026-12-01T00:46:33Z");

  @TempDir Path dir;

  /** A clock that is put ahead in the middle of a sleep must not end it: a machine's does not. */
  @Test
  void what_is_slept_is_the_machines_and_what_is_told_is_wrong() throws Exception {
    List<Duration> slept = new ArrayList<>();
    Timekeeper machine =
        new Timekeeper() {
          @Override
          public Instant instant() {
            return NOW;
          }

          @Override
          public void sleepUntil(Instant due) {
            throw new AssertionError("by the wall");
          }

          @Override
          public void sleep(Duration time) {
            slept.add(time);
          }
        };
    Path file = Files.writeString(dir.resolve("clock"), "35000");
    Object wrong = new WrongClock(file).postProcessAfterInitialization(machine, "time");
    assertThat(wrong)
        .isInstanceOfSatisfying(
            Timekeeper.class, it -> assertThat(it.instant()).isEqualTo(NOW.plusSeconds(35)));
    ((Timekeeper) wrong).sleep(Duration.ofSeconds(15));
    assertThat(slept).containsExactly(Duration.ofSeconds(15));
  }
}
