package dev.facepay.console.payment;

import dev.facepay.console.documents.Cursor;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.RefundFact;
import dev.facepay.runtime.store.BulkDocuments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Finds payments. */
public final class PaymentReader {

  private static final int FOUND_MAX = 50;

  public static final int COUNTED_MAX = 1_000;

  private static final Duration PATIENCE = Duration.ofMillis(80);

  /** Each with an index: one question each finds them faster than one for all. */
  private static final List<String> NUMBERS = List.of("order_no", "out_trade_no", "transaction_id");

  private static final Document NEWEST =
      new Document(PaymentDocument.REQUESTED_AT, -1).append("_id", -1);

  private final BulkDocuments documents;
  private final RefundStore refunds;
  private final InstantSource clock;
  private final Duration patience;

  public PaymentReader(PaymentStore histories, InstantSource clock) {
    this(histories, clock, PATIENCE);
  }

  /**
   * @param patience how long a search looks that no index helps
   */
  public PaymentReader(PaymentStore histories, InstantSource clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
    this.documents = histories.documents();
    this.refunds = histories.refunds();
  }

  /**
   * A part of a list.
   *
   * @param previous where the part before it ends, or null at the beginning
   * @param next where it goes on, or null at its end
   */
  public record Part(
      List<PaymentView> payments, @Nullable Cursor previous, @Nullable Cursor next) {}

  /**
   * How many there are.
   *
   * @param isMore whether these are not all
   */
  public record Count(long payments, boolean isMore) {}

  public Optional<PaymentView> find(String id) {
    return Optional.ofNullable(documents.find(Set.of(id)).get(id))
        .map(found -> PaymentView.of(found, true).withRefunds(refunds(id)));
  }

  /** Whether the refunds say all of these facts already. */
  public boolean says(List<RefundFact> facts) {
    return refunds.says(facts);
  }

  /** The payment's refunds, the first first. */
  List<RefundHistory> refunds(String id) {
    return refunds.of(Set.of(id)).getOrDefault(id, List.of());
  }

  public Optional<PaymentHistory> history(String id) {
    return Optional.ofNullable(documents.find(Set.of(id)).get(id)).map(PaymentDocument::read);
  }

  /**
   * By any number: of the order, of the payment, of a refund, WeChat's, or the whole id; the newest
   * first.
   */
  public List<PaymentView> search(String number) {
    Optional<PaymentView> exact = find(number);
    if (exact.isPresent()) {
      return List.of(exact.get());
    }
    int colon = number.indexOf(':');
    String bare = number.substring(colon + 1);
    Map<String, Document> found = new HashMap<>();
    for (String name : NUMBERS) {
      Document filter = new Document(name, bare);
      if (colon > 0) {
        filter.append("merchant_id", number.substring(0, colon));
      }
      documents
          .find(filter, NEWEST, FOUND_MAX)
          .forEach(document -> found.put(document.getString("_id"), document));
    }
    String merchant = number.substring(0, Math.max(0, colon));
    found.putAll(documents.find(refunds.paymentsOf(bare, merchant)));
    Map<String, List<RefundHistory>> back = refunds.of(found.keySet());
    return found.values().stream()
        .sorted(Comparator.comparing(PaymentReader::newness).reversed())
        .limit(FOUND_MAX)
        .map(document -> PaymentView.of(document, true))
        .map(payment -> payment.withRefunds(back.getOrDefault(payment.id(), List.of())))
        .toList();
  }

  private static Cursor newness(Document document) {
    return new Cursor(
        document.getDate(PaymentDocument.REQUESTED_AT).toInstant(), document.getString("_id"));
  }

  /** Of these payments those whose history says all of these facts already. */
  public List<PaymentView> pages(Map<String, List<PaymentFact>> facts) {
    List<PaymentView> pages = new ArrayList<>();
    documents
        .find(facts.keySet())
        .forEach(
            (id, document) -> {
              Optional<PaymentHistory> history = Optional.of(PaymentDocument.read(document));
              for (PaymentFact fact : facts.getOrDefault(id, List.of())) {
                history = Optional.of(HistoryDecider.fold(history, fact));
              }
              if (history.equals(Optional.of(PaymentDocument.read(document)))) {
                pages.add(PaymentView.of(document, false));
              }
            });
    return pages;
  }

  /**
   * Where no index leads to its rows it is looked for a moment, and the part may be short, or
   * empty, and go on all the same.
   */
  public Part list(PaymentFilter wanted) {
    Found found = find(wanted);
    Cursor begin = wanted.after() == null ? null : first(wanted, found.rows());
    return new Part(views(found.rows()), begin, found.next());
  }

  /**
   * The part before a row, in the same order.
   *
   * @param before its cursor
   */
  public Part listBefore(PaymentFilter wanted, Cursor before) {
    PaymentFilter back = wanted.back(before);
    Found found = find(back);
    List<Document> rows = found.rows().reversed();
    Cursor next = rows.isEmpty() ? before : cursor(wanted, rows.getLast());
    return new Part(views(rows), found.next() == null ? null : first(wanted, rows), next);
  }

  private static List<PaymentView> views(List<Document> rows) {
    return rows.stream().map(document -> PaymentView.of(document, false)).toList();
  }

  private static @Nullable Cursor first(PaymentFilter wanted, List<Document> rows) {
    return rows.isEmpty() ? wanted.after() : cursor(wanted, rows.getFirst());
  }

  private static Cursor cursor(PaymentFilter wanted, Document row) {
    return new Cursor(row.getDate(wanted.key()).toInstant(), row.getString("_id"));
  }

  private record Found(List<Document> rows, @Nullable Cursor next) {}

  private Found find(PaymentFilter wanted) {
    int most = wanted.limit() + 1;
    List<Document> found = new ArrayList<>();
    Cursor edge = null;
    if (wanted.isIndexed()) {
      found.addAll(documents.find(wanted.filter(), wanted.sort(), most));
    } else {
      edge =
          look(
              wanted,
              filter -> {
                found.addAll(documents.find(filter, wanted.sort(), most - found.size()));
                return found.size() < most;
              });
    }
    List<Document> rows = found.subList(0, Math.min(found.size(), wanted.limit()));
    return new Found(rows, found.size() > rows.size() ? cursor(wanted, rows.getLast()) : edge);
  }

  /**
   * Looks piece by piece of the time, until enough is found or it took long.
   *
   * @param taker is told what to look for; false: it has enough
   * @return where it stopped; null at the end, or if there was enough
   */
  private @Nullable Cursor look(PaymentFilter wanted, Predicate<Document> taker) {
    Slices slices = slices(wanted);
    Instant began = clock.instant();
    Instant since = began;
    while (!slices.isDone()) {
      if (since.isAfter(began.plus(patience))) {
        return slices.cursor();
      }
      if (!taker.test(wanted.filter(slices.next()))) {
        return null;
      }
      Instant now = clock.instant();
      slices.took(Duration.between(since, now));
      since = now;
    }
    return null;
  }

  /** From the first to the last request that can be meant. */
  private Slices slices(PaymentFilter wanted) {
    Instant from = end(new Document(PaymentDocument.REQUESTED_AT, 1), wanted.from());
    Instant to = end(new Document(PaymentDocument.REQUESTED_AT, -1), null).plusMillis(1);
    if (wanted.to() != null && wanted.to().isBefore(to)) {
      to = wanted.to();
    }
    Cursor after = wanted.after();
    if (after != null && wanted.oldestFirst()) {
      from = after.at();
    } else if (after != null && after.at().isBefore(to)) {
      to = after.at().plusMillis(1);
    }
    return new Slices(from, to, wanted.oldestFirst());
  }

  /** The time of the first in this order, or another that is later. */
  private Instant end(Document order, @Nullable Instant atLeast) {
    Instant found =
        documents.find(new Document(), order.append("_id", order.get("requested_at")), 1).stream()
            .findFirst()
            .map(row -> row.getDate(PaymentDocument.REQUESTED_AT).toInstant())
            .orElse(Instant.EPOCH);
    return atLeast != null && atLeast.isAfter(found) ? atLeast : found;
  }

  /**
   * All that there are, wherever a list has come to, or {@link #COUNTED_MAX} and a word of more.
   */
  public Count count(PaymentFilter list) {
    PaymentFilter wanted = list.after(null);
    int most = COUNTED_MAX + 1;
    if (wanted.isIndexed()) {
      long all = documents.count(wanted.filter(), most);
      return new Count(Math.min(all, COUNTED_MAX), all > COUNTED_MAX);
    }
    AtomicLong all = new AtomicLong();
    Cursor edge =
        look(
            wanted, filter -> all.addAndGet(documents.count(filter, most - all.intValue())) < most);
    return new Count(Math.min(all.get(), COUNTED_MAX), edge != null || all.get() > COUNTED_MAX);
  }
}
