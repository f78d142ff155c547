package dev.facepay.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class CheckTest {

  @Test
  void what_is_wrong_stands_in_the_health() {
    Health down = ((Check) () -> Check.Result.down("no broker")).indicator().health();

    assertThat(down.getStatus()).isEqualTo(Status.DOWN);
    assertThat(down.getDetails()).containsEntry("reason", "no broker");
    assertThat(((Check) () -> Check.Result.UP).indicator().health().getStatus())
        .isEqualTo(Status.UP);
  }
}
