package dev.facepay.runtime.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A collection that is written by the batch and read by queries: a read side. Each document of a
 * batch is written under the same guard as in {@link Documents}, alone; the batch as a whole is not
 * atomic.
 *
 * <p>Every method throws {@link StoreUnavailable} when the database is away.
 */
public final class BulkDocuments {

  private static final int CLEARED_AT_ONCE = 2_000;

  private static final int SHOWN_AT_ONCE = 1_000;
  private static final String GUARD = "guard";
  private static final Set<String> OWN_INDEXES = Set.of("_id_", GUARD);

  private static final BulkWriteOptions EACH_ALONE = new BulkWriteOptions().ordered(false);

  private final MongoCollection<Document> collection;
  private final Map<String, Document> indexes;

  BulkDocuments(MongoCollection<Document> collection, Map<String, Document> indexes) {
    this.collection = collection;
    this.indexes = Map.copyOf(indexes);
  }

  /**
   * A document to write.
   *
   * @param ver of the document that it replaces; null: there is none yet
   */
  public record Write(@Nullable Long ver, Document next) {

    public Write {
      Guard.id(next);
    }
  }

  /** Those that are there, by their {@code _id}. */
  public Map<String, Document> find(Collection<String> ids) {
    return during(
        () -> {
          Map<String, Document> found = new HashMap<>();
          collection
              .find(new Document(Documents.ID, new Document("$in", List.copyOf(ids))))
              .forEach(document -> found.put(Guard.id(document), document));
          return found;
        });
  }

  /**
   * False if some were not written, because another writer was faster: read them again and decide
   * anew.
   */
  public boolean write(List<Write> writes) {
    List<WriteModel<Document>> models = writes.stream().map(BulkDocuments::model).toList();
    return during(
        () -> {
          try {
            BulkWriteResult result = collection.bulkWrite(models, EACH_ALONE);
            return result.getInsertedCount() + result.getMatchedCount() == writes.size();
          } catch (MongoBulkWriteException e) {
            boolean onlyLost =
                e.getWriteConcernError() == null
                    && e.getWriteErrors().stream()
                        .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
            if (onlyLost) {
              return false;
            }
            throw e;
          }
        });
  }

  private static WriteModel<Document> model(Write write) {
    Long ver = write.ver();
    return ver == null
        ? new InsertOneModel<>(write.next())
        : new ReplaceOneModel<>(Guard.filter(Guard.id(write.next()), ver), write.next());
  }

  /** Whatever was there under these ids is replaced: for documents that nobody else writes. */
  public void put(List<Document> all) {
    ReplaceOptions upsert = new ReplaceOptions().upsert(true);
    List<WriteModel<Document>> models = new ArrayList<>();
    for (Document one : all) {
      Document byId = new Document(Documents.ID, Guard.id(one));
      models.add(new ReplaceOneModel<>(byId, one, upsert));
    }
    during(() -> collection.bulkWrite(models, EACH_ALONE));
  }

  /**
   * Deletes documents that still have these {@code ver}, each alone.
   *
   * @return false if some are another's by now, or gone
   */
  public boolean delete(Map<String, Long> vers) {
    List<WriteModel<Document>> models = new ArrayList<>();
    vers.forEach((id, ver) -> models.add(new DeleteOneModel<>(Guard.filter(id, ver))));
    return during(() -> collection.bulkWrite(models, EACH_ALONE).getDeletedCount() == vers.size());
  }

  /**
   * @param sort may be empty
   * @param limit 0: all
   */
  public List<Document> find(Document filter, Document sort, int limit) {
    return during(() -> collection.find(filter).sort(sort).limit(limit).into(new ArrayList<>()));
  }

  /**
   * Shows them one after the other: for more than memory shall hold.
   *
   * @param fields those that are shown of each
   */
  public void each(Document filter, List<String> fields, Consumer<Document> taker) {
    Document shown = new Document(Documents.ID, 0);
    fields.forEach(field -> shown.append(field, 1));
    during(
        () -> {
          collection.find(filter).projection(shown).batchSize(SHOWN_AT_ONCE).forEach(taker);
          return true;
        });
  }

  public List<Document> aggregate(List<Document> pipeline) {
    return during(() -> collection.aggregate(pipeline).into(new ArrayList<>()));
  }

  /**
   * How many there are of these, but no more than so many.
   *
   * @param most above 0
   */
  public long count(Document filter, int most) {
    return during(() -> collection.countDocuments(filter, new CountOptions().limit(most)));
  }

  public long count() {
    return during(collection::countDocuments);
  }

  /** Deletes all documents, so many at a time that no command takes long; the indexes stay. */
  public void clear() {
    List<Object> ids = someIds();
    while (!ids.isEmpty()) {
      Document these = new Document(Documents.ID, new Document("$in", ids));
      during(() -> collection.deleteMany(these).getDeletedCount());
      ids = someIds();
    }
  }

  private List<Object> someIds() {
    return during(
        () ->
            collection
                .find()
                .projection(new Document(Documents.ID, 1))
                .limit(CLEARED_AT_ONCE)
                .map(found -> found.get(Documents.ID))
                .into(new ArrayList<>()));
  }

  /** Those of an older version go, also under a name that is still used: each costs every write. */
  void createIndexes() {
    during(
        () -> {
          for (Document index : collection.listIndexes().into(new ArrayList<>())) {
            String name = index.getString("name");
            if (!OWN_INDEXES.contains(name) && !isWanted(name, index.get("key", Document.class))) {
              collection.dropIndex(name);
            }
          }
          collection.createIndex(
              new Document(Documents.ID, 1).append(Documents.VER, 1),
              new IndexOptions().name(GUARD).unique(true));
          indexes.forEach(
              (name, keys) -> collection.createIndex(keys, new IndexOptions().name(name)));
          return true;
        });
  }

  private boolean isWanted(String name, Document keys) {
    Document wanted = indexes.get(name);
    return wanted != null && List.copyOf(wanted.keySet()).equals(List.copyOf(keys.keySet()));
  }

  String name() {
    return collection.getNamespace().getCollectionName();
  }

  private <T> T during(Supplier<T> work) {
    return StoreUnavailable.unlessDone(name(), work);
  }
}
