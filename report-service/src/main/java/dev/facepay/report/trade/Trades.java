package dev.facepay.report.trade;

import dev.facepay.payment.Fact;
import dev.facepay.payment.TradeRef;
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
import org.jspecify.annotations.Nullable;

/** All trades that are no face payments, one document each; written here and nowhere else. */
public final class Trades {

  private static final String COLLECTION = "trades";

  private static final Map<String, Document> INDEXES =
      Map.of(
          "day", new Document(TradeDocument.DAY, 1),
          "state",
              new Document(TradeDocument.STATE, 1)
                  .append(TradeDocument.PAID_AT, 1)
                  .append("_id", 1),
          "attention", new Document(TradeDocument.ATTENTION, 1).append(TradeDocument.PAID_AT, 1));

  private final BulkDocuments documents;

  private Trades(BulkDocuments documents) {
    this.documents = documents;
  }

  public static Trades in(Stores stores) {
    return new Trades(stores.bulk(COLLECTION, INDEXES));
  }

  /**
   * Returns when the documents say all of these facts; facts about anything else are passed over.
   *
   * @return how many documents were changed
   */
  public int fold(Collection<? extends Fact> facts) {
    Map<String, List<Fact>> byTrade = new HashMap<>();
    for (Fact fact : facts) {
      TradeDecider.trade(fact)
          .ifPresent(
              trade ->
                  byTrade
                      .computeIfAbsent(trade.id().toString(), id -> new ArrayList<>())
                      .add(fact));
    }
    if (byTrade.isEmpty()) {
      return 0;
    }
    int changed = 0;
    List<Write> writes = changes(byTrade);
    while (!writes.isEmpty()) {
      if (documents.write(writes)) {
        return changed + writes.size();
      }
      List<Write> again = changes(byTrade);
      changed += Math.max(0, writes.size() - again.size());
      writes = again;
    }
    return changed;
  }

  private List<Write> changes(Map<String, List<Fact>> byTrade) {
    Map<String, Document> found = documents.find(byTrade.keySet());
    List<Write> writes = new ArrayList<>();
    byTrade.forEach(
        (id, facts) -> {
          Document before = found.get(id);
          Long ver = before == null ? null : before.getLong("ver");
          Document next = TradeDocument.write(story(before, facts));
          if (!Objects.equals(ver, next.getLong("ver"))) {
            writes.add(new Write(ver, next));
          }
        });
    return writes;
  }

  private static TradeStory story(@Nullable Document before, List<Fact> facts) {
    Optional<TradeStory> story = Optional.ofNullable(before).map(TradeDocument::read);
    for (Fact fact : facts) {
      TradeRef trade = TradeDecider.trade(fact).orElseThrow();
      story = Optional.of(TradeDecider.fold(story, trade, fact));
    }
    return story.orElseThrow();
  }

  /** What became of one trade's report. */
  public Optional<TradePage> page(String id) {
    return Optional.ofNullable(documents.find(List.of(id)).get(id)).map(TradePage::of);
  }

  /** Null: any. The longest ago paid come first. */
  public List<TradePage> oldest(
      @Nullable String store,
      @Nullable String device,
      @Nullable String state,
      boolean attention,
      int limit) {
    Document filter = new Document();
    if (store != null) {
      filter.append("store_id", store);
    }
    if (device != null) {
      filter.append("device_id", device);
    }
    if (state != null) {
      filter.append(TradeDocument.STATE, state);
    }
    if (attention) {
      filter.append(TradeDocument.ATTENTION, true);
    }
    Document sort = new Document(TradeDocument.PAID_AT, 1).append("_id", 1);
    return documents.find(filter, sort, limit).stream().map(TradePage::of).toList();
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
