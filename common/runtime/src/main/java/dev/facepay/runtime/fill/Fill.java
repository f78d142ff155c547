package dev.facepay.runtime.fill;

import dev.facepay.runtime.fill.FillWatch.Level;
import dev.facepay.runtime.fill.FillWatch.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How one place fills: what was measured, and what follows from it. Never changes; {@link #with}
 * gives the next.
 *
 * <p>The rate is the plain difference over the last day, since a median of slopes would call a shop
 * that is open six hours a day one that never fills. Each end of it is the middle of three looks,
 * so that one odd look (a compaction's files) does not move the date.
 *
 * @param past of the last day, evenly apart, oldest first; at most {@link #PAST_MAX} and one
 * @param recent the last looks, at most three
 */
record Fill(Level level, List<Sample> past, List<Sample> recent) {

  static final Fill NOT_MEASURED = new Fill(Level.OK, List.of(), List.of());

  static final int PAST_MAX = 96;

  private static final int LOOKS = 3;

  /** What fills in decades does not fill. */
  private static final Duration FORESEEN_MAX = Duration.ofDays(3650);

  Fill {
    past = List.copyOf(past);
    recent = List.copyOf(recent);
  }

  record Sample(Instant at, Usage usage) {}

  Fill with(Usage usage, Instant now, FillSettings settings) {
    Sample sample = new Sample(now, usage);
    List<Sample> looks = new ArrayList<>(recent);
    looks.add(sample);
    List<Sample> kept = new ArrayList<>(past);
    kept.removeIf(it -> it.at().isBefore(now.minus(settings.rateOver())));
    Duration apart = settings.rateOver().dividedBy(PAST_MAX);
    if (kept.isEmpty() || !now.isBefore(kept.getLast().at().plus(apart))) {
      kept.add(sample);
    }
    return new Fill(
        next(level, usage.ratio(), settings),
        kept,
        looks.subList(Math.max(0, looks.size() - LOOKS), looks.size()));
  }

  /** Up at once, down only when it is clearly better. */
  private static Level next(Level before, double ratio, FillSettings settings) {
    if (ratio >= leaving(before, Level.FULL, settings.fullAt(), settings)) {
      return Level.FULL;
    }
    return ratio >= leaving(before, Level.FILLING, settings.fillingAt(), settings)
        ? Level.FILLING
        : Level.OK;
  }

  private static double leaving(Level before, Level level, double at, FillSettings settings) {
    return before.compareTo(level) >= 0 ? at - settings.easeBy() : at;
  }

  /** The newest; empty if there is none. */
  Optional<Usage> usage() {
    return recent.isEmpty() ? Optional.empty() : Optional.of(recent.getLast().usage());
  }

  /**
   * When no new payments will be taken, if it goes on like in the last day: the moment of the look
   * if it is so far; empty if it does not grow, or was not watched for long enough.
   */
  Optional<Instant> fullAt(FillSettings settings) {
    if (recent.isEmpty()) {
      return Optional.empty();
    }
    if (level == Level.FULL) {
      return Optional.of(recent.getLast().at());
    }
    Sample from = past.size() < LOOKS ? past.getFirst() : middle(past.subList(0, LOOKS));
    Sample to = recent.size() < LOOKS ? recent.getLast() : middle(recent);
    Duration watched = Duration.between(from.at(), to.at());
    long grown = to.usage().usedBytes() - from.usage().usedBytes();
    if (watched.compareTo(settings.rateAfter()) < 0 || grown <= 0) {
      return Optional.empty();
    }
    double left = settings.fullAt() * to.usage().totalBytes() - to.usage().usedBytes();
    double ms = Math.max(0, left) / grown * watched.toMillis();
    return ms > FORESEEN_MAX.toMillis()
        ? Optional.empty()
        : Optional.of(to.at().plusMillis((long) ms));
  }

  private static Sample middle(List<Sample> looks) {
    List<Sample> sorted = new ArrayList<>(looks);
    sorted.sort(Comparator.comparingLong(it -> it.usage().usedBytes()));
    return sorted.get(sorted.size() / 2);
  }
}
