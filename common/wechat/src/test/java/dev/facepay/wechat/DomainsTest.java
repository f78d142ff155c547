package dev.facepay.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DomainsTest {

  private static final URI FIRST = URI.create("https://a.test");
  private static final URI SECOND = URI.create("https://b.test");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Domains domains =
      new Domains(List.of(FIRST, SECOND), Duration.ofSeconds(60), nanos::get);

  @Test
  void the_first_is_preferred_and_preferred_again_after_its_rest() {
    assertThat(domains.inOrder()).containsExactly(FIRST, SECOND);
    domains.failed(FIRST);
    assertThat(domains.inOrder()).containsExactly(SECOND, FIRST);
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(domains.inOrder()).containsExactly(SECOND, FIRST);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(domains.inOrder()).containsExactly(FIRST, SECOND);
  }

  @Test
  void with_both_down_both_are_still_tried() {
    domains.failed(FIRST);
    domains.failed(SECOND);
    assertThat(domains.inOrder()).containsExactly(FIRST, SECOND);
  }

  @Test
  void a_connection_ends_the_rest_at_once() {
    domains.failed(FIRST);
    domains.connected(FIRST);
    assertThat(domains.inOrder()).containsExactly(FIRST, SECOND);
  }
}
