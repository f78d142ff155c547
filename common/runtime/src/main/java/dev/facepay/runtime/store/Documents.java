package dev.facepay.runtime.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

  /** The text that names a document. */
  String ID = "_id";

  /** The number that a guarded write compares. */
  String VER = "ver";

  /**
   * The {@link Instant} after which a document may be deleted, which is read back as a {@link
   * java.util.Date}; a document without it stays.
   */
  String EXPIRE_AT = "expire_at";

  /** False if a document with that {@code _id} exists; then nothing was written. */
  boolean insert(Document document);

  /**
   * What a majority has: right after an insert said "exists", this may still be empty or older. A
   * guarded write on what was read decides.
   */
  Optional<Document> find(String id);

  /**
   * Replaces the document {@code _id} of version {@code ver} by {@code next}, whose own {@code ver}
   * must be higher. False if there is no such document in that version.
   */
  boolean replace(String id, long ver, Document next);

  /**
   * Reads, decides, writes; and again if somebody was faster.
   *
   * @param decide what is to be there, but for its {@code ver}; empty: nothing is to be written
   * @return whether something was written
   */
  default boolean change(String id, Function<Optional<Document>, Optional<Document>> decide) {
    while (true) {
      Optional<Document> found = find(id);
      Optional<Document> next = decide.apply(found);
      if (next.isEmpty()) {
        return false;
      }
      long ver = found.map(Guard::ver).orElse(0L);
      Document written = next.get().append(VER, ver + 1);
      if (found.isPresent() ? replace(id, ver, written) : insert(written)) {
        return true;
      }
    }
  }

  /** False if there is no such document in that version. */
  boolean delete(String id, long ver);

  /**
   * Documents whose number field {@code field} is at most {@code atMost}, lowest first, {@code
   * limit} at most.
   */
  List<Document> findAtMost(String field, long atMost, int limit);

  /**
   * Documents by rising {@code _id}, for people who look: a server without an index reads the whole
   * collection.
   *
   * @param equal text fields that must be so; may be empty
   * @param after the {@code _id} to go on behind; empty: from the first
   */
  List<Document> page(Map<String, String> equal, String after, int limit);

  /** How many documents there are. */
  long count();

  /** How many documents have no number in {@code field}. */
  long countWithout(String field);

  /**
   * Deletes the documents whose {@link #EXPIRE_AT} is past; how many they were. A server with a
   * time-to-live index does so by itself, the embedded one does not.
   */
  long deleteExpired(Instant now);
}
