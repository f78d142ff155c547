package dev.facepay.console.fold;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One fact on a payment's timeline.
 *
 * @param id tells entries apart; repeats of a fact have the same
 * @param type the fact's wire name without its number, e.g. {@code payment.succeeded}
 * @param version of the payment's state; 0 for what is no state
 * @param by the stage that said it
 * @param details what else it says, {@code String} or {@code Long} values; never a credential
 */
public record Entry(
    String id, String type, int version, Instant at, String by, SortedMap<String, Object> details) {

  /** As they are shown: by time, and where that is equal always the same way. */
  static final Comparator<Entry> IN_TIME =
      Comparator.comparing(Entry::at).thenComparing(Entry::version).thenComparing(Entry::id);

  /** Of two facts with one id the first counts, by time and then by content. */
  private static final Comparator<Entry> FIRST =
      Comparator.comparing(Entry::at)
          .thenComparing(Entry::type)
          .thenComparing(Entry::by)
          .thenComparing(entry -> entry.details().toString());

  public Entry {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  Entry first(Entry other) {
    return FIRST.compare(this, other) <= 0 ? this : other;
  }

  /** Whether both tell of one fact, though releases may have told it in other words. */
  boolean tellsOf(Entry other) {
    return type.equals(other.type)
        && version == other.version
        && at.equals(other.at)
        && by.equals(other.by)
        && text("reason").equals(other.text("reason"))
        && text("fingerprint").equals(other.text("fingerprint"));
  }

  public boolean is(String name) {
    return type.equals("payment." + name);
  }

  /** A detail, or empty text. */
  public String text(String name) {
    return details.get(name) instanceof String text ? text : "";
  }

  /** A detail in whole numbers, or 0. */
  public long number(String name) {
    return details.get(name) instanceof Long number ? number : 0;
  }
}
