package dev.facepay.console.report;

import dev.facepay.console.documents.Cursor;
import dev.facepay.console.documents.DaySums;
import dev.facepay.console.documents.ProjectedDocuments;
import dev.facepay.console.documents.StoreDay;
import dev.facepay.console.documents.SumDefinition;
import dev.facepay.payment.Fact;
import dev.facepay.payment.TradeRef;
import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** All trades that are no face payments, one document each; written here and nowhere else. */
public final class TradeStore {

  private static final String COLLECTION = "trades";

  private static final SumDefinition COUNTED =
      new SumDefinition(
          TradeDocument.PAID_AT,
          List.of(TradeDocument.STATE),
          List.of(TradeDocument.CONFIRMATIONS),
          List.of(),
          null);

  private static final Map<String, Document> INDEXES =
      Map.ofEntries(
          Map.entry("out_trade", new Document(TradeDocument.OUT_TRADE_NO, 1)),
          Map.entry("order", new Document(TradeDocument.ORDER_NO, 1)),
          Map.entry("transaction", new Document(TradeDocument.TRANSACTION, 1)),
          Map.entry("oldest", oldest(new Document())),
          Map.entry("store", oldest(new Document("store_id", 1))),
          Map.entry("device", oldest(new Document("device_id", 1))),
          Map.entry("state", oldest(new Document(TradeDocument.STATE, 1))),
          Map.entry("open", oldest(new Document(TradeDocument.OPEN, 1))),
          Map.entry("overdue", oldest(new Document(TradeDocument.ATTENTION, 1))),
          Map.entry("attention", new Document(TradeDocument.ATTENTION_SINCE, 1).append("_id", 1)),
          Map.entry("took", new Document(TradeDocument.TOOK_MS, 1)),
          Map.entry("counting", COUNTED.index()));

  private static final int FOUND_MAX = 50;

  /** Each with an index. */
  private static final List<String> NUMBERS =
      List.of(TradeDocument.OUT_TRADE_NO, TradeDocument.ORDER_NO, TradeDocument.TRANSACTION);

  private static final Document LATEST = new Document(TradeDocument.PAID_AT, -1).append("_id", -1);

  private static final Comparator<TradeView> LATEST_FIRST =
      Comparator.comparing((TradeView it) -> Objects.requireNonNullElse(it.paidAt(), ""))
          .thenComparing(TradeView::id)
          .reversed();

  private final ProjectedDocuments folded;

  private TradeStore(ProjectedDocuments folded) {
    this.folded = folded;
  }

  private static Document oldest(Document of) {
    return of.append(TradeDocument.PAID_AT, 1).append("_id", 1);
  }

  public static TradeStore in(Stores stores) {
    return in(stores, "");
  }

  /**
   * @param prefix before the names of the collections: those without one are shown
   */
  public static TradeStore in(Stores stores, String prefix) {
    return in(stores, prefix, InstantSource.system(), Duration.ZERO);
  }

  /**
   * @param every how long changes wait until their sums are counted; who reads has them at once
   */
  public static TradeStore in(Stores stores, InstantSource clock, Duration every) {
    return in(stores, "", clock, every);
  }

  private static TradeStore in(Stores stores, String prefix, InstantSource clock, Duration every) {
    String name = prefix + COLLECTION;
    BulkDocuments documents = stores.bulk(name, INDEXES);
    return new TradeStore(
        new ProjectedDocuments(
            documents, new DaySums(stores, name, documents, COUNTED, clock, every)));
  }

  /**
   * Returns when the documents and their sums say all of these facts; facts about anything else are
   * passed over.
   *
   * @return how many documents were changed
   */
  public int fold(Collection<? extends Fact> facts) {
    return folded.fold(byTrade(facts), TradeStore::next);
  }

  /** The same without the sums: {@code places} gets those to {@link #count} at the end. */
  public int foldUncounted(Collection<? extends Fact> facts, Set<StoreDay> places) {
    return folded.foldUncounted(byTrade(facts), TradeStore::next, places);
  }

  public void count(Set<StoreDay> places) {
    folded.count(places);
  }

  public void countDue() {
    folded.countDue();
  }

  private static Map<String, List<Fact>> byTrade(Collection<? extends Fact> facts) {
    Map<String, List<Fact>> byTrade = new HashMap<>();
    for (Fact fact : facts) {
      TradeDecider.trade(fact)
          .ifPresent(
              trade ->
                  byTrade
                      .computeIfAbsent(trade.id().toString(), id -> new ArrayList<>())
                      .add(fact));
    }
    return byTrade;
  }

  private static Document next(Optional<Document> before, List<Fact> facts) {
    return TradeDocument.write(history(before, facts).orElseThrow());
  }

  private static Optional<TradeHistory> history(Optional<Document> before, List<Fact> facts) {
    Optional<TradeHistory> history = before.map(TradeDocument::read);
    for (Fact fact : facts) {
      TradeRef trade = TradeDecider.trade(fact).orElseThrow();
      history = Optional.of(TradeDecider.fold(history, trade, fact));
    }
    return history;
  }

  /**
   * By any number: {@code out_trade_no}, the shop's own, WeChat's, or the whole id; the latest paid
   * first. A payment's own order number and WeChat's lead to the payment, not here.
   */
  public List<TradeView> search(String number) {
    Optional<TradeView> exact = page(number);
    if (exact.isPresent()) {
      return List.of(exact.get());
    }
    int colon = number.indexOf(':');
    Map<String, Document> found = new HashMap<>();
    for (String name : NUMBERS) {
      Document filter = new Document(name, number.substring(colon + 1));
      if (colon > 0) {
        filter.append("merchant_id", number.substring(0, colon));
      }
      documents()
          .find(filter, LATEST, FOUND_MAX)
          .forEach(document -> found.put(document.getString("_id"), document));
    }
    return found.values().stream()
        .map(TradeView::of)
        .sorted(LATEST_FIRST)
        .limit(FOUND_MAX)
        .toList();
  }

  /** What became of one trade's report. */
  public Optional<TradeView> page(String id) {
    return Optional.ofNullable(documents().find(List.of(id)).get(id)).map(TradeView::of);
  }

  /** Of these trades what became of their reports; of those that are there. */
  public Map<String, TradeView> pages(Collection<String> ids) {
    Map<String, TradeView> pages = new HashMap<>();
    documents().find(ids).forEach((id, found) -> pages.put(id, TradeView.of(found)));
    return pages;
  }

  /** Of these trades those whose document says all of these facts already. */
  public List<TradeView> pages(Map<String, List<Fact>> facts) {
    List<TradeView> pages = new ArrayList<>();
    documents()
        .find(facts.keySet())
        .forEach(
            (id, found) -> {
              Optional<TradeHistory> history = Optional.of(TradeDocument.read(found));
              if (history(Optional.of(found), facts.getOrDefault(id, List.of())).equals(history)) {
                pages.add(TradeView.of(found));
              }
            });
    return pages;
  }

  /** Which trade a fact is about; empty if it is about none that could be reported. */
  public static Optional<TradeRef> tradeOf(Fact fact) {
    return TradeDecider.trade(fact);
  }

  /**
   * A part of a list.
   *
   * @param next where it goes on, or null at its end
   */
  public record Part(List<TradeView> trades, @Nullable Cursor next) {}

  public Part list(TradeFilter wanted) {
    List<Document> found = documents().find(wanted.filter(), wanted.sort(), wanted.limit() + 1);
    List<Document> shown = found.subList(0, Math.min(found.size(), wanted.limit()));
    Cursor next = null;
    if (found.size() > shown.size()) {
      Document last = shown.getLast();
      next = new Cursor(last.getDate(wanted.key()).toInstant(), last.getString("_id"));
    }
    return new Part(shown.stream().map(TradeView::of).toList(), next);
  }

  public long count() {
    return documents().count();
  }

  /**
   * Takes over what these facts did not tell of trades: their log was longer.
   *
   * @return how many documents were changed by it
   */
  public int keep(TradeStore other, Set<StoreDay> places) {
    return folded.keep(other.folded, TradeStore::kept, places);
  }

  /** What can't be read stays as it is. */
  private static Document kept(Optional<Document> told, List<Document> before) {
    TradeHistory kept;
    try {
      kept = TradeDocument.read(before.getFirst());
    } catch (RuntimeException e) {
      return told.orElse(before.getFirst());
    }
    return TradeDocument.write(TradeDecider.keep(told.map(TradeDocument::read), kept));
  }

  /** What this process knows of sums without looking: others have written them all. */
  public void forget() {
    folded.forget();
  }

  BulkDocuments documents() {
    return folded.documents();
  }

  DaySums sums() {
    return folded.sums();
  }
}
