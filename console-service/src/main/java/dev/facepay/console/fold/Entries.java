package dev.facepay.console.fold;

import dev.facepay.payment.Coded;
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
import java.util.SortedMap;
import java.util.TreeMap;

/** What of a fact is told: all but credentials and what only the gateway needs. */
final class Entries {

  private Entries() {}

  static Entry of(PaymentFact fact) {
    return new Entry(
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
