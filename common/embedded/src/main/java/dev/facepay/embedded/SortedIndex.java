package dev.facepay.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Positions of documents in the order of some of their fields, then of their {@code _id}. One that
 * met an array in a field is of no more use: then queries read all documents.
 */
final class SortedIndex extends Index<Integer> {

  private static final ValueComparator ORDER = ValueComparator.asc();

  private final NavigableMap<Key, Integer> positions = new TreeMap<>(this::compare);
  private final List<List<String>> paths;
  private boolean metArray;

  SortedIndex(String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
    this.paths = keys.stream().map(key -> Utils.splitPath(key.getKey())).toList();
  }

  /**
   * The values of the fields, in the index's order, then the {@code _id}; or fewer of them and an
   * end: before or behind all that begin like that.
   *
   * @param end -1, 0 for a document's own, 1
   */
  private record Key(List<@Nullable Object> values, int end) {}

  /**
   * @param inOrder whether the positions come as the query wants them sorted
   * @param worth the higher, the fewer documents it leads to
   */
  record Way(Stream<Integer> positions, boolean inOrder, int worth) {}

  /** A way to all that may be wanted, and to some that is not; empty if it leads to everything. */
  Optional<Way> way(Wanted wanted, @Nullable Document orderBy) {
    if (metArray) {
      return Optional.empty();
    }
    List<@Nullable Object> first = new ArrayList<>();
    Wanted.@Nullable Range next = null;
    for (IndexKey key : getKeys()) {
      next = wanted.range(key.getKey());
      if (next == null || !next.isOne()) {
        break;
      }
      first.add(next.low());
      next = null;
    }
    int direction = direction(first.size(), orderBy);
    if (first.isEmpty() && next == null && direction == 0) {
      return Optional.empty();
    }
    NavigableMap<Key, Integer> part =
        positions.subMap(low(first, next), true, high(first, next), true);
    return Optional.of(
        new Way(
            lazily((direction < 0 ? part.descendingMap() : part).values()),
            direction != 0,
            4 * first.size() + (next == null ? 0 : 2) + (direction == 0 ? 0 : 3)));
  }

  /** A part of a tree walks through all of itself to say how long it is; its own stream asks it. */
  private static Stream<Integer> lazily(Collection<Integer> part) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(part.iterator(), Spliterator.ORDERED), false);
  }

  private Key low(List<@Nullable Object> first, Wanted.@Nullable Range next) {
    if (next == null) {
      return new Key(first, -1);
    }
    if (getKeys().get(first.size()).isAscending()) {
      // No comparison finds what has no value.
      return next.low() == null
          ? new Key(and(first, null), 1)
          : new Key(and(first, next.low()), -1);
    }
    return next.high() == null ? new Key(first, -1) : new Key(and(first, next.high()), -1);
  }

  private Key high(List<@Nullable Object> first, Wanted.@Nullable Range next) {
    if (next == null) {
      return new Key(first, 1);
    }
    if (getKeys().get(first.size()).isAscending()) {
      return next.high() == null ? new Key(first, 1) : new Key(and(first, next.high()), 1);
    }
    return next.low() == null ? new Key(and(first, null), -1) : new Key(and(first, next.low()), 1);
  }

  private static List<@Nullable Object> and(List<@Nullable Object> first, @Nullable Object next) {
    List<@Nullable Object> all = new ArrayList<>(first);
    all.add(next);
    return all;
  }

  /** 1: in the wanted order from that field on; -1: against it; 0: in another one. */
  private int direction(int from, @Nullable Document orderBy) {
    if (orderBy == null || orderBy.isEmpty()) {
      return 0;
    }
    int direction = 0;
    int at = from;
    for (String field : orderBy.keySet()) {
      if (at >= getKeys().size()
          || !getKeys().get(at).getKey().equals(field)
          || !(orderBy.get(field) instanceof Number wanted)) {
        return 0;
      }
      int here = (wanted.intValue() > 0) == getKeys().get(at).isAscending() ? 1 : -1;
      if (direction != 0 && here != direction) {
        return 0;
      }
      direction = here;
      at++;
    }
    return direction;
  }

  private int compare(Key one, Key other) {
    int both = Math.min(one.values().size(), other.values().size());
    for (int i = 0; i < both; i++) {
      int order = order(one.values().get(i), other.values().get(i));
      if (order != 0) {
        return i >= getKeys().size() || getKeys().get(i).isAscending() ? order : -order;
      }
    }
    return Integer.compare(
        one.values().size() == both ? one.end() : 0,
        other.values().size() == both ? other.end() : 0);
  }

  /** Most are texts: the general order asks for their kinds first. */
  private static int order(@Nullable Object one, @Nullable Object other) {
    return one instanceof String text && other instanceof String than
        ? text.compareTo(than)
        : ORDER.compare(one, other);
  }

  /** A document with an array in a field has a key too, by which it is not found but removed. */
  private Key key(Document document) {
    List<@Nullable Object> values = new ArrayList<>(getKeys().size() + 1);
    for (List<String> path : paths) {
      values.add(value(document, path));
    }
    values.add(document.get("_id"));
    return new Key(values, 0);
  }

  /** As the library's own indexes take it, but for arrays, without a set of keys a document. */
  private @Nullable Object value(Document document, List<String> path) {
    Object value = document;
    for (String field : path) {
      value = value instanceof Document in ? in.get(field) : null;
      if (value instanceof Collection) {
        metArray = true;
        return null;
      }
    }
    return value instanceof Missing ? null : value;
  }

  @Override
  public void add(Document document, Integer position, MongoCollection<Integer> collection) {
    positions.put(key(document), position);
  }

  @Override
  public @Nullable Integer remove(Document document) {
    return positions.remove(key(document));
  }

  @Override
  public void updateInPlace(
      Document before, Document after, Integer position, MongoCollection<Integer> collection) {
    Key old = key(before);
    Key key = key(after);
    if (!old.equals(key)) {
      positions.remove(old);
      positions.put(key, position);
    }
  }

  /** Unknown: the index of the _id knows it too, and at less cost; the backend asks all of them. */
  @Override
  public @Nullable Integer getPosition(Document document) {
    return null;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Integer> collection) {
    // Any document is welcome.
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<Integer> collection) {
    // Any document is welcome.
  }

  /** {@link IndexedCollection} asks for a {@link #way} instead. */
  @Override
  public boolean canHandle(Document query) {
    return false;
  }

  /** Never asked for, by {@link #canHandle}. */
  @Override
  public Iterable<Integer> getPositions(Document query) {
    return positions.values();
  }

  @Override
  public long getCount() {
    return positions.size();
  }

  @Override
  public long getDataSize() {
    return 0;
  }

  @Override
  public void drop() {
    positions.clear();
  }
}
