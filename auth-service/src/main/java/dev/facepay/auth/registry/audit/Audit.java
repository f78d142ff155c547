package dev.facepay.auth.registry.audit;

import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audits, in the database and as a line each in the log. */
public final class Audit {

  public static final String DONE = "done";
  public static final String UNCHANGED = "unchanged";
  public static final String REFUSED = "refused";
  public static final String FAILED = "failed";

  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
  private static final String BEGUN = "begun";

  private final Documents documents;
  private final InstantSource clock;
  private final Duration kept;

  public Audit(Documents documents, InstantSource clock, Duration kept) {
    this.documents = documents;
    this.clock = clock;
    this.kept = kept;
  }

  /**
   * Writes an act down before it is done: what can't be audited is not done.
   *
   * @throws StoreUnavailable if it is not written
   */
  public AuditEntry begin(String who, String what, String subject) {
    Instant now = clock.instant();
    String id = id(now, UUID.randomUUID().toString());
    AuditEntry entry = new AuditEntry(id, now, who, what, subject, BEGUN, "");
    documents.insert(write(entry, 1));
    return entry;
  }

  /** How it ended. If that can't be written, the entry stays "begun" and the log has the rest. */
  public void end(AuditEntry begun, String subject, String result, String reason) {
    AuditEntry ended = begun.ended(subject, result, reason);
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
  public void note(
      String requestId,
      Instant at,
      String who,
      String what,
      String subject,
      String result,
      String reason) {
    AuditEntry entry = new AuditEntry(id(at, requestId), at, who, what, subject, result, reason);
    if (documents.insert(write(entry, 1))) {
      log(entry);
    }
  }

  /**
   * Newest first.
   *
   * @param after the entry to go on behind; empty: from the newest
   */
  public List<AuditEntry> page(String after, int limit) {
    return documents.page(Map.of(), after, limit).stream().map(Audit::read).toList();
  }

  /** Later times sort before earlier ones. */
  private static String id(Instant at, String unique) {
    return "%016x-%s".formatted(Long.MAX_VALUE - at.toEpochMilli(), unique);
  }

  private static void log(AuditEntry entry) {
    LOG.atInfo()
        .addKeyValue("event", "audit")
        .addKeyValue("who", entry.who())
        .addKeyValue("what", entry.what())
        .addKeyValue("subject", entry.subject())
        .addKeyValue("result", entry.result())
        .addKeyValue("reason", entry.reason())
        .log("audit");
  }

  private Document write(AuditEntry entry, long ver) {
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

  private static AuditEntry read(Document found) {
    return new AuditEntry(
        found.getString("_id"),
        found.getDate("at").toInstant(),
        found.getString("who"),
        found.getString("what"),
        found.getString("subject"),
        found.getString("result"),
        found.getString("reason"));
  }
}
