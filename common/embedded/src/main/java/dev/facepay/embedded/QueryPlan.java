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
 * @param spans of keys, in order and apart from each other
 * @param areKeys each span is one key, or nothing
 * @param trusting whether it holds only while all values of the index tell their order
 * @param inOrder whether what is found comes as the query wants it sorted
 * @param exact whether everything there is what the query wants
 * @param worth the higher, the fewer documents it leads to
 */
record Way(
    StoredIndex index,
    List<Span> spans,
    boolean areKeys,
    boolean backwards,
    boolean trusting,
    boolean inOrder,
    boolean exact,
    int worth) {

  /** An equal unique key finds one document at most. */
  private static final int WORTH_OF_ONE = 100;

  /** All documents, one after the other. */
  static Way toAll(StoredIndex documents, boolean backwards, boolean inOrder) {
    List<Span> all = List.of(documents.space().keys());
    return new Way(documents, all, false, backwards, false, inOrder, false, 0);
  }

  /** Null if the index leads to everything, in another order than the wanted one. */
  static @Nullable Way by(StoredIndex index, Wanted wanted, @Nullable Document orderBy) {
    if (!index.isWay()) {
      return null;
    }
    Set<String> used = new HashSet<>();
    byte[] first = index.space().prefix();
    List<Span> spans = List.of(Span.of(first));
    int equal = 0;
    for (IndexKey key : index.getKeys()) {
      List<Span> of = wanted.spans(key.getKey());
      if (of == null) {
        break;
      }
      used.add(key.getKey());
      spans = behind(first, of, key.isAscending());
      if (!wanted.isOne(key.getKey())) {
        break;
      }
      first = spans.getFirst().low();
      equal++;
    }
    boolean keepsOrder = !index.space().has(Space.NO_ORDER);
    int direction = keepsOrder ? direction(index, equal, wanted, orderBy) : 0;
    if (used.isEmpty() && direction == 0) {
      return null;
    }
    boolean areKeys =
        index.isUnique()
            && used.size() == index.getKeys().size()
            && spans.stream().allMatch(Span::isOne);
    int worth = areKeys ? WORTH_OF_ONE : 2 * used.size() + 2 * equal + (direction == 0 ? 0 : 3);
    boolean isOne = areKeys && spans.size() == 1;
    boolean exact = keepsOrder && wanted.isAllOf(used);
    return new Way(
        index,
        spans,
        areKeys,
        direction < 0,
        direction != 0 || exact,
        direction != 0 || isOne || Search.order(orderBy) == null,
        exact,
        worth + (index.isOfDocuments() ? 1 : 0));
  }

  private static List<Span> behind(byte[] first, List<Span> of, boolean ascending) {
    return ascending
        ? of.stream().map(span -> span.behind(first)).toList()
        : of.reversed().stream().map(span -> span.descending().behind(first)).toList();
  }

  /** 1: in the wanted order from that field on; -1: against it; 0: in another one. */
  private static int direction(
      StoredIndex index, int from, Wanted wanted, @Nullable Document orderBy) {
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
      if (!key.getKey().equals(field.getKey()) || !(field.getValue() instanceof Number way)) {
        return 0;
      }
      int here = (way.intValue() > 0) == key.isAscending() ? 1 : -1;
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
