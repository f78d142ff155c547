package dev.facepay.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes and drops collections and indexes, each in one batch with the list of them. */
final class StoredDatabase extends AbstractMongoDatabase<byte[]> {

  /** Between a database's name, a collection's and an index's. */
  static final char SEPARATOR = '\0';

  private final Store store;
  private final File place;
  private final OpenCursors cursors;
  private final ReentrantLock lists = new ReentrantLock();

  StoredDatabase(String name, OpenCursors cursors, Store store, File place) {
    super(name, cursors.registry());
    this.store = store;
    this.place = place;
    this.cursors = cursors;
    change(this::initializeNamespacesAndIndexes);
  }

  private void change(Runnable work) {
    change(
        () -> {
          work.run();
          return true;
        });
  }

  private <T> T change(Supplier<T> work) {
    lists.lock();
    try {
      return store.writing(work);
    } finally {
      lists.unlock();
    }
  }

  /** Null for the server's own lists, and where there is none and none is wanted. */
  @Nullable StoredCollection collection(String name, boolean make) {
    if (name.startsWith("system.")) {
      return null;
    }
    return (StoredCollection)
        (make ? resolveOrCreateCollection(name) : resolveCollection(name, false));
  }

  @Override
  public Document handleCommand(
      Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
    Document answer = super.handleCommand(channel, command, query, databases, oplog);
    if (command.toLowerCase(Locale.ROOT).equals("dbstats")) {
      // What is kept for the machine's administrator is used: nobody else can have it.
      answer.put("fsUsedSize", place.getTotalSpace() - place.getUsableSpace());
      answer.put("fsTotalSize", place.getTotalSpace());
    }
    return answer;
  }

  @Override
  protected MongoCollection<byte[]> resolveOrCreateCollection(String name) {
    MongoCollection<byte[]> there = resolveCollection(name, false);
    return there != null ? there : change(() -> super.resolveOrCreateCollection(name));
  }

  @Override
  public MongoCollection<byte[]> createCollectionOrThrowIfExists(
      String name, CollectionOptions options) {
    return change(() -> super.createCollectionOrThrowIfExists(name, options));
  }

  @Override
  protected MongoCollection<byte[]> openOrCreateCollection(String name, CollectionOptions options) {
    if (name.indexOf(SEPARATOR) >= 0) {
      throw new MongoServerError(73, "InvalidNamespace", "no name for a collection: " + name);
    }
    String full = getDatabaseName() + SEPARATOR + name;
    KeySpace space = store.space(full);
    if (space == null) {
      space = store.newSpace(full);
      store.save(space);
    }
    return new StoredCollection(this, name, options, cursors, store, space);
  }

  @Override
  protected void addIndex(Document description) {
    change(() -> super.addIndex(description));
  }

  @Override
  protected Index<byte[]> openOrCreateUniqueIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    if (name.equals("_id_")) {
      return ((StoredCollection) resolveCollection(collection, true)).documents;
    }
    return index(collection, name, keys, sparse, true);
  }

  @Override
  protected Index<byte[]> openOrCreateSecondaryIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    // One that is not unique has all documents: a missing value is a value.
    return index(collection, name, keys, false, false);
  }

  private StoredIndex index(
      String collection, String name, List<IndexKey> keys, boolean sparse, boolean unique) {
    String full = getDatabaseName() + SEPARATOR + collection + SEPARATOR + name;
    KeySpace space = store.space(full);
    return StoredIndex.ofEntries(
        store, space == null ? store.newSpace(full) : space, name, keys, sparse, unique);
  }

  @Override
  public void dropCollection(String name, Oplog oplog) {
    change(() -> super.dropCollection(name, oplog));
  }

  /**
   * Whoever looks finds the one or the other behind a name, and so does a start after a crash.
   *
   * @param dropTarget whether a collection that has the new name may go
   */
  void rename(String from, String to, boolean dropTarget, Oplog oplog) {
    lists.lock();
    try {
      StoredCollection source = collection(from, false);
      if (source == null) {
        throw new MongoServerError(26, "NamespaceNotFound", "there is no " + from);
      }
      boolean isThere = collection(to, false) != null;
      if (isThere && !dropTarget) {
        throw new MongoServerError(48, "NamespaceExists", "there is a " + to);
      }
      store.writingWhole(
          () -> {
            if (isThere) {
              super.dropCollection(to, oplog);
            }
            List<Document> descriptions = descriptions(source.getFullName());
            moveCollection(this, source, to);
            describeAnew(descriptions, source.getFullName());
            source.spaces().forEach(space -> store.rename(space, moved(space, from, to)));
          });
    } finally {
      lists.unlock();
    }
  }

  private List<Document> descriptions(String collection) {
    List<Document> found = new ArrayList<>();
    indexes.get().handleQuery(new Document("ns", collection)).forEach(found::add);
    return found;
  }

  /** Each lies by its collection's name, and the server changes that only in it. */
  private void describeAnew(List<Document> descriptions, String collection) {
    StoredCollection all = (StoredCollection) indexes.get();
    for (Document old : descriptions) {
      all.removeDocument(old);
      Document anew = old.clone();
      anew.put("ns", collection);
      all.addDocument(anew);
    }
  }

  private String moved(KeySpace space, String from, String to) {
    String before = getDatabaseName() + SEPARATOR;
    return before + to + space.name().substring((before + from).length());
  }

  @Override
  public void drop(Oplog oplog) {
    change(() -> super.drop(oplog));
  }

  @Override
  protected void dropIndex(MongoCollection<byte[]> collection, String name) {
    change(() -> super.dropIndex(collection, name));
  }

  /** All databases': they share the files. */
  @Override
  protected long getStorageSize() {
    return store.size(Store.ALL);
  }

  @Override
  protected long getFileSize() {
    return getStorageSize();
  }
}
