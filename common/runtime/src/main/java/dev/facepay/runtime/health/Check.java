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

  /**
   * Up from the first time on that another check is: whether a service takes part yet, not whether
   * all is well now. For readiness: a stage that has not joined its group must not count as
   * started, and one whose broker goes away later is no better for being taken out of the line.
   */
  final class Joined implements Check {

    private final Check check;
    private volatile boolean begun;

    public Joined(Check check) {
      this.check = check;
    }

    @Override
    public Result check() {
      if (begun) {
        return Result.UP;
      }
      Result now = check.check();
      begun = now.up();
      return now;
    }
  }
}
