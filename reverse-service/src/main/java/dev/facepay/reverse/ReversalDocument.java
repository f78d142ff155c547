package dev.facepay.reverse;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Coded;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.reverse.Reversal.Known;
import dev.facepay.reverse.Reversal.Resolution;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;

/** A reversal as the body of its due record. */
final class ReversalDocument {

  private ReversalDocument() {}

  static Document write(Reversal reversal) {
    Document out =
        new Document("need", StoredFact.write(reversal.need()))
            .append("heard_at", reversal.heardAt().toEpochMilli())
            .append("asked", reversal.asked())
            .append("tries", reversal.tries())
            .append("raised", reversal.raised().stream().map(Coded::wire).sorted().toList());
    reversal
        .resolution()
        .ifPresent(
            r ->
                out.append(
                    "resolution",
                    new Document("who", r.who())
                        .append("why", r.why())
                        .append("evidence", r.evidence())));
    Known known = reversal.known();
    known.notFoundSince().ifPresent(t -> out.append("not_found_since", t.toEpochMilli()));
    known.unclear().ifPresent(waited -> out.append("unclear_ms", waited.toMillis()));
    if (reversal.confirmed()) {
      out.append("confirmed", true);
    }
    return out;
  }

  static Reversal read(Document in) {
    return new Reversal(
        (ReverseNeeded) StoredFact.read(in.get("need", Document.class)),
        Instant.ofEpochMilli(in.getLong("heard_at")),
        in.getInteger("asked"),
        in.getInteger("tries"),
        new Known(
            time(in, "not_found_since"),
            Optional.ofNullable(in.getLong("unclear_ms")).map(Duration::ofMillis)),
        in.getBoolean("confirmed", false),
        in.getList("raised", String.class, List.of()).stream()
            .map(wire -> Coded.read(AttentionReason.class, wire))
            .collect(Collectors.toSet()),
        Optional.ofNullable(in.get("resolution", Document.class))
            .map(
                r ->
                    new Resolution(
                        r.getString("who"), r.getString("why"), r.getString("evidence"))));
  }

  private static Optional<Instant> time(Document in, String name) {
    return Optional.ofNullable(in.getLong(name)).map(Instant::ofEpochMilli);
  }
}
