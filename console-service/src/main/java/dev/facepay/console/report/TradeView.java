package dev.facepay.console.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.payment.TimelineEntry;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A trade that is no face payment, and what became of its report.
 *
 * @param orderNo the shop's own number, where it was paid elsewhere and its device told it
 * @param transactionId WeChat's number, likewise
 * @param elsewhere whether it was paid outside of FacePay and its device told of it
 * @param state due, asked, failed, confirmed, resolved or not_due
 * @param reason why the report is not confirmed, as far as it is known
 * @param attention whether it has waited so long that a person should look
 * @param attentionSince since when it waits, its payment: as long as it is known why it does
 * @param delayedAt when the reason was said
 * @param reversedAfterReport whether its money went back after WeChat was told of it
 * @param acts what people did about it, in order
 * @param timeline what became of its report, in order; left out in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TradeView(
    String id,
    @JsonProperty("merchant_id") String merchant,
    @JsonProperty("sub_merchant_id") @Nullable String subMerchant,
    @JsonProperty("out_trade_no") String outTradeNo,
    @JsonProperty("order_no") @Nullable String orderNo,
    @JsonProperty("transaction_id") @Nullable String transactionId,
    @JsonProperty("store_id") String store,
    @JsonProperty("device_id") String device,
    @Nullable Boolean elsewhere,
    @JsonProperty("amount_fen") @Nullable Long amountFen,
    @JsonProperty("paid_at") @Nullable String paidAt,
    String state,
    @Nullable String reason,
    boolean attention,
    @JsonProperty("attention_since") @Nullable String attentionSince,
    @JsonProperty("delayed_at") @Nullable String delayedAt,
    @JsonProperty("confirmed_at") @Nullable String confirmedAt,
    @JsonProperty("reversed_at") @Nullable String reversedAt,
    @JsonProperty("reversed_after_report") boolean reversedAfterReport,
    List<Try> tries,
    List<Done> acts,
    @Nullable List<TimelineEntry> timeline) {

  /** One try; without `asked_at` only its answer is known so far. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Try(
      int number,
      String method,
      @JsonProperty("asked_at") @Nullable String askedAt,
      @JsonProperty("confirmed_at") @Nullable String confirmedAt,
      @JsonProperty("refused_at") @Nullable String refusedAt,
      @JsonProperty("err_code") @Nullable String errCode,
      @JsonProperty("return_msg") @Nullable String returnMsg) {}

  /** What a person did: `retry` or `resolve`, in that person's words. */
  public record Done(String at, String act, String who, String why, String evidence) {}

  static TradeView of(Document in) {
    return new TradeView(
        in.getString("_id"),
        in.getString("merchant_id"),
        in.getString("sub_merchant_id"),
        in.getString(TradeDocument.OUT_TRADE_NO),
        in.getString(TradeDocument.ORDER_NO),
        in.getString(TradeDocument.TRANSACTION),
        in.getString("store_id"),
        in.getString("device_id"),
        in.getBoolean("elsewhere"),
        in.getLong("amount_fen"),
        time(in, TradeDocument.PAID_AT),
        in.getString(TradeDocument.STATE),
        in.getString("reason"),
        in.getBoolean(TradeDocument.ATTENTION, false),
        time(in, TradeDocument.ATTENTION_SINCE),
        in.getString("reason") == null ? null : time(in.get("delay", Document.class), "at"),
        time(in, "confirmed_at"),
        time(in, "reversed_at"),
        in.getBoolean(TradeDocument.REVERSED_AFTER, false),
        in.getList("tries", Document.class).stream().map(TradeView::tryOf).toList(),
        in.getList(TradeDocument.ACTS, Document.class, List.of()).stream()
            .map(TradeView::doneOf)
            .toList(),
        null);
  }

  TradeView withTimeline(List<TimelineEntry> entries) {
    return new TradeView(
        id,
        merchant,
        subMerchant,
        outTradeNo,
        orderNo,
        transactionId,
        store,
        device,
        elsewhere,
        amountFen,
        paidAt,
        state,
        reason,
        attention,
        attentionSince,
        delayedAt,
        confirmedAt,
        reversedAt,
        reversedAfterReport,
        tries,
        acts,
        entries);
  }

  private static Try tryOf(Document in) {
    return new Try(
        in.getInteger("number"),
        in.getString("method"),
        time(in, "asked_at"),
        time(in, "confirmed_at"),
        time(in, "refused_at"),
        in.getString("err_code"),
        in.getString("return_msg"));
  }

  private static Done doneOf(Document in) {
    return new Done(
        PaymentView.time(in.getDate("at").toInstant()),
        in.getString("act"),
        in.getString("who"),
        in.getString("why"),
        in.getString("evidence"));
  }

  private static @Nullable String time(Document in, String name) {
    Date date = in.getDate(name);
    return date == null ? null : PaymentView.time(date.toInstant());
  }
}
