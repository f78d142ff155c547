package dev.facepay.console.bill;

import dev.facepay.console.documents.ContentHash;
import dev.facepay.console.documents.Cursor;
import dev.facepay.console.documents.ProjectedDocuments;
import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.payment.BillFact;
import dev.facepay.payment.BillFact.BillTaken;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.Difference;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.BillKind;
import dev.facepay.payment.Fact;
import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One document a merchant and day, and one a difference, also when it is explained; written here
 * and nowhere else.
 */
public final class BillStore {

  private static final String DAY = "day";
  private static final String MERCHANT = "merchant_id";
  private static final String FOUND_AT = "found_at";

  /** As {@link #FOUND_AT}, while it is open. */
  private static final String ATTENTION_SINCE = "attention_since";

  private final ProjectedDocuments days;
  private final ProjectedDocuments differences;

  private BillStore(BulkDocuments days, BulkDocuments differences) {
    this.days = new ProjectedDocuments(days, null);
    this.differences = new ProjectedDocuments(differences, null);
  }

  /**
   * @param prefix before the names of the collections: those without one are shown
   */
  public static BillStore in(Stores stores, String prefix) {
    return new BillStore(
        stores.bulk(prefix + "bills", Map.of(DAY, new Document(DAY, 1))),
        stores.bulk(
            prefix + "bill_differences",
            Map.of(
                DAY,
                new Document(DAY, 1),
                "found",
                new Document(FOUND_AT, 1).append("_id", 1),
                "attention",
                new Document(ATTENTION_SINCE, 1).append("_id", 1))));
  }

  /**
   * Returns when the documents say all of these facts; facts about anything else are passed over.
   *
   * @return how many documents were changed
   */
  public int fold(Collection<? extends Fact> facts) {
    Map<String, List<BillHistory>> ofDays = new HashMap<>();
    Map<String, List<BillHistory>> ofDifferences = new HashMap<>();
    for (Fact fact : facts) {
      if (!(fact instanceof BillFact of)) {
        continue;
      }
      switch (of) {
        // The fund flow is kept, and nothing is compared with it.
        case BillTaken f when f.bill() != BillKind.TRADES -> {}
        case BillTaken f -> add(ofDays, dayId(f), f);
        case DayReconciled f -> add(ofDays, dayId(f), f);
        case DifferenceFound f -> add(ofDifferences, differenceId(f, f.difference()), f);
        case DifferenceExplained f -> add(ofDifferences, differenceId(f, f.difference()), f);
      }
    }
    return days.fold(ofDays, BillStore::day) + differences.fold(ofDifferences, BillStore::apart);
  }

  private static void add(Map<String, List<BillHistory>> to, String id, BillFact fact) {
    to.computeIfAbsent(id, it -> new ArrayList<>()).add(BillHistory.of(fact));
  }

  private static String dayId(BillFact fact) {
    return fact.merchant() + "/" + fact.day();
  }

  private static String differenceId(BillFact fact, Difference difference) {
    return fact.merchant() + "/" + fact.day() + "/" + difference.discriminator();
  }

  /**
   * Takes over what these facts did not tell: their log was longer.
   *
   * @return how many documents were changed by it
   */
  public int keep(BillStore other) {
    return days.keep(other.days, kept(BillStore::day), new HashSet<>())
        + differences.keep(other.differences, kept(BillStore::apart), new HashSet<>());
  }

  /** What can't be read stays as it is. */
  private static ProjectedDocuments.Next<Document> kept(ProjectedDocuments.Next<BillHistory> next) {
    return (told, before) -> {
      BillHistory kept;
      try {
        kept = read(before.getFirst());
      } catch (RuntimeException e) {
        return told.orElse(before.getFirst());
      }
      return next.apply(told, List.of(kept));
    };
  }

  private static BillHistory read(Document in) {
    return BillHistory.read(in.get("facts", Document.class));
  }

  private static BillHistory history(Optional<Document> before, List<BillHistory> facts) {
    BinaryOperator<BillHistory> and = BillHistory::and;
    BillHistory told = facts.stream().reduce(and).orElseThrow();
    return before.map(it -> read(it).and(told)).orElse(told);
  }

  private static Document day(Optional<Document> before, List<BillHistory> facts) {
    BillHistory history = history(before, facts);
    BillFact any = history.any();
    Document out =
        new Document("_id", dayId(any))
            .append("ver", 0L)
            .append(MERCHANT, any.merchant().value())
            .append(DAY, any.day().toString())
            .append("facts", history.write());
    return out.append("ver", ContentHash.of(out));
  }

  /** Every document has every field in one order, null where there is nothing. */
  private static Document apart(Optional<Document> before, List<BillHistory> facts) {
    BillHistory history = history(before, facts);
    BillFact any = history.any();
    DifferenceFound found = history.find(DifferenceFound.class).orElse(null);
    boolean isOpen = found != null && history.find(DifferenceExplained.class).isEmpty();
    Date foundAt = found == null ? null : Date.from(found.occurredAt());
    Difference difference = difference(any);
    Document out =
        new Document("_id", differenceId(any, difference))
            .append("ver", 0L)
            .append(MERCHANT, any.merchant().value())
            .append(
                "store_id", found == null || found.store() == null ? null : found.store().value())
            .append(DAY, any.day().toString())
            .append(FOUND_AT, foundAt)
            .append(ATTENTION_SINCE, isOpen ? foundAt : null)
            .append("facts", history.write());
    return out.append("ver", ContentHash.of(out));
  }

  private static Difference difference(BillFact fact) {
    return switch (fact) {
      case DifferenceFound f -> f.difference();
      case DifferenceExplained f -> f.difference();
      case BillTaken f -> throw new IllegalArgumentException("no difference: " + f.factId());
      case DayReconciled f -> throw new IllegalArgumentException("no difference: " + f.factId());
    };
  }

  /** Those days of which anything was said, in any order. */
  List<BillHistory> days(TotalsFilter scope) {
    return days.documents().find(scope.filter(), new Document(), 0).stream()
        .map(BillStore::read)
        .toList();
  }

  /**
   * A part of a list.
   *
   * @param next where it goes on, or null at its end
   */
  record Part(List<DifferenceView> differences, @Nullable Cursor next) {}

  /** The longest known first. */
  Part list(DifferenceFilter wanted) {
    List<Document> found = find(wanted, wanted.limit() + 1);
    List<Document> shown = found.subList(0, Math.min(found.size(), wanted.limit()));
    Cursor next = null;
    if (found.size() > shown.size()) {
      Document last = shown.getLast();
      next = new Cursor(last.getDate(FOUND_AT).toInstant(), last.getString("_id"));
    }
    return new Part(shown.stream().map(BillStore::view).toList(), next);
  }

  /** One difference, whether it is open or not. */
  public Optional<DifferenceView> difference(String id) {
    return Optional.ofNullable(differences.documents().find(List.of(id)).get(id))
        .filter(found -> found.getDate(FOUND_AT) != null)
        .map(BillStore::view);
  }

  /** Those that are open, the longest known first; at most as many as wanted. */
  public List<DifferenceView> open(DifferenceFilter wanted) {
    return find(wanted, wanted.limit()).stream().map(BillStore::view).toList();
  }

  private List<Document> find(DifferenceFilter wanted, int limit) {
    String key = wanted.openOnly() ? ATTENTION_SINCE : FOUND_AT;
    return differences
        .documents()
        .find(wanted.filter(key), new Document(key, 1).append("_id", 1), limit);
  }

  private static DifferenceView view(Document in) {
    return DifferenceView.of(in.getString("_id"), read(in));
  }

  public boolean isEmpty() {
    return days.documents().count() == 0 && differences.documents().count() == 0;
  }
}
