package dev.facepay.chaos.judge;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Log, gateway and read side count the same: I6, I13. */
final class TotalsCheck {

  private static final String READ_SIDE = "facepay_report.payments";

  private TotalsCheck() {}

  /** Payments that are paid, and fen over all of them. */
  private record Sum(long payments, long fen) {
    Sum plus(long more) {
      return more == 0 ? this : new Sum(payments + 1, fen + more);
    }
  }

  static void check(Collection<PaymentEvidence> trails, Evidence evidence, Findings findings) {
    List<Document> read = evidence.documents().getOrDefault(READ_SIDE, List.of());
    Map<String, Document> byId = new HashMap<>();
    read.forEach(it -> byId.put(Objects.toString(it.get("_id")), it));
    Sum log = new Sum(0, 0);
    Sum gateway = new Sum(0, 0);
    for (PaymentEvidence trail : trails) {
      gateway = gateway.plus(trail.heldFen());
      for (Fact end : trail.settled()) {
        log = log.plus(end.is("succeeded") ? end.value().path("amount_fen").asLong() : 0);
        String shown = text(byId.get(trail.id), "state");
        findings.require(
            shown.toLowerCase(Locale.ROOT).equals(end.word()),
            "I6",
            trail.id,
            "the log says " + end.word() + ", the read side " + shown);
      }
    }
    Sum shown = new Sum(0, 0);
    for (Document each : read) {
      boolean paid = text(each, "state").equalsIgnoreCase("succeeded");
      shown =
          shown.plus(paid && each.get("amount_fen") instanceof Number fen ? fen.longValue() : 0);
    }
    findings.require(
        log.equals(gateway) && log.equals(shown),
        "I13",
        "",
        "paid: the log has %s, the gateway holds %s, the read side shows %s"
            .formatted(log, gateway, shown));
  }

  private static String text(@Nullable Document in, String field) {
    return in == null ? "nothing" : Objects.toString(in.get(field), "");
  }
}
