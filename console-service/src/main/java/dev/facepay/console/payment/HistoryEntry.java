package dev.facepay.console.payment;

import dev.facepay.payment.Coded;
import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.Stage;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One fact on a payment's timeline.
 *
 * @param id tells entries apart; repeats of a fact have the same
 * @param type the fact's wire name without its number, e.g. {@code payment.succeeded}
 * @param version of the payment's state; 0 for what is no state
 * @param by the stage that said it
 * @param details what else it says, {@code String} or {@code Long} values; never a credential
 */
record HistoryEntry(
    String id, String type, int version, Instant at, String by, SortedMap<String, Object> details) {

  /** As they are shown: by time, and where that is equal always the same way. */
  static final Comparator<HistoryEntry> IN_TIME =
      Comparator.comparing(HistoryEntry::at)
          .thenComparing(HistoryEntry::version)
          .thenComparing(HistoryEntry::id);

  /** Of two facts with one id the first counts, by time and then by content. */
  private static final Comparator<HistoryEntry> FIRST =
      Comparator.comparing(HistoryEntry::at)
          .thenComparing(HistoryEntry::type)
          .thenComparing(HistoryEntry::by)
          .thenComparing(entry -> entry.details().toString());

  HistoryEntry {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  HistoryEntry first(HistoryEntry other) {
    return FIRST.compare(this, other) <= 0 ? this : other;
  }

  /** Whether both tell of one fact, though releases may have told it in other words. */
  boolean tellsOf(HistoryEntry other) {
    return type.equals(other.type)
        && version == other.version
        && at.equals(other.at)
        && by.equals(other.by)
        && text("reason").equals(other.text("reason"))
        && text("fingerprint").equals(other.text("fingerprint"));
  }

  boolean is(String name) {
    return type.equals("payment." + name);
  }

  /** A detail, or empty text. */
  String text(String name) {
    return details.get(name) instanceof String text ? text : "";
  }

  /** A detail in whole numbers, or 0. */
  long number(String name) {
    return details.get(name) instanceof Long number ? number : 0;
  }

  /** What of a fact is told: all but credentials and what only the gateway needs. */
  static HistoryEntry of(PaymentFact fact) {
    return new HistoryEntry(
        fact.factId(),
        fact.type().wire().replaceFirst("\\.v\\d+$", ""),
        fact.version(),
        fact.occurredAt(),
        by(fact).wire(),
        details(fact));
  }

  private static Coded<Stage> by(PaymentFact fact) {
    return switch (fact) {
      case Requested f -> Stage.EDGE;
      case CancelRequested f -> Stage.EDGE;
      case Unknown f -> Stage.PAY;
      case RequestRejected f -> Stage.PAY;
      case ReverseNeeded f -> Stage.QUERY;
      case Succeeded f -> f.by();
      case Failed f -> f.by();
      case Reversed f -> f.by();
      case AttentionNeeded f -> f.by();
      case AttentionResolved f -> f.by();
      case ActRequested f -> Stage.PERSON;
    };
  }

  private static SortedMap<String, Object> details(PaymentFact fact) {
    SortedMap<String, Object> out = new TreeMap<>();
    switch (fact) {
      case Requested f -> request(out, f);
      case RequestRejected f -> {
        request(out, f);
        out.put("reason", f.reason().wire());
      }
      case Unknown f -> {
        out.put("reason", f.reason().wire());
        gateway(out, f.gatewayCode(), f.gatewayText());
        out.put("sent_at", millis(f.sentAt()));
      }
      case CancelRequested f -> {}
      case ReverseNeeded f -> {
        out.put("reason", f.reason().wire());
        out.put("sent_at", millis(f.sentAt()));
      }
      case Succeeded f -> {
        out.put("transaction_id", f.transactionId());
        out.put("paid_at", millis(f.paidAt()));
        paid(out, f);
      }
      case Failed f -> {
        out.put("reason", f.reason().wire());
        gateway(out, f.gatewayCode(), f.gatewayText());
      }
      case Reversed f -> {
        out.put("reason", f.how().wire());
        out.put("tries", (long) f.tries());
      }
      case AttentionNeeded f -> {
        out.put("reason", f.reason().wire());
        gateway(out, f.gatewayCode(), f.gatewayText());
      }
      case AttentionResolved f -> {
        out.put("reason", f.reason().wire());
        out.put("evidence", f.evidence());
      }
      case ActRequested f -> {
        out.put("act", f.act().wire());
        out.put("who", f.who());
        out.put("why", f.why());
        if (!f.evidence().isEmpty()) {
          out.put("evidence", f.evidence());
        }
      }
    }
    return out;
  }

  private static void request(SortedMap<String, Object> out, PaymentFact fact) {
    out.put("amount_fen", fact.payment().amount().fen());
    out.put("fingerprint", fact.payment().fingerprint());
    out.put("requested_at", millis(fact.payment().requestedAt()));
  }

  /** All that is said of the money but the buyer; and what of it is counted. */
  private static void paid(SortedMap<String, Object> out, Succeeded fact) {
    PaidDetails said = fact.details();
    put(out, "settlement_fen", said.settlementFen());
    put(out, "cash_fen", said.cashFen());
    put(out, "coupon_fen", said.couponFen());
    put(out, "bank_type", said.bankType());
    put(out, "trade_type", said.tradeType() == null ? null : said.tradeType().wire());
    put(out, "amounts_doubt", said.amountsDoubt() == null ? null : said.amountsDoubt().wire());
    if (!said.coupons().isEmpty()) {
      out.put("coupons", said.lines());
    }
    if (said.couponsFen() > 0) {
      out.put(PaymentDocument.COUPONS, said.couponsFen());
    }
    long unsettled = said.unsettledFen(fact.payment().amount());
    if (unsettled > 0) {
      out.put(PaymentDocument.UNSETTLED, unsettled);
    }
  }

  private static void put(SortedMap<String, Object> out, String name, @Nullable Object value) {
    if (value != null) {
      out.put(name, value);
    }
  }

  private static void gateway(SortedMap<String, Object> out, String code, String text) {
    if (!code.isEmpty()) {
      out.put("gateway_code", code);
    }
    if (!text.isEmpty()) {
      out.put("gateway_text", text);
    }
  }

  private static long millis(Instant time) {
    return time.toEpochMilli();
  }
}
