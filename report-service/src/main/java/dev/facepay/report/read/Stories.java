package dev.facepay.report.read;

import dev.facepay.payment.PaymentFact;
import dev.facepay.report.fold.Story;
import dev.facepay.report.fold.StoryDecider;
import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.BulkDocuments.Write;
import dev.facepay.runtime.store.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/** All stories, one document a payment; written here and nowhere else. */
public final class Stories {

  private static final String COLLECTION = "payments";

  /** For a server that has indexes; the embedded one scans, which a hundred thousand bear. */
  private static final Map<String, Document> INDEXES =
      Map.of(
          "order", new Document("order_no", 1),
          "out_trade", new Document("out_trade_no", 1),
          "transaction", new Document("transaction_id", 1),
          "newest", new Document(StoryDocument.REQUESTED_AT, -1).append("_id", -1),
          "store",
              new Document("store_id", 1).append(StoryDocument.REQUESTED_AT, -1).append("_id", -1),
          "device",
              new Document("device_id", 1).append(StoryDocument.REQUESTED_AT, -1).append("_id", -1),
          "state",
              new Document(StoryDocument.STATE, 1)
                  .append(StoryDocument.REQUESTED_AT, 1)
                  .append("_id", 1),
          "attention", new Document(StoryDocument.ATTENTION_SINCE, 1).append("_id", 1),
          "day", new Document(StoryDocument.DAY, 1));

  private final BulkDocuments documents;

  Stories(BulkDocuments documents) {
    this.documents = documents;
  }

  public static Stories in(Stores stores) {
    return new Stories(stores.bulk(COLLECTION, INDEXES));
  }

  /**
   * Returns when the documents say all of these facts, whatever they said before and whoever else
   * writes: what was read is decided anew until a look finds nothing to change.
   *
   * @return how many documents were changed
   */
  public int fold(Collection<PaymentFact> facts) {
    Map<String, List<PaymentFact>> byPayment = new HashMap<>();
    for (PaymentFact fact : facts) {
      byPayment.computeIfAbsent(fact.payment().id().toString(), id -> new ArrayList<>()).add(fact);
    }
    int changed = 0;
    List<Write> writes = changes(byPayment);
    while (!writes.isEmpty()) {
      if (documents.write(writes)) {
        return changed + writes.size();
      }
      List<Write> again = changes(byPayment);
      changed += Math.max(0, writes.size() - again.size());
      writes = again;
    }
    return changed;
  }

  private List<Write> changes(Map<String, List<PaymentFact>> byPayment) {
    Map<String, Document> found = documents.find(byPayment.keySet());
    List<Write> writes = new ArrayList<>();
    byPayment.forEach(
        (id, facts) -> {
          Document before = found.get(id);
          Long ver = before == null ? null : before.getLong("ver");
          Document next = StoryDocument.write(story(before, facts));
          if (!Objects.equals(ver, next.getLong("ver"))) {
            writes.add(new Write(ver, next));
          }
        });
    return writes;
  }

  private static Story story(
      @org.jspecify.annotations.Nullable Document before, List<PaymentFact> facts) {
    Optional<Story> story = Optional.ofNullable(before).map(StoryDocument::read);
    for (PaymentFact fact : facts) {
      story = Optional.of(StoryDecider.fold(story, fact));
    }
    return story.orElseThrow();
  }

  public long count() {
    return documents.count();
  }

  /** Forgets everything: the log is then folded from nothing. */
  public void clear() {
    documents.clear();
  }

  BulkDocuments documents() {
    return documents;
  }
}
