package dev.facepay.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.InMemoryCursor;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.InvalidIdFieldError;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A collection whose documents and index entries lie in the store. Writers come one by one; readers
 * wait for nobody and see one moment.
 */
final class StoredCollection extends AbstractMongoCollection<byte[]> {

  /** Of the aggregation that this thread carries out: the server would read all documents. */
  static final ThreadLocal<@Nullable FirstMatch> FIRST_MATCH = new ThreadLocal<>();

  private static final String ID = "_id";

  private final Store store;
  private final StoredIndex documents;
  private final byte[] countKey;
  private final List<StoredIndex> ways = new CopyOnWriteArrayList<>();
  private final OpenCursors cursors;
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
      Space space) {
    super(database, name, options, cursors.registry());
    this.cursors = cursors;
    this.store = store;
    this.countKey = Span.concat(new byte[] {0, 0, 0, 0, 'c'}, space.prefix());
    String id = options.getIdField();
    // The server's list of indexes has no _id: each is known by its collection and its name.
    List<String> keys = id == null ? List.of("ns", "name") : List.of(id);
    this.documents =
        StoredIndex.ofDocuments(
            store, space, "_id_", keys.stream().map(key -> new IndexKey(key, true)).toList());
    ways.add(documents);
  }

  StoredIndex documents() {
    return documents;
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
    byte[] bytes = Raw.of(document);
    List<byte[]> entries = entries(document, key);
    note(document);
    store.put(key, bytes);
    entries.forEach(entry -> store.put(entry, key));
    addToCount(1);
  }

  /** An entry's value is the document's key. */
  private List<byte[]> entries(Document document, byte[] key) {
    return ways.stream().flatMap(index -> index.entries(document, key).stream()).toList();
  }

  private void note(Document document) {
    for (StoredIndex index : ways) {
      if (index.note(document)) {
        store.save(index.space());
      }
    }
  }

  @Override
  protected void handleUpdate(byte[] key, Document before, Document after) {
    store.nextDocument();
    byte[] bytes = Raw.of(after);
    for (StoredIndex index : ways) {
      List<byte[]> gone = index.entries(before, key);
      List<byte[]> come = index.entries(after, key);
      gone.stream().filter(entry -> lacks(come, entry)).forEach(store::delete);
      come.stream().filter(entry -> lacks(gone, entry)).forEach(entry -> store.put(entry, key));
    }
    note(after);
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

  private long counted() {
    byte[] count = store.get(countKey);
    return count == null ? 0 : ByteBuffer.wrap(count).getLong();
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
          int deleted = 0;
          for (Document document : found(selector, null, 0, Math.max(limit, 0), selector)) {
            removeDocument(document);
            deleted++;
          }
          return deleted;
        });
  }

  /** What a client asks for: a batch, and a cursor that reads on when it is asked again. */
  @Override
  public QueryResult handleQuery(QueryParameters parameters) {
    Document selector = parameters.getQuerySelector();
    if (!selector.containsKey("$query")) {
      return super.handleQuery(parameters);
    }
    Document query = (Document) selector.get("$query");
    Document orderBy = (Document) selector.get("$orderby");
    Way way = way(query, orderBy);
    Document fields = parameters.getProjection();
    int batch = parameters.getBatchSize();
    if (!comesInOrder(way, orderBy)) {
      return queryDocuments(
          query, orderBy, parameters.getNumberToSkip(), parameters.getLimit(), batch, fields);
    }
    StoredCursor cursor =
        new StoredCursor(
            cursorRegistry.generateCursorId(),
            reading(way, orderBy),
            document -> documentMatchesQuery(document, query),
            all -> projected(all, fields),
            parameters.getNumberToSkip(),
            parameters.getLimit());
    List<Document> first = cursor.takeDocuments(batch);
    if (cursor.isEmpty()) {
      return new QueryResult(first);
    }
    cursors.add(cursor);
    return new QueryResult(first, cursor);
  }

  private List<Document> projected(List<Document> all, @Nullable Document fields) {
    return fields == null || fields.isEmpty()
        ? all
        : matchDocumentsFromStream(new Document(), all.stream(), 0, 0, 0, null, fields)
            .collectDocuments();
  }

  @Override
  protected QueryResult queryDocuments(
      Document query,
      @Nullable Document orderBy,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document fields) {
    boolean changing = writer.isHeldByCurrentThread();
    int wanted = changing && onlyFirst && limit == 0 ? 1 : limit;
    Way way = way(query, orderBy);
    if (comesInOrder(way, orderBy) && (fields == null || fields.isEmpty())) {
      Iterable<Document> found = found(query, orderBy, skip, wanted, query);
      // A document that is changed may come again further on: first all, then the changes.
      return changing
          ? new QueryResult(StreamSupport.stream(found.spliterator(), false).toList())
          : new QueryResult(found);
    }
    Stream<Document> all =
        StreamSupport.stream(found(query, orderBy, 0, 0, query).spliterator(), false);
    return matchDocumentsFromStream(
        new Document(),
        limit > 0 && !comesInOrder(way, orderBy)
            ? Top.of(all, skip + limit, deriveComparator(orderBy)).stream()
            : all,
        skip,
        wanted,
        batchSize,
        comesInOrder(way, orderBy) ? null : deriveComparator(orderBy),
        fields);
  }

  private static boolean comesInOrder(@Nullable Way way, @Nullable Document orderBy) {
    return deriveComparator(orderBy) == null || (way != null && way.inOrder());
  }

  /**
   * Read a part at a time, the next one when it is asked for: nothing is open in between.
   *
   * @param held what each document is held against
   */
  private Iterable<Document> found(
      Document query, @Nullable Document orderBy, int skip, int limit, Document held) {
    return () ->
        new StoredCursor(
                0,
                reading(way(query, orderBy), orderBy),
                document -> documentMatchesQuery(document, held),
                all -> all,
                skip,
                limit)
            .all();
  }

  private Reading reading(@Nullable Way way, @Nullable Document orderBy) {
    Way on =
        way == null
            ? new Way(
                documents,
                List.of(documents.space().keys()),
                false,
                isNaturalDescending(orderBy),
                false,
                false,
                0)
            : way;
    return new Reading(store, on, () -> ways.contains(on.index()));
  }

  private @Nullable Way way(Document query, @Nullable Document orderBy) {
    Wanted wanted = Wanted.of(query);
    Way best = null;
    for (StoredIndex index : ways) {
      Way way = index.way(wanted, orderBy);
      if (way != null && (best == null || way.worth() > best.worth())) {
        best = way;
      }
    }
    return best;
  }

  @Override
  public int count() {
    return Math.toIntExact(counted());
  }

  @Override
  public boolean isEmpty() {
    return counted() == 0;
  }

  @Override
  public int count(@Nullable Document query, int skip, int limit) {
    if (query == null || query.isEmpty()) {
      return super.count(query, skip, limit);
    }
    Way way = way(query, null);
    int most = limit > 0 ? limit : Integer.MAX_VALUE;
    if (way != null && way.exact()) {
      return Math.min(most, Math.max(0, reading(way, null).count() - skip));
    }
    int count = 0;
    for (Iterator<Document> it = found(query, null, skip, Math.max(limit, 0), query).iterator();
        it.hasNext();
        it.next()) {
      count++;
    }
    return count;
  }

  @Override
  public Stream<Document> queryAllAsStream() {
    FirstMatch first = FIRST_MATCH.get();
    FIRST_MATCH.remove();
    boolean narrowed = first != null && first.collection().equals(getCollectionName());
    Document query = narrowed ? first.filter() : new Document();
    return StreamSupport.stream(found(query, null, 0, 0, new Document()).spliterator(), false);
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
            ways.add(stored);
          }
        });
  }

  private void build(StoredIndex index) {
    if (store.space(index.space().name()) != null) {
      return;
    }
    try {
      Document all = new Document();
      for (Document document :
          index.hasEntries() ? found(all, null, 0, 0, all) : List.<Document>of()) {
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
    Steps.at("index built");
    store.save(index.space());
  }

  @Override
  public void dropIndex(String name) {
    write(
        () -> {
          ways.removeIf(index -> !index.isOfDocuments() && index.getName().equals(name));
          super.dropIndex(name);
        });
  }

  @Override
  protected Cursor createCursor(List<Document> rest) {
    InMemoryCursor cursor = new InMemoryCursor(cursorRegistry.generateCursorId(), rest);
    cursors.add(cursor);
    return cursor;
  }

  @Override
  public void drop() {
    store.drop(documents.space());
    store.delete(countKey);
  }

  /** Sizes are those on the disk, compressed. */
  @Override
  public Document getStats() {
    long size = store.size(documents.space().keys());
    long count = counted();
    Document stats = super.getStats();
    stats.put("size", size);
    stats.put("storageSize", size);
    stats.put("avgObjSize", count == 0 ? 0 : size / count);
    return stats;
  }

  @Override
  protected Document getDocument(byte[] position) {
    throw new UnsupportedOperationException("read by a cursor");
  }

  @Override
  protected void removeDocument(byte[] position) {
    throw new UnsupportedOperationException("by removeDocument(Document)");
  }

  @Override
  protected byte[] addDocumentInternal(Document document) {
    throw new UnsupportedOperationException("by addDocument");
  }

  @Override
  protected Stream<DocumentWithPosition<byte[]>> streamAllDocumentsWithPosition() {
    return StreamSupport.stream(
            found(new Document(), null, 0, 0, new Document()).spliterator(), false)
        .map(it -> new DocumentWithPosition<>(it, documents.documentKey(it)));
  }

  @Override
  protected QueryResult matchDocuments(
      Document query,
      @Nullable Document orderBy,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document fields) {
    return queryDocuments(query, orderBy, skip, limit, batchSize, fields);
  }

  /** Of each document apart it would be two more encodings a write. */
  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected void updateDataSize(int sizeDelta) {
    throw new UnsupportedOperationException("not tracked");
  }

  @Override
  protected int getDataSize() {
    return (int) Math.min(Integer.MAX_VALUE, store.size(documents.space().keys()));
  }
}
