package dev.facepay.runtime.stage;

import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.errors.RetriableException;

/** What an exception of a handler means: an outage passes, a bug does not. */
record RetryRule(StageSettings settings, RandomGenerator random) {

  private static final int CAUSES_MAX = 10;

  static boolean isOutage(Throwable error) {
    Throwable cause = error;
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      if (cause instanceof FactNotPublished
          || cause instanceof StoreUnavailable
          || cause instanceof RetriableException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Doubling, half of it at random: what failed together shall not come back together. */
  Duration pause(int tries) {
    long maxMs = settings.retryPauseMax().toMillis();
    int doublings = Math.min(tries - 1, 30);
    long ms = Math.min(settings.retryPauseMin().toMillis() << doublings, maxMs);
    return Duration.ofMillis(ms - random.nextLong(ms / 2 + 1));
  }
}
