package dev.facepay.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keys in the order of some fields' values; each leads to a document. A collection's documents lie
 * in such an order themselves, that of their {@code _id}.
 *
 * <p>{@link StoredCollection} writes the entries, with the document in one batch.
 */
final class StoredIndex extends Index<byte[]> {

  private final Store store;
  private final KeySpace space;
  private final List<List<String>> paths;
  private final boolean unique;
  private final boolean ofDocuments;

  private StoredIndex(
      Store store,
      KeySpace space,
      String name,
      List<IndexKey> keys,
      boolean sparse,
      boolean unique,
      boolean ofDocuments) {
    super(name, List.copyOf(keys), sparse);
    this.store = store;
    this.space = space;
    this.paths = keys.stream().map(key -> Utils.splitPath(key.getKey())).toList();
    this.unique = unique;
    this.ofDocuments = ofDocuments;
  }

  /** A document's bytes are its entry. */
  static StoredIndex ofDocuments(Store store, KeySpace space, String name, List<IndexKey> keys) {
    return new StoredIndex(store, space, name, keys, false, true, true);
  }

  static StoredIndex ofEntries(
      Store store,
      KeySpace space,
      String name,
      List<IndexKey> keys,
      boolean sparse,
      boolean unique) {
    return new StoredIndex(store, space, name, keys, sparse, unique, false);
  }

  KeySpace space() {
    return space;
  }

  boolean isOfDocuments() {
    return ofDocuments;
  }

  /** What begins with the _id needs no entries: the documents lie like that. */
  boolean hasEntries() {
    return !ofDocuments && !getKeys().getFirst().getKey().equals("_id");
  }

  @Override
  public boolean isUnique() {
    return unique;
  }

  /** A document's own key: of documents its only one. */
  byte[] documentKey(Document document) {
    return space.key(written(values(document)));
  }

  /**
   * The keys of a document's entries: one, or several of an array in a unique index, or none.
   *
   * @param id the document's key among the documents
   */
  List<byte[]> entries(Document document, byte[] id) {
    if (!hasEntries()) {
      return List.of();
    }
    List<@Nullable Object> values = values(document);
    if (unique && isSparse() && values.stream().allMatch(Missing.class::isInstance)) {
      return List.of();
    }
    if (unique && values.stream().anyMatch(Collection.class::isInstance)) {
      List<byte[]> all = new ArrayList<>();
      for (KeyValue each : getKeyValues(document)) {
        all.add(space.key(written(each.stream().toList())));
      }
      return all;
    }
    byte[] key = space.key(written(values));
    return List.of(unique ? key : KeyRange.concat(key, id));
  }

  /** Notes what of a document this index can't keep in order; true if the space is to be saved. */
  boolean note(Document document) {
    boolean isNew = false;
    for (Object value : values(document)) {
      if (value instanceof Collection) {
        isNew |= space.mark(KeySpace.ARRAYS);
      } else if (!Keys.isExact(value)) {
        isNew |= space.mark(KeySpace.NO_ORDER);
      }
    }
    return isNew;
  }

  private byte[] written(List<? extends @Nullable Object> values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(48);
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      Object plain = !unique && value instanceof Collection ? null : value;
      if (getKeys().get(i).isAscending()) {
        Keys.write(plain, out);
      } else {
        out.writeBytes(KeyRange.inverted(Keys.of(plain)));
      }
    }
    return out.toByteArray();
  }

  /** Missing where a document has none; a collection where it has several. */
  private List<@Nullable Object> values(Document document) {
    List<@Nullable Object> values = new ArrayList<>(paths.size());
    for (int i = 0; i < paths.size(); i++) {
      values.add(value(document, paths.get(i), getKeys().get(i).getKey()));
    }
    return values;
  }

  private static @Nullable Object value(Document document, List<String> path, String name) {
    Object value = document;
    for (String field : path) {
      if (value instanceof Collection) {
        Object inArray = Utils.getSubdocumentValueCollectionAware(document, name);
        return inArray instanceof Collection
            ? inArray
            : List.of(Objects.requireNonNullElse(inArray, Missing.getInstance()));
      }
      value = value instanceof Document in ? in.getOrMissing(field) : Missing.getInstance();
    }
    return value;
  }

  /** Whether queries may look here: it has a place for each document, and one only. */
  boolean isWay() {
    return !space.has(KeySpace.ARRAYS) && !isSparse() && (ofDocuments || hasEntries());
  }

  /** The documents' own position: every document has one. */
  @Override
  public byte @Nullable [] getPosition(Document document) {
    return ofDocuments ? documentKey(document) : null;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<byte[]> collection) {
    if (ofDocuments) {
      refuseIfThere(documentKey(document), document, collection);
    } else if (unique) {
      entries(document, new byte[0]).forEach(key -> refuseIfThere(key, document, collection));
    }
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<byte[]> collection) {
    if (!ofDocuments && unique) {
      List<byte[]> own = entries(before, new byte[0]);
      for (byte[] key : entries(after, new byte[0])) {
        if (own.stream().noneMatch(it -> Arrays.equals(it, key))) {
          refuseIfThere(key, after, collection);
        }
      }
    }
  }

  private void refuseIfThere(byte[] key, Document document, MongoCollection<byte[]> collection) {
    if (store.get(key) != null) {
      throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(shown(document)));
    }
  }

  private Collection<@Nullable Object> shown(Document document) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    for (IndexKey key : getKeys()) {
      Object value = Utils.getSubdocumentValueCollectionAware(document, key.getKey());
      shown.put(key.getKey(), value instanceof Missing ? null : value);
    }
    return shown.values();
  }

  @Override
  public void add(Document document, byte[] position, MongoCollection<byte[]> collection) {
    // With the document, in its batch.
  }

  @Override
  public byte @Nullable [] remove(Document document) {
    throw new UnsupportedOperationException("with the document");
  }

  @Override
  public void updateInPlace(
      Document before, Document after, byte[] position, MongoCollection<byte[]> collection) {
    // With the document, in its batch.
  }

  /** {@link Search} asks for a {@link QueryPlan} instead. */
  @Override
  public boolean canHandle(Document query) {
    return false;
  }

  @Override
  public Iterable<byte[]> getPositions(Document query) {
    throw new UnsupportedOperationException("never asked for, by canHandle");
  }

  /** It is made with all its entries, so it is never empty to the server. */
  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public long getCount() {
    return 0;
  }

  @Override
  public long getDataSize() {
    return store.size(space.keys());
  }

  /** The documents are dropped with the collection. */
  @Override
  public void drop() {
    if (!ofDocuments) {
      store.drop(space);
    }
  }
}
