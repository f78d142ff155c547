package dev.facepay.runtime.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * A component that can say whether it works. Register one in a line: {@code @Bean HealthIndicator
 * database(Stores stores) { return stores.indicator(); }}.
 *
 * <p>None of these belongs to liveness: restarting a service does not bring a broker or a database
 * back, and it would interrupt asks that are in flight.
 */
@FunctionalInterface
public interface Check {

  /** Answers within seconds and does not throw for an outage. */
  Result check();

  default HealthIndicator indicator() {
    return () -> {
      Result result = check();
      return result.up()
          ? Health.up().build()
          : Health.down().withDetail("reason", result.reason()).build();
    };
  }

  /**
   * @param reason what is wrong, for a person; empty if up
   */
  record Result(boolean up, String reason) {

    public static final Result UP = new Result(true, "");

    public static Result down(String reason) {
      return new Result(false, reason);
    }
  }
}
