package dev.facepay.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.InvalidIdFieldError;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Writes documents with their index entries, one writer after the other; readers don't wait. */
final class StoredCollection extends ReadCollection {

  private static final String ID = "_id";

  private final ReentrantLock writer = new ReentrantLock();
  private boolean onlyFirst;

  /**
   * @param space of the documents
   */
  StoredCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      OpenCursors cursors,
      Store store,
      KeySpace space) {
    super(database, name, options, cursors, store, space);
  }

  @Override
  Changing changing() {
    return writer.isHeldByCurrentThread()
        ? onlyFirst ? Changing.FIRST : Changing.ALL
        : Changing.NONE;
  }

  /** One writer at a time; what it writes is one batch, if it is not too large. */
  <T> T writing(Supplier<T> work) {
    writer.lock();
    try {
      return store.writing(work);
    } finally {
      writer.unlock();
    }
  }

  private void write(Runnable work) {
    writing(
        () -> {
          work.run();
          return true;
        });
  }

  @Override
  public void addDocument(Document document) {
    write(() -> addNow(document));
  }

  private void addNow(Document document) {
    if (document.get(ID) instanceof Collection) {
      throw new InvalidIdFieldError("The '_id' value cannot be of type array");
    }
    if (ID.equals(getIdField()) && !document.containsKey(ID)) {
      document.put(ID, new ObjectId());
    }
    store.nextDocument();
    documents.checkAdd(document, this);
    getIndexes().forEach(index -> index.checkAdd(document, this));
    byte[] key = documents.documentKey(document);
    byte[] bytes = BsonBytes.of(document);
    List<byte[]> entries = entries(document, key);
    note(document);
    store.put(key, bytes);
    entries.forEach(entry -> store.put(entry, key));
    addToCount(1);
  }

  /** An entry's value is the document's key. */
  private List<byte[]> entries(Document document, byte[] key) {
    List<byte[]> entries = new ArrayList<>();
    for (StoredIndex index : plans) {
      entries.addAll(index.entries(document, key));
    }
    return entries;
  }

  private void note(Document document) {
    for (StoredIndex index : plans) {
      if (index.note(document)) {
        store.save(index.space());
      }
    }
  }

  @Override
  protected void handleUpdate(byte[] key, Document before, Document after) {
    store.nextDocument();
    byte[] bytes = BsonBytes.of(after);
    List<byte[]> gone = entries(before, key);
    List<byte[]> come = entries(after, key);
    note(after);
    gone.stream().filter(entry -> lacks(come, entry)).forEach(store::delete);
    come.stream().filter(entry -> lacks(gone, entry)).forEach(entry -> store.put(entry, key));
    store.put(key, bytes);
  }

  private static boolean lacks(List<byte[]> entries, byte[] entry) {
    return entries.stream().noneMatch(it -> Arrays.equals(it, entry));
  }

  @Override
  public void removeDocument(Document document) {
    write(
        () -> {
          store.nextDocument();
          byte[] key = documents.documentKey(document);
          entries(document, key).forEach(store::delete);
          store.delete(key);
          addToCount(-1);
        });
  }

  private void addToCount(int more) {
    store.put(countKey, ByteBuffer.allocate(Long.BYTES).putLong(counted() + more).array());
  }

  @Override
  public List<Document> insertDocuments(List<Document> all, boolean isOrdered) {
    return writing(() -> super.insertDocuments(all, isOrdered));
  }

  @Override
  public void addDocumentIfMissing(Document document) {
    write(
        () -> {
          if (store.get(documents.documentKey(document)) == null) {
            addNow(document);
          }
        });
  }

  @Override
  public Document updateDocuments(
      Document selector,
      Document update,
      ArrayFilters filters,
      boolean isMulti,
      boolean isUpsert,
      Oplog oplog) {
    return writing(
        () -> {
          onlyFirst = !isMulti;
          try {
            return super.updateDocuments(selector, update, filters, isMulti, isUpsert, oplog);
          } finally {
            onlyFirst = false;
          }
        });
  }

  @Override
  public Document findAndModify(Document query) {
    return writing(() -> super.findAndModify(query));
  }

  @Override
  public int deleteDocuments(Document selector, int limit, Oplog oplog) {
    return writing(
        () -> {
          QueryPlan plan = plan(selector);
          int deleted = 0;
          for (Document document : found(plan, 0, Math.max(limit, 0), selector)) {
            removeDocument(document);
            deleted++;
          }
          return deleted;
        });
  }

  /** Made with all its entries before anybody looks there; a crash half way leaves nothing. */
  @Override
  public void addIndex(Index<byte[]> index) {
    write(
        () -> {
          StoredIndex stored = (StoredIndex) index;
          boolean isNew =
              getIndexes().stream().noneMatch(it -> it.getName().equals(index.getName()));
          if (isNew && !stored.isOfDocuments()) {
            build(stored);
          }
          super.addIndex(index);
          if (isNew && !stored.isOfDocuments()) {
            plans.add(stored);
          }
        });
  }

  private void build(StoredIndex index) {
    if (store.space(index.space().name()) != null) {
      return;
    }
    try {
      for (Document document : index.hasEntries() ? everything() : List.<Document>of()) {
        index.checkAdd(document, this);
        byte[] key = documents.documentKey(document);
        index.note(document);
        store.nextDocument();
        index.entries(document, key).forEach(entry -> store.put(entry, key));
      }
    } catch (MongoServerError e) {
      store.drop(index.space());
      throw new IndexBuildFailedException(e, this);
    }
    CrashPoints.at("index built");
    store.save(index.space());
  }

  @Override
  public void dropIndex(String name) {
    write(
        () -> {
          plans.removeIf(index -> !index.isOfDocuments() && index.getName().equals(name));
          super.dropIndex(name);
        });
  }

  /** The documents', and those of indexes. */
  List<KeySpace> spaces() {
    return plans.stream().map(StoredIndex::space).toList();
  }

  @Override
  public void drop() {
    store.drop(documents.space());
    store.delete(countKey);
  }
}
