package dev.facepay.console.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.testkit.TestTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedTest {

  private final TestTime time = new TestTime();
  private final AtomicInteger asked = new AtomicInteger();
  private boolean broken;
  private final Shared<Integer> shared =
      new Shared<>(
          time,
          () -> {
            int number = asked.incrementAndGet();
            if (broken) {
              throw new IllegalStateException("away");
            }
            return number;
          });

  @Test
  void one_question_is_enough_for_all_who_look_within_seconds() throws Exception {
    assertThat(shared.get()).isEqualTo(1);
    time.advance(Duration.ofMillis(2_999));
    assertThat(shared.get()).isEqualTo(1);
    time.advance(Duration.ofMillis(1));
    assertThat(shared.get()).isEqualTo(2);
    shared.forget();
    assertThat(shared.get()).isEqualTo(3);
  }

  @Test
  void no_answer_is_an_answer_too_so_that_nobody_waits_one_behind_the_other() throws Exception {
    broken = true;
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(shared::get).hasMessage("away");
    }
    assertThat(asked).hasValue(1);
    broken = false;
    time.advance(Duration.ofSeconds(3));
    assertThat(shared.get()).isEqualTo(2);
  }
}
