package dev.facepay.console.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.documents.SumDefinition;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What people and programs are told of a payment.
 *
 * @param settledFen what WeChat settles with the merchant, in fen; left out if it isn't paid
 * @param cashFen what the buyer's card or wallet paid, in fen; left out if WeChat didn't say it
 * @param couponFen what coupons paid, in fen; left out if WeChat didn't say it
 * @param amountsDoubt what WeChat's amounts contradict; then nothing is counted by them
 * @param attentionLast when the newest of {@code attention} was raised; left out where an older
 *     release has written the document
 * @param timeline left out in lists
 * @param refunds left out in lists, and where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentView(
    String id,
    @JsonProperty("merchant_id") String merchantId,
    @JsonProperty("sub_merchant_id") @Nullable String subMerchantId,
    @JsonProperty("order_no") String orderNo,
    int attempt,
    @JsonProperty("out_trade_no") String outTradeNo,
    @JsonProperty("transaction_id") @Nullable String transactionId,
    @JsonProperty("store_id") String storeId,
    @JsonProperty("device_id") String deviceId,
    String channel,
    @JsonProperty("amount_fen") long amountFen,
    @JsonProperty("settled_fen") @Nullable Long settledFen,
    @JsonProperty("cash_fen") @Nullable Long cashFen,
    @JsonProperty("coupon_fen") @Nullable Long couponFen,
    @JsonProperty("amounts_doubt") @Nullable String amountsDoubt,
    String state,
    boolean open,
    @Nullable String reason,
    @Nullable String by,
    int version,
    String day,
    @JsonProperty("requested_at") String requestedAt,
    @Nullable String since,
    @JsonProperty("paid_at") @Nullable String paidAt,
    @JsonProperty("settled_at") @Nullable String settledAt,
    @JsonProperty("took_ms") @Nullable Long tookMs,
    @Nullable List<String> attention,
    @JsonProperty("attention_since") @Nullable String attentionSince,
    @JsonProperty("attention_last") @Nullable String attentionLast,
    @Nullable List<TimelineEntry> timeline,
    RefundView.@Nullable Refunds refunds) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  static PaymentView of(Document in, boolean whole) {
    return new PaymentView(
        in.getString("_id"),
        in.getString("merchant_id"),
        in.getString("sub_merchant_id"),
        in.getString("order_no"),
        in.getInteger("attempt"),
        in.getString("out_trade_no"),
        in.getString("transaction_id"),
        in.getString("store_id"),
        in.getString("device_id"),
        in.getString("channel"),
        in.getLong("amount_fen"),
        settled(in),
        in.getLong("cash_fen"),
        in.getLong("coupon_fen"),
        in.getString("amounts_doubt"),
        in.getString(PaymentDocument.STATE),
        in.getBoolean(PaymentDocument.OPEN),
        in.getString("reason"),
        in.getString("by"),
        in.getInteger("version", 0),
        in.getString(PaymentDocument.DAY),
        time(in.getDate(PaymentDocument.REQUESTED_AT).toInstant()),
        time(in.getDate("since")),
        time(in.getDate("paid_at")),
        time(in.getDate("settled_at")),
        in.getLong("took_ms"),
        in.getList("attention", String.class),
        time(in.getDate(PaymentDocument.ATTENTION_SINCE)),
        time(in.getDate(PaymentDocument.ATTENTION_LAST)),
        whole ? timeline(in) : null,
        null);
  }

  /** With more on its timeline, each at its time. */
  public PaymentView withEntries(List<TimelineEntry> more) {
    return with(more, refunds);
  }

  /** With what went back of it, on its timeline too. */
  PaymentView withRefunds(List<RefundHistory> all) {
    return all.isEmpty()
        ? this
        : with(
            all.stream().flatMap(refund -> RefundView.timeline(refund).stream()).toList(),
            RefundView.Refunds.of(amountFen, all.stream().map(RefundView::of).toList()));
  }

  private PaymentView with(List<TimelineEntry> more, RefundView.@Nullable Refunds back) {
    List<TimelineEntry> all = new ArrayList<>(timeline == null ? List.of() : timeline);
    all.addAll(more);
    // Stable: what happened first of what was said at one time stays first.
    all.sort(Comparator.comparing(TimelineEntry::at));
    return new PaymentView(
        id,
        merchantId,
        subMerchantId,
        orderNo,
        attempt,
        outTradeNo,
        transactionId,
        storeId,
        deviceId,
        channel,
        amountFen,
        settledFen,
        cashFen,
        couponFen,
        amountsDoubt,
        state,
        open,
        reason,
        by,
        version,
        day,
        requestedAt,
        since,
        paidAt,
        settledAt,
        tookMs,
        attention,
        attentionSince,
        attentionLast,
        all,
        back);
  }

  private static @Nullable Long settled(Document in) {
    return in.getString(PaymentDocument.STATE).equals(PaymentState.SUCCEEDED.wire())
        ? in.getLong("amount_fen") - SumDefinition.number(in, PaymentDocument.UNSETTLED)
        : null;
  }

  public static String time(Instant time) {
    return TIME.format(time);
  }

  private static @Nullable String time(@Nullable Date time) {
    return time == null ? null : time(time.toInstant());
  }

  private static List<TimelineEntry> timeline(Document in) {
    List<TimelineEntry> all = new ArrayList<>();
    Instant state = null;
    for (Document entry : in.getList(PaymentDocument.TIMELINE, Document.class, List.of())) {
      Instant at = entry.getDate("at").toInstant();
      boolean isState = entry.getInteger("version") > 0;
      all.add(
          new TimelineEntry(
              time(at),
              entry.getString("type"),
              entry.getInteger("version"),
              entry.getString("by"),
              isState && state != null ? at.toEpochMilli() - state.toEpochMilli() : null,
              details(entry.get("details", Document.class))));
      state = isState ? at : state;
    }
    return all;
  }

  private static Map<String, Object> details(Document in) {
    Map<String, Object> out = new LinkedHashMap<>();
    in.forEach(
        (name, value) -> {
          boolean isTime = name.endsWith("_at") && value instanceof Long;
          // A fingerprint tells two requests apart inside; it is nothing to read.
          if (!name.equals("fingerprint")) {
            out.put(name, isTime ? time(Instant.ofEpochMilli((Long) value)) : value);
          }
        });
    return out;
  }
}
