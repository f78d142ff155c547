package dev.facepay.simulation;

import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.RefundFact;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/** What D says. */
final class Documents {

  private static final Set<String> UNPAID = Set.of("payment.failed.v1", "payment.reversed.v1");

  private Documents() {}

  /** An attempt after which the order may be paid again. */
  static boolean endedUnpaid(Document attempt) {
    return UNPAID.contains(end(attempt).get("type", ""));
  }

  static boolean isOf(Document attempt, String order, int number) {
    Document fields = attempt.get("fact", new Document()).get("fields", new Document());
    return order.equals(fields.get("order_no"))
        && Integer.valueOf(number).equals(fields.get("attempt"));
  }

  private static Document end(Document attempt) {
    Document fact = attempt.get("fact", new Document());
    return attempt.get("outcome", fact);
  }

  /** Whether it says the same as the log. */
  static boolean agrees(Document attempt, Settled settled) {
    Document end = end(attempt);
    return settled.type().wire().equals(end.get("type", ""))
        && Integer.valueOf(settled.version())
            .equals(end.get("fields", new Document()).getInteger("version"));
  }

  /** Whether a payment's document says the same of one of its refunds as the log. */
  static boolean agrees(Document payment, String refundNo, RefundFact.Settled end) {
    return payment.getList("refunds", Document.class, List.of()).stream()
        .filter(it -> refundNo.equals(fields(it, "request").get("refund_no")))
        .anyMatch(it -> end.type().wire().equals(it.get("end", new Document()).get("type", "")));
  }

  /** Whether that refund stands in its payment's document, and that many calls have left. */
  static boolean hasRefund(Document payment, String refundNo, int callsMin) {
    return payment.getList("refunds", Document.class, List.of()).stream()
        .filter(it -> refundNo.equals(fields(it, "request").get("refund_no")))
        .anyMatch(it -> it.getInteger("calls", 0) >= callsMin);
  }

  private static Document fields(Document of, String fact) {
    return of.get(fact, new Document()).get("fields", new Document());
  }

  static boolean hasDueIfOpen(String collection, Document document) {
    return switch (collection) {
      case "reverse_chases",
          "query_alarms",
          "refund_work",
          "pay_held",
          "query_held",
          "reverse_held",
          "refund_held" ->
          document.isEmpty() || document.get("due_at") instanceof Number;
      case "pay_attempts" ->
          !"asking".equals(document.get("state", ""))
              || document.get("lease_until") instanceof Number;
      default -> true;
    };
  }
}
