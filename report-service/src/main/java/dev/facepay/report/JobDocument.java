package dev.facepay.report;

import dev.facepay.payment.Act;
import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.TradeRef;
import dev.facepay.report.TradeJob.ActRequest;
import dev.facepay.report.TradeJob.Failure;
import dev.facepay.report.TradeJob.Paid;
import dev.facepay.report.TradeJob.Try;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;

/** A job as the body of its due record. */
final class JobDocument {

  private JobDocument() {}

  static Document write(TradeJob job) {
    TradeRef trade = job.trade();
    Document out =
        new Document("trade", trade.id().toString())
            .append("store", trade.store().value())
            .append("device", trade.device().value())
            .append("opened_at", job.openedAt().toEpochMilli())
            .append("confirmed", job.confirmed())
            .append("closed", job.closed())
            .append("attention", job.attention())
            .append("tries_before", job.triesBefore());
    if (trade.subMerchant() != null) {
      out.append("sub_merchant", trade.subMerchant().value());
    }
    job.code().ifPresent(code -> out.append("auth_code_sealed", code.text()));
    job.said().ifPresent(reason -> out.append("said", reason.wire()));
    job.paid()
        .ifPresent(
            paid ->
                out.append("paid_at", paid.at().toEpochMilli())
                    .append("heard_at", paid.heardAt().toEpochMilli()));
    job.request().ifPresent(request -> out.append("wish", write(request)));
    job.last().ifPresent(last -> out.append("try", write(last)));
    return out;
  }

  private static Document write(Try last) {
    Document out =
        new Document("number", last.number())
            .append("asked_at", last.askedAt().toEpochMilli())
            .append("silent_since", last.silentSince().toEpochMilli());
    last.failed()
        .ifPresent(
            failed ->
                out.append("failed", failed.reason().wire())
                    .append("failed_at", failed.heardAt().toEpochMilli()));
    return out;
  }

  private static Document write(ActRequest request) {
    return new Document("act", request.act().wire())
        .append("at", request.at().toEpochMilli())
        .append("heard_at", request.heardAt().toEpochMilli())
        .append("met", request.met());
  }

  static TradeJob read(Document in) {
    String sub = in.getString("sub_merchant");
    return new TradeJob(
        new TradeRef(
            PaymentId.parse(in.getString("trade")),
            sub == null ? null : new MerchantId(sub),
            new StoreId(in.getString("store")),
            new DeviceId(in.getString("device"))),
        Optional.ofNullable(in.getString("auth_code_sealed")).map(Sealed::new),
        time(in, "paid_at").map(at -> new Paid(at, time(in, "heard_at").orElseThrow())),
        time(in, "opened_at").orElseThrow(),
        in.getBoolean("confirmed", false),
        in.getBoolean("closed", false),
        in.getInteger("tries_before", 0),
        Optional.ofNullable(in.get("try", Document.class)).map(JobDocument::readTry),
        delay(in, "said"),
        in.getBoolean("attention", false),
        Optional.ofNullable(in.get("wish", Document.class)).map(JobDocument::readWish));
  }

  private static ActRequest readWish(Document in) {
    return new ActRequest(
        Coded.read(Act.class, in.getString("act")),
        time(in, "at").orElseThrow(),
        time(in, "heard_at").orElseThrow(),
        in.getBoolean("met", false));
  }

  private static Try readTry(Document in) {
    Instant askedAt = time(in, "asked_at").orElseThrow();
    return new Try(
        in.getInteger("number"),
        askedAt,
        time(in, "silent_since").orElse(askedAt),
        delay(in, "failed").map(it -> new Failure(it, time(in, "failed_at").orElseThrow())));
  }

  private static Optional<Coded<ReportDelay>> delay(Document in, String name) {
    return Optional.ofNullable(in.getString(name)).map(wire -> Coded.read(ReportDelay.class, wire));
  }

  private static Optional<Instant> time(Document in, String name) {
    return Optional.ofNullable(in.getLong(name)).map(Instant::ofEpochMilli);
  }
}
