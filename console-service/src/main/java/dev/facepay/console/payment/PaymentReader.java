package dev.facepay.console.payment;

import dev.facepay.console.documents.Cursor;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.RefundFact;
import dev.facepay.runtime.store.BulkDocuments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Finds payments. */
public final class PaymentReader {

  private static final int FOUND_MAX = 50;

  /** Each with an index: one question each finds them faster than one for all. */
  private static final List<String> NUMBERS = List.of("order_no", "out_trade_no", "transaction_id");

  private static final Document NEWEST =
      new Document(PaymentDocument.REQUESTED_AT, -1).append("_id", -1);

  private final BulkDocuments documents;
  private final RefundStore refunds;

  public PaymentReader(PaymentStore histories) {
    this.documents = histories.documents();
    this.refunds = histories.refunds();
  }

  /**
   * A part of a list.
   *
   * @param next where it goes on, or null at its end
   */
  public record Part(List<PaymentView> payments, @Nullable Cursor next) {}

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

  public Part list(PaymentFilter wanted) {
    List<Document> found = documents.find(wanted.filter(), wanted.sort(), wanted.limit() + 1);
    List<Document> shown = found.subList(0, Math.min(found.size(), wanted.limit()));
    List<PaymentView> pages = new ArrayList<>();
    shown.forEach(document -> pages.add(PaymentView.of(document, false)));
    Cursor next = null;
    if (found.size() > shown.size()) {
      Document last = shown.getLast();
      next = new Cursor(last.getDate(wanted.key()).toInstant(), last.getString("_id"));
    }
    return new Part(List.copyOf(pages), next);
  }
}
