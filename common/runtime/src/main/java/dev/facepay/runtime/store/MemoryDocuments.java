package dev.facepay.runtime.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The same contract in memory, for tests and simulations: what goes in and comes out are copies.
 * Insertion order is kept, so that a seeded run repeats itself.
 */
public final class MemoryDocuments implements Documents {

  private final Map<String, Document> byId = new LinkedHashMap<>();

  @Override
  public synchronized boolean insert(Document document) {
    return byId.putIfAbsent(Guard.id(document), copy(document)) == null;
  }

  @Override
  public synchronized Optional<Document> find(String id) {
    return Optional.ofNullable(byId.get(id)).map(MemoryDocuments::copy);
  }

  @Override
  public synchronized boolean replace(String id, long ver, Document next) {
    Guard.checkNext(id, ver, next);
    if (!isVersion(byId.get(id), ver)) {
      return false;
    }
    byId.put(id, copy(next));
    return true;
  }

  @Override
  public synchronized boolean delete(String id, long ver) {
    if (!isVersion(byId.get(id), ver)) {
      return false;
    }
    byId.remove(id);
    return true;
  }

  @Override
  public synchronized List<Document> findAtMost(String field, long atMost, int limit) {
    return byId.values().stream()
        .filter(it -> it.get(field) instanceof Number && number(it, field) <= atMost)
        .sorted(Comparator.comparingLong(it -> number(it, field)))
        .limit(limit)
        .map(MemoryDocuments::copy)
        .toList();
  }

  @Override
  public synchronized List<Document> page(Map<String, String> equal, String after, int limit) {
    return byId.values().stream()
        .filter(it -> Guard.id(it).compareTo(after) > 0)
        .filter(
            it -> equal.entrySet().stream().allMatch(e -> e.getValue().equals(it.get(e.getKey()))))
        .sorted(Comparator.comparing(Guard::id))
        .limit(limit)
        .map(MemoryDocuments::copy)
        .toList();
  }

  @Override
  public synchronized long count() {
    return byId.size();
  }

  @Override
  public synchronized long countWithout(String field) {
    return byId.values().stream().filter(it -> !(it.get(field) instanceof Number)).count();
  }

  @Override
  public synchronized long deleteExpired(Instant now) {
    long before = byId.size();
    byId.values()
        .removeIf(it -> it.get(EXPIRE_AT) instanceof Date d && d.toInstant().isBefore(now));
    return before - byId.size();
  }

  /** Copies of all documents, oldest first: what a checker reads. */
  public synchronized List<Document> all() {
    return byId.values().stream().map(MemoryDocuments::copy).toList();
  }

  private static boolean isVersion(@Nullable Document document, long ver) {
    return document != null && Guard.ver(document) == ver;
  }

  private static long number(Document document, String field) {
    return document.get(field) instanceof Number number ? number.longValue() : Long.MAX_VALUE;
  }

  private static Document copy(Document from) {
    Document to = new Document();
    from.forEach((key, value) -> to.put(key, copyValue(value)));
    return to;
  }

  private static @Nullable Object copyValue(@Nullable Object value) {
    return switch (value) {
      case Document document -> copy(document);
      case List<?> list -> {
        List<@Nullable Object> copies = new ArrayList<>();
        list.forEach(it -> copies.add(copyValue(it)));
        yield copies;
      }
      case Instant instant -> Date.from(instant);
      case Date date -> Date.from(date.toInstant());
      case null -> null;
      default -> value;
    };
  }
}
