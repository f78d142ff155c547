package dev.facepay.console.payment;

import dev.facepay.console.documents.ContentHash;
import dev.facepay.console.documents.DaySums;
import dev.facepay.console.documents.ProjectedDocuments;
import dev.facepay.console.documents.StoreDay;
import dev.facepay.console.documents.SumDefinition;
import dev.facepay.payment.Fact;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundRef;
import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/** All refunds, one document each, beside their payments'; written here and nowhere else. */
public final class RefundStore {

  private static final String COLLECTION = "refunds";
  private static final String STATE = "state";
  private static final String PAYMENT = "payment_id";

  /** On the day on which the money went back, as on WeChat's bill; else of the request. */
  private static final String COUNTED_AT = "counted_at";

  private static final SumDefinition COUNTED =
      new SumDefinition(COUNTED_AT, List.of(STATE), List.of("amount_fen"), List.of(), null);

  private static final Map<String, Document> INDEXES =
      Map.of(
          "payment", new Document(PAYMENT, 1),
          "refund", new Document("refund_no", 1),
          "out_refund", new Document("out_refund_no", 1),
          "gateway", new Document("refund_id", 1),
          "counting", COUNTED.index());

  /** Each with an index. */
  private static final List<String> NUMBERS = List.of("refund_no", "out_refund_no", "refund_id");

  private static final Document FIRST = new Document("requested_at", 1).append("_id", 1);

  private static final int FOUND_MAX = 50;

  private final ProjectedDocuments folded;

  private RefundStore(ProjectedDocuments folded) {
    this.folded = folded;
  }

  static RefundStore in(Stores stores, String prefix, InstantSource clock, Duration every) {
    String name = prefix + COLLECTION;
    BulkDocuments documents = stores.bulk(name, INDEXES);
    return new RefundStore(
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
    return folded.fold(byRefund(facts), RefundStore::next);
  }

  /** The same without the sums: {@code places} gets those to {@link #count} at the end. */
  public int foldUncounted(Collection<? extends Fact> facts, Set<StoreDay> places) {
    return folded.foldUncounted(byRefund(facts), RefundStore::next, places);
  }

  public void count(Set<StoreDay> places) {
    folded.count(places);
  }

  public void countDue() {
    folded.countDue();
  }

  /**
   * Takes over what these facts did not tell of refunds: their log was longer.
   *
   * @return how many documents were changed by it
   */
  public int keep(RefundStore other, Set<StoreDay> places) {
    return folded.keep(other.folded, RefundStore::kept, places);
  }

  /** What this process knows of sums without looking: others have written them all. */
  public void forget() {
    folded.forget();
  }

  public long count() {
    return folded.documents().count();
  }

  public DaySums sums() {
    return folded.sums();
  }

  private static Map<String, List<RefundFact>> byRefund(Collection<? extends Fact> facts) {
    return facts.stream()
        .filter(RefundFact.class::isInstance)
        .map(RefundFact.class::cast)
        .filter(RefundHistory::tellsOf)
        .collect(Collectors.groupingBy(fact -> id(fact.refund())));
  }

  private static String id(RefundRef refund) {
    return refund.payment() + "/" + refund.refundNo();
  }

  private static Document next(Optional<Document> before, List<RefundFact> facts) {
    Optional<RefundHistory> history = before.map(RefundStore::read);
    for (RefundFact fact : facts) {
      history = Optional.of(RefundHistory.fold(history, fact));
    }
    return write(history.orElseThrow());
  }

  /** What can't be read stays as it is. */
  private static Document kept(Optional<Document> told, List<Document> before) {
    RefundHistory kept;
    try {
      kept = read(before.getFirst());
    } catch (RuntimeException e) {
      return told.orElse(before.getFirst());
    }
    return write(told.map(RefundStore::read).map(it -> it.and(kept)).orElse(kept));
  }

  private static RefundHistory read(Document in) {
    return RefundHistory.read(in.get("facts", Document.class));
  }

  /** Every document has every field in one order, null where there is nothing. */
  private static Document write(RefundHistory history) {
    RefundFact newest = history.newest();
    RefundRef ref = history.ref();
    Instant counted =
        newest instanceof RefundSucceeded done
            ? Objects.requireNonNullElse(done.succeededAt(), done.occurredAt())
            : ref.requestedAt();
    Document out =
        new Document("_id", id(ref))
            .append("ver", 0L)
            .append(PAYMENT, ref.payment().toString())
            .append("merchant_id", ref.payment().merchant().value())
            .append("store_id", ref.store().value())
            .append("device_id", history.device())
            .append("refund_no", ref.refundNo().value())
            .append("out_refund_no", ref.outRefundNo())
            .append("refund_id", RefundView.refundId(newest))
            .append("amount_fen", ref.amount().fen())
            .append("requested_at", Date.from(ref.requestedAt()))
            .append(COUNTED_AT, Date.from(counted))
            .append("day", counted.atOffset(PaymentSummary.WECHAT_ZONE).toLocalDate().toString())
            .append(STATE, RefundView.state(newest))
            .append("facts", history.write());
    return out.append("ver", ContentHash.of(out));
  }

  /** Of these payments, each with its refunds, the first first. */
  Map<String, List<RefundHistory>> of(Collection<String> payments) {
    Map<String, List<RefundHistory>> found = new HashMap<>();
    Document wanted = new Document(PAYMENT, new Document("$in", List.copyOf(payments)));
    folded
        .documents()
        .find(wanted, FIRST, 0)
        .forEach(
            one ->
                found
                    .computeIfAbsent(one.getString(PAYMENT), id -> new ArrayList<>())
                    .add(read(one)));
    return found;
  }

  /**
   * Payments whose refund has this number: the caller's, ours to WeChat, or WeChat's.
   *
   * @param merchant empty: any
   */
  Set<String> paymentsOf(String number, String merchant) {
    return NUMBERS.stream()
        .map(name -> new Document(name, number))
        .map(it -> merchant.isEmpty() ? it : it.append("merchant_id", merchant))
        .flatMap(filter -> folded.documents().find(filter, FIRST, FOUND_MAX).stream())
        .map(found -> found.getString(PAYMENT))
        .collect(Collectors.toSet());
  }

  /** Whether the documents say all of these facts already. */
  boolean says(Collection<? extends Fact> facts) {
    Map<String, List<RefundFact>> wanted = byRefund(facts);
    Map<String, Document> found = folded.documents().find(wanted.keySet());
    return wanted.entrySet().stream()
        .allMatch(
            one -> {
              Document said = found.get(one.getKey());
              return said != null
                  && next(Optional.of(said), one.getValue())
                      .getLong("ver")
                      .equals(said.getLong("ver"));
            });
  }
}
