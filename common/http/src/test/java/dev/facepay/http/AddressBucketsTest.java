package dev.facepay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How often those without a key may knock. */
class AddressBucketsTest {

  private Instant now = Instant.parse("2026-12-01T08:00:00Z");

  private AddressBuckets limits(long perAddress, long all) {
    return new AddressBuckets(100, perAddress, 1, all, 1, () -> now);
  }

  @Test
  void an_ipv6_network_of_64_bits_is_one_address() {
    AddressBuckets limits = limits(2, 100);
    assertThat(limits.take("2001:db8:0:1::1")).isZero();
    assertThat(limits.take("2001:db8:0:1:ffff:ffff:ffff:ffff")).isZero();
    assertThat(limits.take("2001:db8:0:1::3")).isPositive();
    assertThat(limits.take("2001:db8:0:2::1")).isZero();
  }

  @Test
  void an_ipv4_address_is_one_and_what_is_no_address_stands_for_itself() {
    AddressBuckets limits = limits(1, 100);
    assertThat(limits.take("192.0.2.1")).isZero();
    assertThat(limits.take("192.0.2.1")).isPositive();
    assertThat(limits.take("192.0.2.2")).isZero();
    assertThat(limits.take("unknown")).isZero();
    assertThat(limits.take("unknown")).isPositive();
  }

  @Test
  void all_together_have_a_bound_that_one_address_alone_does_not_use_up() {
    AddressBuckets limits = limits(2, 3);
    for (int i = 0; i < 50; i++) {
      limits.take("192.0.2.1");
    }
    assertThat(limits.take("192.0.2.2")).isZero();
    assertThat(limits.take("192.0.2.3")).isPositive();
  }

  @Test
  void to_look_takes_nothing_and_a_minute_gives_back() {
    AddressBuckets limits = limits(1, 100);
    assertThat(limits.look("192.0.2.1")).isZero();
    assertThat(limits.take("192.0.2.1")).isZero();
    assertThat(limits.look("192.0.2.1")).isEqualTo(Duration.ofMinutes(1));
    now = now.plus(Duration.ofMinutes(1));
    assertThat(limits.look("192.0.2.1")).isZero();
    assertThat(limits.take("192.0.2.1")).isZero();
  }

  @Test
  void of_more_addresses_than_it_may_remember_the_oldest_begins_anew() {
    AddressBuckets limits = limits(1, 1000);
    limits.take("192.0.2.1");
    for (int i = 0; i < 100; i++) {
      limits.take("198.51.100." + i);
    }
    assertThat(limits.take("198.51.100.99")).isPositive();
    assertThat(limits.take("192.0.2.1")).isZero();
  }
}
