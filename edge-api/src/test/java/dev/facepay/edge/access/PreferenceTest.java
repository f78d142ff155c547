package dev.facepay.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long a device is willing to wait. */
class PreferenceTest {

  private static Preference of(@Nullable String header) {
    return Preference.of(header, Duration.ofSeconds(10), Duration.ofSeconds(60));
  }

  private static Preference asked(long seconds) {
    return new Preference(Duration.ofSeconds(seconds), true);
  }

  @Test
  void the_wait_is_read_from_among_other_preferences() {
    assertThat(of("wait=20")).isEqualTo(asked(20));
    assertThat(of("respond-async, wait=15")).isEqualTo(asked(15));
    assertThat(of("WAIT = \"5\" ; foo=bar")).isEqualTo(asked(5));
    assertThat(of("wait=0")).isEqualTo(asked(0));
    assertThat(of("wait=999999")).isEqualTo(asked(60));
  }

  @Test
  void what_can_t_be_understood_is_ignored() {
    Preference otherwise = new Preference(Duration.ofSeconds(10), false);
    for (String header :
        new String[] {null, "", "wait", "wait=-1", "wait=x", "await=5", "wait=5x"}) {
      assertThat(of(header)).as(header).isEqualTo(otherwise);
    }
  }
}
