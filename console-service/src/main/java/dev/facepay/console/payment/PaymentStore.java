package dev.facepay.console.payment;

import dev.facepay.console.documents.DaySums;
import dev.facepay.console.documents.ProjectedDocuments;
import dev.facepay.console.documents.StoreDay;
import dev.facepay.console.documents.SumDefinition;
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

/** All histories, one document a payment; written here and nowhere else. */
public final class PaymentStore {

  private static final String COLLECTION = "payments";

  /** sums reads them in this order. */
  public static final SumDefinition COUNTED =
      new SumDefinition(
          PaymentDocument.REQUESTED_AT,
          List.of("channel", PaymentDocument.STATE),
          List.of("amount_fen", PaymentDocument.COUPONS, PaymentDocument.UNSETTLED),
          List.of(PaymentDocument.WAS_UNKNOWN),
          PaymentDocument.ANSWER_MS);

  /** For what people look for and list, newest or oldest first. */
  private static final Map<String, Document> INDEXES =
      Map.of(
          "order", new Document("order_no", 1),
          "out_trade", new Document("out_trade_no", 1),
          "transaction", new Document("transaction_id", 1),
          "newest", newest(new Document()),
          "store", newest(new Document("store_id", 1)),
          "device", newest(new Document("device_id", 1)),
          "state", newest(new Document(PaymentDocument.STATE, 1)),
          "open", newest(new Document(PaymentDocument.OPEN, 1)),
          "attention", new Document(PaymentDocument.ATTENTION_SINCE, 1).append("_id", 1),
          "counting", COUNTED.index());

  private final ProjectedDocuments folded;
  private final RefundStore refunds;

  private PaymentStore(ProjectedDocuments folded, RefundStore refunds) {
    this.folded = folded;
    this.refunds = refunds;
  }

  private static Document newest(Document of) {
    return of.append(PaymentDocument.REQUESTED_AT, -1).append("_id", -1);
  }

  public static PaymentStore in(Stores stores) {
    return in(stores, "");
  }

  /**
   * @param prefix before the names of the collections: those without one are shown
   */
  public static PaymentStore in(Stores stores, String prefix) {
    return in(stores, prefix, InstantSource.system(), Duration.ZERO);
  }

  /**
   * @param every how long changes wait until their sums are counted; who reads has them at once
   */
  public static PaymentStore in(Stores stores, InstantSource clock, Duration every) {
    return in(stores, "", clock, every);
  }

  private static PaymentStore in(
      Stores stores, String prefix, InstantSource clock, Duration every) {
    String name = prefix + COLLECTION;
    BulkDocuments documents = stores.bulk(name, INDEXES);
    return new PaymentStore(
        new ProjectedDocuments(
            documents, new DaySums(stores, name, documents, COUNTED, clock, every)),
        RefundStore.in(stores, prefix, clock, every));
  }

  /**
   * Returns when the documents and their sums say all of these facts.
   *
   * @return how many documents were changed
   */
  public int fold(Collection<PaymentFact> facts) {
    return folded.fold(byPayment(facts), PaymentStore::next);
  }

  /** The same without the sums: {@code places} gets those to {@link #count} at the end. */
  public int foldUncounted(Collection<PaymentFact> facts, Set<StoreDay> places) {
    return folded.foldUncounted(byPayment(facts), PaymentStore::next, places);
  }

  public void count(Set<StoreDay> places) {
    folded.count(places);
  }

  public void countDue() {
    folded.countDue();
  }

  private static Map<String, List<PaymentFact>> byPayment(Collection<PaymentFact> facts) {
    return facts.stream().collect(Collectors.groupingBy(fact -> fact.payment().id().toString()));
  }

  private static Document next(Optional<Document> before, List<PaymentFact> facts) {
    Optional<PaymentHistory> history = before.map(PaymentDocument::read);
    for (PaymentFact fact : facts) {
      history = Optional.of(HistoryDecider.fold(history, fact));
    }
    return PaymentDocument.write(history.orElseThrow());
  }

  public long count() {
    return documents().count();
  }

  /**
   * Takes over what these facts did not tell of payments: their log was longer.
   *
   * @return how many documents were changed by it
   */
  public int keep(PaymentStore other, Set<StoreDay> places) {
    return folded.keep(other.folded, PaymentStore::kept, places);
  }

  /** What can't be read stays as it is. */
  private static Document kept(Optional<Document> told, List<Document> before) {
    PaymentHistory kept;
    try {
      kept = PaymentDocument.read(before.getFirst());
    } catch (RuntimeException e) {
      return told.orElse(before.getFirst());
    }
    return PaymentDocument.write(HistoryDecider.keep(told.map(PaymentDocument::read), kept));
  }

  /** What this process knows of sums without looking: others have written them all. */
  public void forget() {
    folded.forget();
  }

  public BulkDocuments documents() {
    return folded.documents();
  }

  /** What went back of these payments. */
  public RefundStore refunds() {
    return refunds;
  }

  public DaySums sums() {
    return folded.sums();
  }

  /** What is open now, by state: how many, and since when the oldest. */
  public List<Document> open() {
    return documents()
        .aggregate(
            List.of(
                new Document("$match", new Document(PaymentDocument.OPEN, true)),
                new Document(
                    "$group",
                    new Document("_id", "$" + PaymentDocument.STATE)
                        .append("payments", new Document("$sum", 1))
                        .append(
                            "oldest", new Document("$min", "$" + PaymentDocument.REQUESTED_AT)))));
  }
}
