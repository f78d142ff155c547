package dev.facepay.console.report;

import dev.facepay.console.documents.ContentHash;
import dev.facepay.console.payment.PaymentSummary;
import dev.facepay.console.report.ReportTry.Refusal;
import dev.facepay.console.report.TradeHistory.Delay;
import dev.facepay.console.report.TradeHistory.Sale;
import dev.facepay.payment.Act;
import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A trade's history as a document. As with payments: the same history makes the same bytes, and
 * every document has every field.
 */
final class TradeDocument {

  static final String OUT_TRADE_NO = "out_trade_no";

  /** Of a trade that was paid elsewhere; a payment's own are with the payment. */
  static final String ORDER_NO = "order_no";

  static final String TRANSACTION = "transaction_id";
  static final String STATE = "state";
  static final String DAY = "day";
  static final String PAID_AT = "paid_at";
  static final String TOOK_MS = "took_ms";
  static final String CONFIRMATIONS = "confirmations";
  static final String OPEN = "open";
  static final String ATTENTION = "attention";
  static final String ATTENTION_SINCE = "attention_since";
  static final String ACTS = "acts";
  static final String REVERSED_AFTER = "reversed_after_report";

  private TradeDocument() {}

  static Document write(TradeHistory history) {
    TradeRef trade = history.trade();
    ReportState state = ReportState.of(history);
    Optional<Instant> paidAt = history.sale().map(Sale::paidAt);
    Optional<Instant> confirmedAt = history.confirmedAt();
    Optional<Delay> delay = state.open() ? history.standingDelay() : Optional.empty();
    Document out =
        new Document("_id", trade.id().toString())
            .append("ver", 0L)
            .append("merchant_id", trade.id().merchant().value())
            .append(
                "sub_merchant_id", trade.subMerchant() == null ? null : trade.subMerchant().value())
            .append(OUT_TRADE_NO, trade.id().outTradeNo().value())
            .append(ORDER_NO, history.sale().map(it -> it.numbers().orderNo()).orElse(null))
            .append(
                TRANSACTION, history.sale().map(it -> it.numbers().transactionId()).orElse(null))
            .append("store_id", trade.store().value())
            .append("device_id", trade.device().value())
            .append("elsewhere", history.sale().map(Sale::elsewhere).orElse(null))
            .append("amount_fen", history.sale().map(Sale::amountFen).orElse(null))
            .append(PAID_AT, date(paidAt))
            .append(DAY, paidAt.map(TradeDocument::day).orElse(null))
            .append(STATE, state.wire())
            .append(OPEN, state.open())
            .append("confirmed_at", date(confirmedAt))
            .append(
                TOOK_MS,
                confirmedAt
                    .flatMap(at -> paidAt.map(paid -> Duration.between(paid, at).toMillis()))
                    .orElse(null))
            .append(CONFIRMATIONS, history.confirmations())
            .append("reason", delay.map(it -> it.reason().wire()).orElse(null))
            .append(ATTENTION, delay.map(Delay::attention).orElse(false))
            .append(ATTENTION_SINCE, delay.isPresent() ? date(paidAt) : null)
            .append("reversed_at", date(history.reversedAt()))
            .append(REVERSED_AFTER, confirmedAt.isPresent() && history.reversedAt().isPresent())
            .append("delay", history.delay().map(TradeDocument::write).orElse(null))
            .append("tries", history.tries().values().stream().map(TradeDocument::write).toList())
            .append(ACTS, history.acts().stream().map(TradeDocument::write).toList());
    return out.append("ver", ContentHash.of(out));
  }

  /** WeChat's day, UTC+8. */
  private static String day(Instant at) {
    return at.atOffset(PaymentSummary.WECHAT_ZONE).toLocalDate().toString();
  }

  private static Document write(Delay delay) {
    return new Document("at", Date.from(delay.at()))
        .append("try", delay.tryNo())
        .append("reason", delay.reason().wire())
        .append("attention", delay.attention());
  }

  private static Document write(ReportTry one) {
    return new Document("number", one.number())
        .append("method", one.method())
        .append("asked_at", date(one.askedAt()))
        .append("confirmed_at", date(one.confirmedAt()))
        .append("refused_at", date(one.refusal().map(Refusal::at)))
        .append("err_code", one.refusal().map(Refusal::code).orElse(null))
        .append("return_msg", one.refusal().map(Refusal::text).orElse(null));
  }

  private static Document write(ReportAct act) {
    return new Document("at", Date.from(act.at()))
        .append("act", act.act().wire())
        .append("who", act.who())
        .append("why", act.why())
        .append("evidence", act.evidence());
  }

  static TradeHistory read(Document in) {
    TreeMap<Integer, ReportTry> tries = new TreeMap<>();
    for (Document one : in.getList("tries", Document.class)) {
      tries.put(one.getInteger("number"), readTry(one));
    }
    String sub = in.getString("sub_merchant_id");
    return new TradeHistory(
        new TradeRef(
            PaymentId.parse(in.getString("_id")),
            sub == null ? null : new MerchantId(sub),
            new StoreId(in.getString("store_id")),
            new DeviceId(in.getString("device_id"))),
        time(in, PAID_AT).map(at -> readSale(in, at)),
        time(in, "reversed_at"),
        tries,
        Optional.ofNullable(in.get("delay", Document.class)).map(TradeDocument::readDelay),
        new TreeSet<>(
            in.getList(ACTS, Document.class, List.of()).stream()
                .map(TradeDocument::readAct)
                .toList()));
  }

  private static ReportAct readAct(Document in) {
    return new ReportAct(
        in.getDate("at").toInstant(),
        Coded.read(Act.class, in.getString("act")),
        in.getString("who"),
        in.getString("why"),
        in.getString("evidence"));
  }

  private static Sale readSale(Document in, Instant paidAt) {
    return new Sale(
        paidAt,
        in.getLong("amount_fen"),
        in.getBoolean("elsewhere"),
        new TradeNumbers(in.getString(ORDER_NO), in.getString(TRANSACTION)));
  }

  private static Delay readDelay(Document in) {
    return new Delay(
        in.getDate("at").toInstant(),
        in.getInteger("try"),
        Coded.read(ReportDelay.class, in.getString("reason")),
        in.getBoolean("attention"));
  }

  private static ReportTry readTry(Document in) {
    return new ReportTry(
        in.getInteger("number"),
        in.getString("method"),
        time(in, "asked_at"),
        time(in, "confirmed_at"),
        time(in, "refused_at")
            .map(at -> new Refusal(at, in.getString("err_code"), in.getString("return_msg"))));
  }

  private static @Nullable Date date(Optional<Instant> at) {
    return at.map(Date::from).orElse(null);
  }

  private static Optional<Instant> time(Document in, String name) {
    return Optional.ofNullable(in.getDate(name)).map(Date::toInstant);
  }
}
