package dev.facepay.console.documents;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of minutes without looking: what it has written last, and what its own
 * batches have changed since. Such sums are written under the guard of the last ones, so another
 * writer's are never lost: then nothing is known any more, and the minute is counted.
 *
 * <p>A count that was made while a batch was writing may or may not have seen it: it is not kept.
 */
final class SumCache {

  /** The last minutes of hundreds of stores; what is forgotten is counted. */
  private static final int MOST = 5_000;

  private final Map<TimeSlot, Minute> minutes = new LinkedHashMap<>(64, 0.75f, true);

  private static final class Minute {
    private final DaySum.Added sums = new DaySum.Added();
    private @Nullable Long ver;
    private boolean isKnown;
    private int writing;
    private long changes;
  }

  /**
   * What a minute's sums are now.
   *
   * @param ver of those that were written last; null: there were none
   */
  record Now(@Nullable Long ver, Collection<DaySum> sums) {}

  /** A batch is about to change documents of this minute. */
  synchronized void begin(TimeSlot slot) {
    minute(slot).writing++;
  }

  /** A batch that has begun with this minute has written all of it, or nobody knows what. */
  synchronized void end(TimeSlot slot, boolean isClean) {
    Minute minute = minute(slot);
    minute.writing--;
    minute.changes++;
    minute.isKnown &= isClean;
  }

  /**
   * A document is counted in this minute, or no longer; before {@link #end}.
   *
   * @param sign 1 or -1
   */
  synchronized void changed(TimeSlot slot, DaySum one, int sign) {
    minute(slot).sums.add(one.times(sign));
  }

  synchronized Optional<Now> now(TimeSlot slot) {
    Minute minute = minute(slot);
    return minute.isKnown
        ? Optional.of(new Now(minute.ver, List.copyOf(minute.sums.sums())))
        : Optional.empty();
  }

  /** Before documents are counted: to be handed to {@link #counted}. */
  synchronized Map<TimeSlot, Long> counting(Collection<TimeSlot> slots) {
    Map<TimeSlot, Long> before = new HashMap<>();
    for (TimeSlot slot : slots) {
      Minute minute = minute(slot);
      if (minute.writing == 0) {
        before.put(slot, minute.changes);
      }
    }
    return before;
  }

  /**
   * These sums were counted and written.
   *
   * @param ver null: there are none any more
   */
  synchronized void counted(
      TimeSlot slot, Map<TimeSlot, Long> before, @Nullable Long ver, Collection<DaySum> sums) {
    Minute minute = minute(slot);
    Long then = before.get(slot);
    minute.isKnown = minute.writing == 0 && then != null && then == minute.changes;
    minute.ver = ver;
    minute.sums.clear();
    sums.forEach(minute.sums::add);
  }

  /** What {@link #now} said was written. */
  synchronized void written(TimeSlot slot, @Nullable Long ver) {
    minute(slot).ver = ver;
  }

  synchronized void forget(TimeSlot slot) {
    Minute minute = minutes.get(slot);
    if (minute != null) {
      minute.isKnown = false;
    }
  }

  synchronized void forgetAll() {
    minutes.values().forEach(minute -> minute.isKnown = false);
  }

  private Minute minute(TimeSlot slot) {
    Minute found = minutes.get(slot);
    if (found == null) {
      found = new Minute();
      minutes.put(slot, found);
      Map.Entry<TimeSlot, Minute> eldest = minutes.entrySet().iterator().next();
      if (minutes.size() > MOST && eldest.getValue().writing == 0) {
        minutes.remove(eldest.getKey());
      }
    }
    return found;
  }
}
