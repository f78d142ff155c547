package dev.facepay.console.read;

import dev.facepay.console.fold.Story;
import dev.facepay.console.fold.StoryDecider;
import dev.facepay.payment.PaymentFact;
import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/** All stories, one document a payment; written here and nowhere else. */
public final class Stories {

  private static final String COLLECTION = "payments";

  /** {@link Totals} reads them in this order. */
  private static final Counted COUNTED =
      new Counted(
          StoryDocument.REQUESTED_AT, List.of("channel", StoryDocument.STATE), "amount_fen");

  /** For what people look for and list, newest or oldest first. */
  private static final Map<String, Document> INDEXES =
      Map.of(
          "order", new Document("order_no", 1),
          "out_trade", new Document("out_trade_no", 1),
          "transaction", new Document("transaction_id", 1),
          "newest", newest(new Document()),
          "store", newest(new Document("store_id", 1)),
          "device", newest(new Document("device_id", 1)),
          "state", newest(new Document(StoryDocument.STATE, 1)),
          "open", newest(new Document(StoryDocument.OPEN, 1)),
          "attention", new Document(StoryDocument.ATTENTION_SINCE, 1).append("_id", 1),
          "counting", COUNTED.index());

  private final FoldedDocuments folded;

  private Stories(FoldedDocuments folded) {
    this.folded = folded;
  }

  private static Document newest(Document of) {
    return of.append(StoryDocument.REQUESTED_AT, -1).append("_id", -1);
  }

  public static Stories in(Stores stores) {
    return in(stores, "");
  }

  /**
   * @param prefix before the names of the collections: those without one are shown
   */
  public static Stories in(Stores stores, String prefix) {
    return in(stores, prefix, InstantSource.system(), Duration.ZERO);
  }

  /**
   * @param every how long changes wait until their sums are counted; who reads has them at once
   */
  public static Stories in(Stores stores, InstantSource clock, Duration every) {
    return in(stores, "", clock, every);
  }

  private static Stories in(Stores stores, String prefix, InstantSource clock, Duration every) {
    String name = prefix + COLLECTION;
    BulkDocuments documents = stores.bulk(name, INDEXES);
    return new Stories(
        new FoldedDocuments(
            documents, new DaySums(stores, name, documents, COUNTED, clock, every)));
  }

  /**
   * Returns when the documents and their sums say all of these facts.
   *
   * @return how many documents were changed
   */
  public int fold(Collection<PaymentFact> facts) {
    return folded.fold(byPayment(facts), Stories::next);
  }

  /** The same without the sums: {@code places} gets those to {@link #count} at the end. */
  public int foldUncounted(Collection<PaymentFact> facts, Set<Place> places) {
    return folded.foldUncounted(byPayment(facts), Stories::next, places);
  }

  public void count(Set<Place> places) {
    folded.count(places);
  }

  public void countDue() {
    folded.countDue();
  }

  private static Map<String, List<PaymentFact>> byPayment(Collection<PaymentFact> facts) {
    return facts.stream().collect(Collectors.groupingBy(fact -> fact.payment().id().toString()));
  }

  private static Document next(Optional<Document> before, List<PaymentFact> facts) {
    Optional<Story> story = before.map(StoryDocument::read);
    for (PaymentFact fact : facts) {
      story = Optional.of(StoryDecider.fold(story, fact));
    }
    return StoryDocument.write(story.orElseThrow());
  }

  public long count() {
    return documents().count();
  }

  /**
   * Takes over what these facts did not tell of payments: their log was longer.
   *
   * @return how many documents were changed by it
   */
  public int keep(Stories other, Set<Place> places) {
    return folded.keep(other.folded, Stories::kept, places);
  }

  /** What can't be read stays as it is. */
  private static Document kept(Optional<Document> told, List<Document> before) {
    Story kept;
    try {
      kept = StoryDocument.read(before.getFirst());
    } catch (RuntimeException e) {
      return told.orElse(before.getFirst());
    }
    return StoryDocument.write(StoryDecider.keep(told.map(StoryDocument::read), kept));
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
