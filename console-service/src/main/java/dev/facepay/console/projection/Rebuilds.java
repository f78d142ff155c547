package dev.facepay.console.projection;

import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.Stores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which rebuild the read side is of: one document, written under a guard. A rebuild claims it,
 * folds into collections beside, and then says in one write that these count, and from where on the
 * log the fold goes on. Whoever meets that word puts the collections in place, so a crash leaves
 * the read side as it was before or as it was rebuilt.
 */
final class Rebuilds {

  private static final String ID = "read-side";
  private static final String BESIDE = "beside_";
  private static final String NUMBER = "number";
  private static final String TOPIC_PREFIX = "topic_prefix";
  private static final String CLAIM = "claim";
  private static final String IN_PLACE = "in_place";
  private static final String FROM = "from";

  private final Stores stores;
  private final Documents documents;

  Rebuilds(Stores stores) {
    this.stores = stores;
    this.documents = stores.documents("rebuilds");
  }

  /**
   * The rebuild that is in place.
   *
   * @param number 0: there was none
   * @param from where on the log the fold goes on behind it
   */
  record InPlace(long number, Map<TopicPartition, Long> from) {

    static final InPlace NONE = new InPlace(0, Map.of());
  }

  /**
   * Puts in place what is not there yet.
   *
   * @param topicPrefix of the log that is folded: whoever folds it says so
   */
  InPlace inPlace(String topicPrefix) {
    while (true) {
      Optional<Document> found = documents.find(ID);
      if (found.isEmpty()) {
        documents.insert(
            new Document("_id", ID)
                .append("ver", 1L)
                .append(NUMBER, 0L)
                .append(TOPIC_PREFIX, topicPrefix));
      } else if (!topicPrefix.equals(found.get().getString(TOPIC_PREFIX))) {
        change(found.get(), new Document(TOPIC_PREFIX, topicPrefix));
      } else if (found.get().getString(IN_PLACE) != null) {
        putInPlace(found.get());
      } else {
        return new InPlace(found.get().getLong(NUMBER), from(found.get()));
      }
    }
  }

  /**
   * Before a rebuild: what an earlier one left is dropped, and one that is still at it fails.
   *
   * @return what its collections' names begin with
   * @throws Rebuild.Refused if the read side is of another log
   */
  String claim(String topicPrefix) {
    Document found = documents.find(ID).orElse(null);
    String of = found == null ? topicPrefix : found.getString(TOPIC_PREFIX);
    if (!topicPrefix.equals(of)) {
      throw new Rebuild.Refused(
          "this read side is of topics that begin with '%s', not '%s'".formatted(of, topicPrefix));
    }
    String beside = BESIDE + UUID.randomUUID().toString().replace("-", "") + "_";
    Document now;
    do {
      inPlace(topicPrefix);
      now = read();
      // What counts is in place before anything is dropped.
    } while (now.getString(IN_PLACE) != null || !change(now, new Document(CLAIM, beside)));
    stores.names(BESIDE).forEach(stores::drop);
    return beside;
  }

  /**
   * What was folded beside counts from now on.
   *
   * @throws Rebuild.Refused if another rebuild has begun since
   */
  void done(String beside, Map<TopicPartition, Long> ends) {
    List<Document> from =
        ends.entrySet().stream()
            .map(
                end ->
                    new Document("topic", end.getKey().topic())
                        .append("partition", end.getKey().partition())
                        .append("offset", end.getValue()))
            .toList();
    while (true) {
      Document found = read();
      if (!beside.equals(found.getString(CLAIM))) {
        throw new Rebuild.Refused("another rebuild has begun meanwhile");
      }
      Document word =
          new Document(NUMBER, found.getLong(NUMBER) + 1)
              .append(CLAIM, null)
              .append(IN_PLACE, beside)
              .append(FROM, from);
      if (change(found, word)) {
        return;
      }
    }
  }

  /** Of a rebuild that failed: what counts already is not its own any more. */
  void abandon(String beside) {
    Document found = read();
    // Once this is written, done() can't be any more, nor can it have been.
    if (beside.equals(found.getString(CLAIM)) && change(found, new Document(CLAIM, null))) {
      stores.names(beside).forEach(stores::drop);
    }
  }

  private void putInPlace(Document found) {
    String beside = found.getString(IN_PLACE);
    steps(beside).forEach(name -> putInPlace(beside, name));
    change(found, new Document(IN_PLACE, null));
  }

  /**
   * The collections that are not in place yet, sums and parts before the documents that they are
   * of. What a service folds between two steps is then a change in the documents that come last
   * too, once it is folded again, and so is counted in the sums that came first.
   */
  List<String> steps(String beside) {
    return stores.names(beside).reversed();
  }

  /** In one step. */
  void putInPlace(String beside, String name) {
    String shown = name.substring(beside.length());
    if (shown.endsWith("_marks")) {
      // Those that are there are of whoever is changing something.
      stores.drop(name);
    } else {
      stores.replace(shown, name);
    }
  }

  private boolean change(Document found, Document by) {
    long ver = found.getLong("ver");
    Document next = new Document(found);
    next.putAll(by);
    return documents.replace(ID, ver, next.append("ver", ver + 1));
  }

  private Document read() {
    return documents
        .find(ID)
        .orElseThrow(
            () -> new StoreUnavailable("the read side's word is there, but not to be read"));
  }

  private static Map<TopicPartition, Long> from(Document found) {
    Map<TopicPartition, Long> from = new HashMap<>();
    @Nullable List<Document> all = found.getList(FROM, Document.class);
    for (Document one : all == null ? List.<Document>of() : all) {
      from.put(
          new TopicPartition(one.getString("topic"), one.getInteger("partition")),
          one.getLong("offset"));
    }
    return Map.copyOf(from);
  }
}
