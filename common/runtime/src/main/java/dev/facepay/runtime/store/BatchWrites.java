package dev.facepay.runtime.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOneModel;
import dev.facepay.runtime.store.GroupCommit.Pending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;

/**
 * Several guarded writes of one document each in one command, and what became of every one of them.
 */
final class BatchWrites {

  /** The last writer, where several writes went together: the command's answer only counts. */
  private static final String WRITE = "write";

  private final MongoCollection<Document> collection;

  BatchWrites(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  /** {@code next} in place of the document {@code id} of version {@code ver}. */
  record Replacement(String id, long ver, Document next) {}

  void insert(List<Pending<Document>> batch) {
    if (batch.size() == 1) {
      Pending<Document> only = batch.getFirst();
      only.done().complete(insert(only.write()));
      return;
    }
    List<Document> documents = batch.stream().map(Pending::write).toList();
    Map<Integer, BulkWriteError> errors = new HashMap<>();
    try {
      collection.insertMany(documents, new InsertManyOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      if (e.getWriteConcernError() != null) {
        // Written, but a majority did not say so: nobody may build on it.
        throw e;
      }
      e.getWriteErrors().forEach(error -> errors.put(error.getIndex(), error));
    }
    for (int i = 0; i < batch.size(); i++) {
      BulkWriteError error = errors.get(i);
      if (error == null || error.getCategory() == ErrorCategory.DUPLICATE_KEY) {
        batch.get(i).done().complete(error == null);
      } else {
        batch
            .get(i)
            .done()
            .completeExceptionally(unclear("insert refused with code " + error.getCode()));
      }
    }
  }

  private boolean insert(Document document) {
    try {
      collection.insertOne(document);
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  void replace(List<Pending<Replacement>> batch) {
    if (batch.size() == 1) {
      Pending<Replacement> only = batch.getFirst();
      Replacement write = only.write();
      long matched =
          collection
              .replaceOne(Guard.filter(write.id(), write.ver()), write.next())
              .getMatchedCount();
      only.done().complete(matched == 1);
      return;
    }
    String run = UUID.randomUUID() + "/";
    List<ReplaceOneModel<Document>> models = new ArrayList<>();
    for (Pending<Replacement> pending : batch) {
      Replacement write = pending.write();
      Document next = new Document(write.next()).append(WRITE, run + models.size());
      models.add(new ReplaceOneModel<>(Guard.filter(write.id(), write.ver()), next));
    }
    int matched =
        collection.bulkWrite(models, new BulkWriteOptions().ordered(false)).getMatchedCount();
    for (int i = 0; i < batch.size(); i++) {
      Pending<Replacement> pending = batch.get(i);
      if (matched == batch.size()) {
        pending.done().complete(true);
      } else {
        tell(pending, run + i);
      }
    }
  }

  /** Some of the batch lost: looks which. Versions only rise, so that equal ones tell. */
  private void tell(Pending<Replacement> pending, String mark) {
    Replacement write = pending.write();
    try {
      Document found = collection.find(new Document(Documents.ID, write.id())).first();
      if (found != null && mark.equals(found.getString(WRITE))) {
        pending.done().complete(true);
      } else if (found != null && Guard.ver(found) == Guard.ver(write.next())) {
        pending.done().complete(false);
      } else {
        // Gone, further on, or not yet shown by a majority: ours may have been in between.
        pending.done().completeExceptionally(unclear("cannot tell who wrote"));
      }
    } catch (MongoException e) {
      pending
          .done()
          .completeExceptionally(new StoreUnavailable(name() + ": cannot look who wrote", e));
    }
  }

  private StoreUnavailable unclear(String what) {
    return new StoreUnavailable(name() + ": " + what);
  }

  private String name() {
    return collection.getNamespace().getCollectionName();
  }
}
