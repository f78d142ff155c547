package dev.facepay.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.health.Check.Joined;
import dev.facepay.runtime.health.Check.Result;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JoinedTest {

  private final AtomicReference<Result> now = new AtomicReference<>(Result.down("starting"));
  private final Joined joined = new Joined(now::get);

  @Test
  void it_says_what_is_missing_until_all_is_well_for_the_first_time() {
    assertThat(joined.check()).isEqualTo(Result.down("starting"));
    now.set(Result.UP);
    assertThat(joined.check()).isEqualTo(Result.UP);
  }

  @Test
  void an_outage_after_that_changes_nothing() {
    now.set(Result.UP);
    joined.check();
    now.set(Result.down("no contact with the broker"));
    assertThat(joined.check()).isEqualTo(Result.UP);
  }
}
