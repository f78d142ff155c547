package dev.facepay.auth.registry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.facepay.payment.Cut;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audits, in the database and as a line each in the log. */
final class Audit {

  static final String DONE = "done";
  static final String UNCHANGED = "unchanged";
  static final String REFUSED = "refused";
  static final String FAILED = "failed";

  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
  private static final String BEGUN = "begun";

  /** Longer than any id. */
  private static final int SUBJECT_MAX = 64;

  /** What would begin a line of somebody else's in a log. */
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  private final Documents documents;
  private final InstantSource clock;
  private final Duration kept;

  Audit(Documents documents, InstantSource clock, Duration kept) {
    this.documents = documents;
    this.clock = clock;
    this.kept = kept;
  }

  /**
   * Writes an act down before it is done: what can't be audited is not done.
   *
   * @throws StoreUnavailable if it is not written
   */
  Entry begin(String who, String what, String subject) {
    Instant now = clock.instant();
    String id = id(now, UUID.randomUUID().toString());
    Entry entry = new Entry(id, now, who, what, subject, BEGUN, "");
    documents.insert(write(entry, 1));
    return entry;
  }

  /** How it ended. If that can't be written, the entry stays "begun" and the log has the rest. */
  void end(Entry begun, String subject, String result, String reason) {
    Entry ended = begun.ended(subject, result, reason);
    log(ended);
    try {
      documents.replace(ended.id(), 1, write(ended, 2));
    } catch (StoreUnavailable e) {
      LOG.error("event=audit-not-ended what={} subject={}", ended.what(), subject);
    }
  }

  /**
   * What was asked over the log, once, however often it is delivered.
   *
   * @param requestId of what was asked
   */
  void note(
      String requestId,
      Instant at,
      String who,
      String what,
      String subject,
      String result,
      String reason) {
    Entry entry = new Entry(id(at, requestId), at, who, what, subject, result, reason);
    if (documents.insert(write(entry, 1))) {
      log(entry);
    }
  }

  /**
   * Newest first.
   *
   * @param after the entry to go on behind; empty: from the newest
   */
  Page<Entry> page(Filter filter, String after, int limit) {
    return Page.of(documents, filter.equal(), after, limit, Audit::read, filter::fits);
  }

  /** Later times sort before earlier ones. */
  private static String id(Instant at, String unique) {
    return "%016x-%s".formatted(Long.MAX_VALUE - at.toEpochMilli(), unique);
  }

  private static void log(Entry entry) {
    LOG.atInfo()
        .addKeyValue("event", "audit")
        .addKeyValue("who", entry.who())
        .addKeyValue("what", entry.what())
        .addKeyValue("subject", entry.subject())
        .addKeyValue("result", entry.result())
        .addKeyValue("reason", entry.reason())
        .log("audit");
  }

  private Document write(Entry entry, long ver) {
    return new Document("_id", entry.id())
        .append("ver", ver)
        .append("at", Date.from(entry.at()))
        .append("who", entry.who())
        .append("what", entry.what())
        .append("subject", entry.subject())
        .append("result", entry.result())
        .append("reason", entry.reason())
        .append(Documents.EXPIRE_AT, entry.at().plus(kept));
  }

  private static Entry read(Document found) {
    return new Entry(
        found.getString("_id"),
        found.getDate("at").toInstant(),
        found.getString("who"),
        found.getString("what"),
        found.getString("subject"),
        found.getString("result"),
        found.getString("reason"));
  }

  /**
   * What is looked for; what is empty may be anything.
   *
   * @param acts only what changed something or would have, and not what was looked at
   */
  record Filter(String who, String what, String subject, String result, boolean acts) {

    private static final Pattern LOOKED_AT = Pattern.compile(".*[.](find|list|try)");

    private Map<String, String> equal() {
      Map<String, String> all =
          new HashMap<>(Map.of("who", who, "what", what, "subject", subject, "result", result));
      all.values().removeIf(String::isEmpty);
      return all;
    }

    private boolean fits(Entry entry) {
      return !acts || !LOOKED_AT.matcher(entry.what()).matches();
    }
  }

  /**
   * One act, or one that was refused.
   *
   * @param id newest first: the order of ids is the order of the list
   * @param who the operator's name, {@code device} or {@code stranger}
   * @param what like {@code device.revoke}
   * @param subject whom or what it was about, or {@code -}; at most 64 characters on one line
   * @param result {@code begun} (the process ended in the middle of it), {@code done}, {@code
   *     unchanged}, {@code refused} or {@code failed}
   * @param reason why, or empty
   */
  record Entry(
      @JsonIgnore String id,
      Instant at,
      String who,
      String what,
      String subject,
      String result,
      String reason) {

    Entry {
      subject = Cut.atCharacters(BREAKS.matcher(subject).replaceAll("?"), SUBJECT_MAX);
    }

    Entry ended(String newSubject, String newResult, String newReason) {
      return new Entry(id, at, who, what, newSubject, newResult, newReason);
    }
  }
}
