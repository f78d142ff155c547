package dev.facepay.runtime.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import dev.facepay.runtime.store.BatchWrites.Replacement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** One collection of a MongoDB, or of the embedded server. */
final class MongoDocuments implements Documents {

  private final MongoCollection<Document> collection;
  private final GroupCommit<Document> inserts;
  private final GroupCommit<Replacement> replaces;
  private final List<String> sortedFields;
  private final Supplier<@Nullable String> locked;

  /**
   * @param sortedFields the number fields that {@link #findAtMost} is asked for
   * @param locked why nothing may be written now; null: it may
   */
  MongoDocuments(
      MongoCollection<Document> collection,
      List<String> sortedFields,
      Supplier<@Nullable String> locked) {
    this.collection = collection;
    String name = collection.getNamespace().getCollectionName();
    BatchWrites batches = new BatchWrites(collection);
    this.inserts = new GroupCommit<>(name, batch -> told(() -> batches.insert(batch)));
    this.replaces = new GroupCommit<>(name, batch -> told(() -> batches.replace(batch)));
    this.sortedFields = List.copyOf(sortedFields);
    this.locked = locked;
  }

  @Override
  public boolean insert(Document document) {
    Guard.id(document);
    requireUnlocked();
    return inserts.write(document);
  }

  @Override
  public Optional<Document> find(String id) {
    return during(() -> Optional.ofNullable(collection.find(new Document(ID, id)).first()));
  }

  @Override
  public boolean replace(String id, long ver, Document next) {
    Guard.checkNext(id, ver, next);
    requireUnlocked();
    return replaces.write(new Replacement(id, ver, next));
  }

  @Override
  public boolean delete(String id, long ver) {
    requireUnlocked();
    return during(() -> collection.deleteOne(Guard.filter(id, ver)).getDeletedCount() == 1);
  }

  @Override
  public List<Document> findAtMost(String field, long atMost, int limit) {
    return during(
        () ->
            collection
                .find(new Document(field, new Document("$lte", atMost)))
                .sort(new Document(field, 1))
                .limit(limit)
                .into(new ArrayList<>()));
  }

  @Override
  public List<Document> page(Map<String, String> equal, String after, int limit) {
    Document filter = new Document(ID, new Document("$gt", after));
    filter.putAll(equal);
    return during(
        () ->
            collection.find(filter).sort(new Document(ID, 1)).limit(limit).into(new ArrayList<>()));
  }

  @Override
  public long count() {
    return during(() -> collection.countDocuments());
  }

  @Override
  public long countWithout(String field) {
    Document isNumber = new Document("$gte", Long.MIN_VALUE);
    return during(
        () -> collection.countDocuments(new Document(field, new Document("$not", isNumber))));
  }

  @Override
  public long deleteExpired(Instant now) {
    Document past = new Document("$lt", Date.from(now));
    return during(() -> collection.deleteMany(new Document(EXPIRE_AT, past)).getDeletedCount());
  }

  /** Makes what is missing; costs nothing where all is there. */
  void createIndexes() {
    during(
        () -> {
          collection.createIndex(
              new Document(ID, 1).append(VER, 1), new IndexOptions().name("guard").unique(true));
          collection.createIndex(
              new Document(EXPIRE_AT, 1),
              new IndexOptions().name("retention").expireAfter(0L, TimeUnit.SECONDS));
          for (String field : sortedFields) {
            collection.createIndex(new Document(field, 1), new IndexOptions().name(field));
          }
          return true;
        });
  }

  String name() {
    return collection.getNamespace().getCollectionName();
  }

  private void requireUnlocked() {
    String why = locked.get();
    if (why != null) {
      throw new StoreUnavailable(name() + ": " + why);
    }
  }

  private void told(Runnable work) {
    during(
        () -> {
          work.run();
          return true;
        });
  }

  private <T> T during(Supplier<T> work) {
    return StoreUnavailable.unlessDone(name(), work);
  }
}
