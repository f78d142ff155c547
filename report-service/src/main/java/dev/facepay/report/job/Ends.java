package dev.facepay.report.job;

import dev.facepay.payment.PaymentId;
import dev.facepay.report.job.JobMove.How;
import dev.facepay.runtime.store.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;

/** Which trades' reports are settled: what offsets at 0 and late repeats run into. */
public final class Ends {

  private final Documents documents;
  private final Duration kept;

  public Ends(Documents documents, JobSettings settings) {
    this.documents = documents;
    this.kept = settings.keepEnds();
  }

  boolean has(PaymentId trade) {
    return documents.find(trade.toString()).isPresent();
  }

  /** The first one counts. */
  void put(PaymentId trade, How how, Instant now) {
    documents.insert(
        new Document(Documents.ID, trade.toString())
            .append(Documents.VER, 1L)
            .append("how", how.wire())
            .append("at", Date.from(now))
            .append(Documents.EXPIRE_AT, Date.from(now.plus(kept))));
  }
}
