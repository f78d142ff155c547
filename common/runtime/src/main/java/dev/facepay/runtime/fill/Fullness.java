package dev.facepay.runtime.fill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How full a place is, for people.
 *
 * @param store {@link Place#store}
 * @param fullAt when no new payments will be taken at the rate of the last day; null: not growing,
 *     or not known yet
 */
public record Fullness(String store, Level level, Usage usage, @Nullable Instant fullAt) {

  /** Whole, rounded down: 94.9 % is not full yet. */
  public int percent() {
    return (int) (100 * usage.ratio());
  }
}
