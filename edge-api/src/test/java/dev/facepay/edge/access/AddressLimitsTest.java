package dev.facepay.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How often those without a key may knock. */
class AddressLimitsTest {

  private static AddressLimits limits(long perAddress, long all) {
    return new AddressLimits(
        new EnrolmentSettings(
            Duration.ofSeconds(10), perAddress, 1, 100, all, 1, 500, Duration.ofSeconds(5)));
  }

  @Test
  void an_ipv6_network_of_64_bits_is_one_address() {
    AddressLimits limits = limits(2, 100);
    assertThat(limits.ask("2001:db8:0:1::1")).isZero();
    assertThat(limits.ask("2001:db8:0:1:ffff:ffff:ffff:ffff")).isZero();
    assertThat(limits.ask("2001:db8:0:1::3")).isPositive();
    assertThat(limits.ask("2001:db8:0:2::1")).isZero();
  }

  @Test
  void an_ipv4_address_is_one_and_what_is_no_address_stands_for_itself() {
    AddressLimits limits = limits(1, 100);
    assertThat(limits.ask("192.0.2.1")).isZero();
    assertThat(limits.ask("192.0.2.1")).isPositive();
    assertThat(limits.ask("192.0.2.2")).isZero();
    assertThat(limits.ask("unknown")).isZero();
    assertThat(limits.ask("unknown")).isPositive();
  }

  @Test
  void all_together_have_a_bound_that_one_address_alone_does_not_use_up() {
    AddressLimits limits = limits(2, 3);
    for (int i = 0; i < 50; i++) {
      limits.ask("192.0.2.1");
    }
    assertThat(limits.ask("192.0.2.2")).isZero();
    assertThat(limits.ask("192.0.2.3")).isPositive();
  }
}
