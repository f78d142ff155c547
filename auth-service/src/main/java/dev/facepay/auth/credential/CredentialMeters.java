package dev.facepay.auth.credential;

import dev.facepay.runtime.store.StoreUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;

/** The stage's numbers: {@code facepay_auth_*}. No label names a device. */
final class CredentialMeters {

  private final MeterRegistry registry;
  private final Counter ranOut;

  CredentialMeters(MeterRegistry registry) {
    this.registry = registry;
    this.ranOut =
        Counter.builder("facepay.auth.ran.out")
            .description("Calls that a device waited for though it had a credential before")
            .register(registry);
  }

  void watch(Credentials credentials, InstantSource clock) {
    Gauge.builder("facepay.auth.oldest.credential", () -> oldestSeconds(credentials, clock))
        .description("Age of the oldest credential that is kept; none: 0")
        .baseUnit("seconds")
        .register(registry);
  }

  /**
   * @param outcome cached, called, or a refusal's reason
   */
  void asked(String outcome) {
    Counter.builder("facepay.auth.asked")
        .description("Devices' asks for a credential, by what came of them")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /**
   * @param purpose ask or renewal
   * @param outcome issued, refused or unclear
   */
  void called(String purpose, String outcome) {
    Counter.builder("facepay.auth.calls")
        .description("Calls of WeChat for a credential")
        .tag("purpose", purpose)
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /** A renewal that ends without a credential, by the reason. */
  void forgotten(String why) {
    Counter.builder("facepay.auth.renewals.ended")
        .description("Credentials that are not renewed ahead any more")
        .tag("reason", why)
        .register(registry)
        .increment();
  }

  void ranOut(boolean hadOne) {
    if (hadOne) {
      ranOut.increment();
    }
  }

  private static double oldestSeconds(Credentials credentials, InstantSource clock) {
    try {
      return credentials
          .oldestIssuedAt()
          .map(issued -> Duration.between(issued, clock.instant()).toMillis() / 1000.0)
          .orElse(0.0);
    } catch (StoreUnavailable e) {
      return Double.NaN;
    }
  }
}
