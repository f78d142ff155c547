package dev.facepay.console.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the broker's for all who look at the same time, also where it is that there is
 * none: many open pages ask no more than one, and nobody waits behind a row of others.
 */
final class Shared<T> {

  private static final Duration KEPT = Duration.ofSeconds(3);

  private final Look<T> look;
  private final InstantSource clock;
  private Instant until = Instant.MIN;
  private @Nullable T answer;
  private @Nullable RuntimeException failure;

  /** Asks anew. */
  @FunctionalInterface
  interface Look<T> {
    T now() throws InterruptedException;
  }

  Shared(InstantSource clock, Look<T> look) {
    this.look = look;
    this.clock = clock;
  }

  synchronized T get() throws InterruptedException {
    if (!clock.instant().isBefore(until)) {
      ask();
    }
    T known = answer;
    if (known == null) {
      throw failure == null ? new IllegalStateException("never asked") : failure;
    }
    return known;
  }

  private void ask() throws InterruptedException {
    answer = null;
    failure = null;
    try {
      answer = look.now();
    } catch (RuntimeException e) {
      failure = e;
    }
    until = clock.instant().plus(KEPT);
  }

  /** Something was done that changes it. */
  synchronized void forget() {
    until = Instant.MIN;
  }
}
