package dev.facepay.embedded;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where all that a query may find is, and some that it does not.
 *
 * @param index whose entries, or the collection's documents themselves
 * @param ranges of keys, in order and apart from each other
 * @param areKeys each range is one key, or nothing
 * @param trusting whether it holds only while all values of the index tell their order
 * @param inOrder whether what is found comes as the query wants it sorted
 * @param exact whether everything there is what the query wants
 * @param worth the higher, the fewer documents it leads to
 */
record QueryPlan(
    StoredIndex index,
    List<KeyRange> ranges,
    boolean areKeys,
    boolean backwards,
    boolean trusting,
    boolean inOrder,
    boolean exact,
    int worth) {

  /** An equal unique key finds one document at most. */
  private static final int WORTH_OF_ONE = 100;

  /** All documents, one after the other. */
  static QueryPlan toAll(StoredIndex documents, boolean backwards, boolean inOrder) {
    List<KeyRange> all = List.of(documents.space().keys());
    return new QueryPlan(documents, all, false, backwards, false, inOrder, false, 0);
  }

  /** Null if the index leads to everything, in another order than the wanted one. */
  static @Nullable QueryPlan by(StoredIndex index, FieldRanges wanted, @Nullable Document orderBy) {
    if (!index.isWay()) {
      return null;
    }
    Set<String> used = new HashSet<>();
    byte[] first = index.space().prefix();
    List<KeyRange> ranges = List.of(KeyRange.of(first));
    int equal = 0;
    for (IndexKey key : index.getKeys()) {
      List<KeyRange> of = wanted.ranges(key.getKey());
      if (of == null) {
        break;
      }
      used.add(key.getKey());
      ranges = behind(first, of, key.isAscending());
      if (!wanted.isOne(key.getKey())) {
        break;
      }
      first = ranges.getFirst().low();
      equal++;
    }
    boolean keepsOrder = !index.space().has(KeySpace.NO_ORDER);
    int direction = keepsOrder ? direction(index, equal, wanted, orderBy) : 0;
    if (used.isEmpty() && direction == 0) {
      return null;
    }
    boolean areKeys =
        index.isUnique()
            && used.size() == index.getKeys().size()
            && ranges.stream().allMatch(KeyRange::isOne);
    int worth = areKeys ? WORTH_OF_ONE : 2 * used.size() + 2 * equal + (direction == 0 ? 0 : 3);
    boolean isOne = areKeys && ranges.size() == 1;
    boolean exact = keepsOrder && wanted.isAllOf(used);
    return new QueryPlan(
        index,
        ranges,
        areKeys,
        direction < 0,
        direction != 0 || exact,
        direction != 0 || isOne || Search.order(orderBy) == null,
        exact,
        worth + (index.isOfDocuments() ? 1 : 0));
  }

  private static List<KeyRange> behind(byte[] first, List<KeyRange> of, boolean ascending) {
    return ascending
        ? of.stream().map(range -> range.behind(first)).toList()
        : of.reversed().stream().map(range -> range.descending().behind(first)).toList();
  }

  /** 1: in the wanted order from that field on; -1: against it; 0: in another one. */
  private static int direction(
      StoredIndex index, int from, FieldRanges wanted, @Nullable Document orderBy) {
    int direction = 0;
    int at = from;
    for (Map.Entry<String, Object> field :
        orderBy == null ? Set.<Map.Entry<String, Object>>of() : orderBy.entrySet()) {
      if (wanted.isOne(field.getKey())) {
        continue;
      }
      if (index.isOfDocuments() && at == index.getKeys().size()) {
        break;
      }
      IndexKey key = key(index, at);
      if (!key.getKey().equals(field.getKey()) || !(field.getValue() instanceof Number plan)) {
        return 0;
      }
      int here = (plan.intValue() > 0) == key.isAscending() ? 1 : -1;
      if (direction != 0 && here != direction) {
        return 0;
      }
      direction = here;
      at++;
    }
    return direction;
  }

  /** Behind an entry's own fields is the document's key. */
  private static IndexKey key(StoredIndex index, int at) {
    if (at < index.getKeys().size()) {
      return index.getKeys().get(at);
    }
    return new IndexKey(at == index.getKeys().size() ? "_id" : "", true);
  }
}
