package dev.facepay.runtime.store;

import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * A collection whose every write is one conditional write of one document, acknowledged by a
 * majority: a stale worker loses. A document has a text {@code _id} and a number {@code ver}, and
 * the guards are these two alone.
 *
 * <p>Every method throws {@link StoreUnavailable} when the database is away or did not acknowledge
 * in time; the write may have happened all the same, so callers read again before they judge.
 */
public interface Documents {

  /** False if a document with that {@code _id} exists; then nothing was written. */
  boolean insert(Document document);

  Optional<Document> find(String id);

  /**
   * Replaces the document {@code _id} of version {@code ver} by {@code next}, whose own {@code ver}
   * must be higher. False if there is no such document in that version.
   */
  boolean replace(String id, long ver, Document next);

  /** False if there is no such document in that version. */
  boolean delete(String id, long ver);

  /**
   * Documents whose number field {@code field} is at most {@code atMost}, lowest first, {@code
   * limit} at most.
   */
  List<Document> findAtMost(String field, long atMost, int limit);

  /** How many documents there are. */
  long count();
}
