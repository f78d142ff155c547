package dev.facepay.console.payment;

import dev.facepay.console.documents.ContentHash;
import dev.facepay.payment.Channel;
import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A history as a document. The same history makes the same bytes: what follows from the history is
 * written anew each time, and {@code ver} is a hash of it, so that a write guarded by it loses
 * exactly when the document says something else.
 */
final class PaymentDocument {

  static final String OPEN = "open";
  static final String STATE = "state";
  static final String DAY = "day";
  static final String REQUESTED_AT = "requested_at";
  static final String ATTENTION_SINCE = "attention_since";
  static final String ATTENTION_LAST = "attention_last";

  /** Of the amount, in fen: what coupons paid, and what is not settled; both are 0 as a rule. */
  static final String COUPONS = "coupons_fen";

  static final String UNSETTLED = "unsettled_fen";

  /** From the request to the first answer that the device could be told; null: none yet. */
  static final String ANSWER_MS = "answer_ms";

  /** 1 if its outcome was unknown at some time, else 0. */
  static final String WAS_UNKNOWN = "was_unknown";

  static final String TIMELINE = "timeline";

  private PaymentDocument() {}

  /**
   * Every document has every field in one order, null where there is nothing: the embedded server
   * keeps a field's old place when a document is replaced.
   */
  static Document write(PaymentHistory history) {
    PaymentRef ref = history.ref();
    PaymentSummary summary = PaymentSummary.of(history);
    Optional<HistoryEntry> state = summary.state();
    Optional<Instant> settledAt = summary.settledAt();
    MerchantId subMerchant = ref.subMerchant();
    Document out =
        new Document("_id", ref.id().toString())
            .append("ver", 0L)
            .append("merchant_id", ref.id().merchant().value())
            .append("sub_merchant_id", subMerchant == null ? null : subMerchant.value())
            .append("order_no", ref.orderNo().value())
            .append("attempt", ref.attempt())
            .append("out_trade_no", ref.id().outTradeNo().value())
            .append("store_id", ref.store().value())
            .append("device_id", ref.device().value())
            .append("channel", ref.channel().wire())
            .append("amount_fen", ref.amount().fen())
            .append(REQUESTED_AT, Date.from(ref.requestedAt()))
            .append("fingerprint", ref.fingerprint())
            .append("ref_rank", history.refRank())
            .append(DAY, summary.day().toString())
            .append(STATE, summary.outcome().wire())
            .append(OPEN, summary.outcome().open())
            .append("version", state.map(HistoryEntry::version).orElse(0))
            .append("since", state.map(HistoryEntry::at).map(Date::from).orElse(null))
            .append("by", state.map(HistoryEntry::by).orElse(null))
            .append("reason", text(state, "reason"))
            .append("transaction_id", text(state, "transaction_id"))
            .append("paid_at", time(state, "paid_at"))
            .append("settled_at", settledAt.map(Date::from).orElse(null))
            .append(
                "took_ms",
                settledAt
                    .map(at -> Duration.between(ref.requestedAt(), at).toMillis())
                    .orElse(null))
            .append(
                ANSWER_MS,
                summary
                    .answeredAt()
                    .map(at -> Duration.between(ref.requestedAt(), at).toMillis())
                    .orElse(null))
            .append(WAS_UNKNOWN, summary.wasUnknown() ? 1L : 0L)
            .append("attention", summary.attention())
            .append(ATTENTION_SINCE, summary.attentionSince().map(Date::from).orElse(null))
            .append(ATTENTION_LAST, summary.attentionLast().map(Date::from).orElse(null))
            .append("settlement_fen", fen(state, "settlement_fen"))
            .append("cash_fen", fen(state, "cash_fen"))
            .append("coupon_fen", fen(state, "coupon_fen"))
            .append("amounts_doubt", text(state, "amounts_doubt"))
            .append(COUPONS, number(state, COUPONS))
            .append(UNSETTLED, number(state, UNSETTLED))
            .append("more", history.more())
            .append(TIMELINE, history.timeline().stream().map(PaymentDocument::write).toList());
    return out.append("ver", ContentHash.of(out));
  }

  private static @Nullable String text(Optional<HistoryEntry> state, String name) {
    return state.map(entry -> entry.text(name)).filter(text -> !text.isEmpty()).orElse(null);
  }

  private static @Nullable Long fen(Optional<HistoryEntry> state, String name) {
    return state.map(entry -> entry.details().get(name)).map(Long.class::cast).orElse(null);
  }

  private static long number(Optional<HistoryEntry> state, String name) {
    return state.map(entry -> entry.number(name)).orElse(0L);
  }

  private static @Nullable Date time(Optional<HistoryEntry> state, String name) {
    return state
        .map(entry -> entry.number(name))
        .filter(ms -> ms > 0)
        .map(ms -> Date.from(Instant.ofEpochMilli(ms)))
        .orElse(null);
  }

  private static Document write(HistoryEntry entry) {
    Document out =
        new Document("id", entry.id())
            .append("type", entry.type())
            .append("version", entry.version())
            .append("at", Date.from(entry.at()))
            .append("by", entry.by());
    return out.append("details", new Document(entry.details()));
  }

  static PaymentHistory read(Document in) {
    SortedMap<String, HistoryEntry> entries = new TreeMap<>();
    for (Document entry : in.getList(TIMELINE, Document.class, List.of())) {
      entries.put(entry.getString("id"), readEntry(entry));
    }
    return new PaymentHistory(
        readRef(in), in.getInteger("ref_rank"), entries, in.getBoolean("more", false));
  }

  private static HistoryEntry readEntry(Document in) {
    return new HistoryEntry(
        in.getString("id"),
        in.getString("type"),
        in.getInteger("version"),
        in.getDate("at").toInstant(),
        in.getString("by"),
        new TreeMap<>(in.get("details", Document.class)));
  }

  private static PaymentRef readRef(Document in) {
    Instant requestedAt = in.getDate(REQUESTED_AT).toInstant();
    return new PaymentRef(
        PaymentId.parse(in.getString("_id")),
        new OrderNo(in.getString("order_no")),
        in.getInteger("attempt"),
        Optional.ofNullable(in.getString("sub_merchant_id")).map(MerchantId::new).orElse(null),
        new StoreId(in.getString("store_id")),
        new DeviceId(in.getString("device_id")),
        new Money(in.getLong("amount_fen")),
        Coded.read(Channel.class, in.getString("channel")),
        requestedAt,
        in.getString("fingerprint"));
  }
}
