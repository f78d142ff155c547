package dev.facepay.console.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Fact;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private static final Fact FACT = Fixtures.requested();

  private final Changes changes = new Changes(3);
  private final AtomicInteger read = new AtomicInteger();

  private void happens() {
    changes.add(
        () -> {
          read.incrementAndGet();
          return Optional.of(FACT);
        });
  }

  @Test
  void nothing_is_read_while_nobody_follows() {
    happens();
    assertThat(read).hasValue(0);
    changes.follow();
    happens();
    changes.leave();
    happens();
    assertThat(read).hasValue(1);
  }

  @Test
  void who_follows_gets_what_came_since() throws Exception {
    happens();
    long from = changes.follow();
    happens();
    happens();
    assertThat(changes.beyond(from)).isFalse();
    assertThat(changes.after(from, Duration.ZERO)).hasSize(2);
  }

  @Test
  void who_misses_one_loads_all_anew() {
    long slow = changes.follow();
    for (int i = 0; i < 4; i++) {
      happens();
    }
    assertThat(changes.beyond(slow)).isTrue();
    assertThat(changes.beyond(slow + 1)).isFalse();
  }

  @Test
  void a_change_that_was_passed_over_as_somebody_came_is_a_miss() {
    long from = changes.last();
    happens();
    changes.follow();
    assertThat(changes.beyond(from)).isTrue();
    assertThat(changes.beyond(changes.last())).isFalse();
  }

  @Test
  void what_is_not_shown_is_not_kept() throws Exception {
    long from = changes.follow();
    changes.add(Optional::empty);
    assertThat(changes.after(from, Duration.ZERO)).isEmpty();
  }
}
