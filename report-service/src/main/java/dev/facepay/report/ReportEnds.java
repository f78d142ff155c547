package dev.facepay.report;

import dev.facepay.payment.PaymentId;
import dev.facepay.payment.WireName;
import dev.facepay.report.JobMove.How;
import dev.facepay.runtime.store.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;

/** Which trades' reports are settled: what offsets at 0 and late repeats run into. */
final class ReportEnds {

  private final Documents documents;
  private final Duration kept;

  public ReportEnds(Documents documents, JobSettings settings) {
    this.documents = documents;
    this.kept = settings.keepEnds();
  }

  /**
   * How a trade's report ended.
   *
   * @param requestedAt the newest request that was met by then
   * @param ver what a change of it is guarded by
   */
  record End(How how, Instant requestedAt, long ver) {

    /** Whether a person wanted it again, after that: only giving up is taken back. */
    boolean isTakenBackBy(Instant request) {
      return how == How.GIVEN_UP && request.isAfter(requestedAt);
    }
  }

  Optional<End> find(PaymentId trade) {
    return documents
        .find(trade.toString())
        .map(
            in ->
                new End(
                    WireName.parse(How.class, in.getString("how")),
                    Optional.ofNullable(in.getDate("wished_at"))
                        .map(Date::toInstant)
                        .orElse(Instant.EPOCH),
                    in.getLong(Documents.VER)));
  }

  boolean has(PaymentId trade) {
    return documents.find(trade.toString()).isPresent();
  }

  /** Whether the device's SDK took the report, as far as this service has read its answers. */
  public boolean confirmed(PaymentId trade) {
    return find(trade).filter(it -> it.how() == How.CONFIRMED).isPresent();
  }

  /**
   * The first one counts, unless the new one is above it.
   *
   * @return what stands now
   */
  How put(PaymentId trade, How how, Instant requestedAt, Instant now) {
    while (!documents.insert(document(trade, how, requestedAt, 1, now))) {
      Optional<End> found = find(trade);
      if (found.isPresent() && !how.isAbove(found.get().how())) {
        return found.get().how();
      }
      if (found.isPresent()
          && documents.replace(
              trade.toString(),
              found.get().ver(),
              document(trade, how, requestedAt, found.get().ver() + 1, now))) {
        return how;
      }
    }
    return how;
  }

  /** False if it has changed meanwhile: look again. */
  boolean takeBack(PaymentId trade, End found) {
    return documents.delete(trade.toString(), found.ver());
  }

  private Document document(PaymentId trade, How how, Instant requestedAt, long ver, Instant now) {
    return new Document(Documents.ID, trade.toString())
        .append(Documents.VER, ver)
        .append("how", how.wire())
        .append("at", Date.from(now))
        .append("wished_at", Date.from(requestedAt))
        .append(Documents.EXPIRE_AT, Date.from(now.plus(kept)));
  }
}
