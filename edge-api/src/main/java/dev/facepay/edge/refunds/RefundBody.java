package dev.facepay.edge.refunds;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.refunds.RefundSnapshot.Status;
import dev.facepay.payment.Coded;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A refund as it is told to a till. */
record RefundBody(
    @JsonProperty("payment_id") String paymentId,
    @JsonProperty("refund_no") String refundNo,
    @JsonProperty("out_refund_no") String outRefundNo,
    State state,
    @Nullable Boolean refunded,
    @JsonProperty("final") boolean isFinal,
    @JsonProperty("next_action") NextAction nextAction,
    @Nullable String reason,
    Message message,
    @JsonProperty("amount_fen") long amountFen,
    String currency,
    @JsonProperty("refund_id") @Nullable String refundId,
    int version,
    @JsonProperty("requested_at") String requestedAt,
    @JsonProperty("updated_at") String updatedAt,
    Links links) {

  /** Where a refund stands, in a till's words. */
  enum State {
    /** Handed over; WeChat has been asked, or is going to be. */
    PROCESSING,
    /** The money is out, and the buyer's card does not take it. */
    CHANGED,
    SUCCEEDED,
    FAILED
  }

  /** What the till shall do now. */
  enum NextAction {
    /** It is over: show the message. */
    SHOW_RESULT,
    /** A person must see to it. */
    CALL_STAFF,
    /** Nothing to show yet; keep asking for the state. */
    WAIT
  }

  /** Short texts for the screen. */
  record Message(String zh, String en) {}

  /** Where to go on. */
  record Links(String self, String payment) {}

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  static RefundBody of(RefundSnapshot snapshot) {
    RefundRef refund = snapshot.refund();
    String payment = path(refund.payment());
    return new RefundBody(
        refund.payment().toString(),
        refund.refundNo().value(),
        refund.outRefundNo(),
        state(snapshot.status()),
        snapshot.refunded(),
        snapshot.isFinal(),
        nextAction(snapshot.status()),
        snapshot.status() instanceof Status.Failed failed ? failed.reason().wire() : null,
        message(snapshot.status()),
        refund.amount().fen(),
        Money.CURRENCY,
        refundId(snapshot.status()),
        snapshot.version(),
        TIME.format(refund.requestedAt()),
        TIME.format(snapshot.updatedAt()),
        new Links(payment + "/refunds/" + encoded(refund.refundNo().value()), payment));
  }

  private static String path(PaymentId payment) {
    return "/v1/payments/" + payment.merchant() + ":" + encoded(payment.outTradeNo().value());
  }

  /** Numbers may have characters that an address may not. */
  private static String encoded(String number) {
    return URLEncoder.encode(number, StandardCharsets.UTF_8);
  }

  private static State state(Status status) {
    return switch (status) {
      case Status.Requested s -> State.PROCESSING;
      case Status.Changed s -> State.CHANGED;
      case Status.Succeeded s -> State.SUCCEEDED;
      case Status.Failed s -> State.FAILED;
      case Status.Refused s -> throw new IllegalStateException("a refusal is told as a problem");
    };
  }

  private static @Nullable String refundId(Status status) {
    return switch (status) {
      case Status.Changed s -> s.refundId();
      case Status.Succeeded s -> s.refundId();
      case Status.Requested s -> null;
      case Status.Failed s -> null;
      case Status.Refused s -> null;
    };
  }

  static NextAction nextAction(Status status) {
    return switch (status) {
      case Status.Requested s -> NextAction.WAIT;
      case Status.Succeeded s -> NextAction.SHOW_RESULT;
      case Status.Changed s -> NextAction.CALL_STAFF;
      case Status.Refused s -> NextAction.CALL_STAFF;
      case Status.Failed s ->
          switch (s.reason()) {
            case RefundFailure.MORE_THAN_PAID, RefundFailure.NOT_PAID -> NextAction.SHOW_RESULT;
            case RefundFailure f -> NextAction.CALL_STAFF;
            case Coded.Other<RefundFailure> other -> NextAction.CALL_STAFF;
          };
    };
  }

  static Message message(Status status) {
    return switch (status) {
      case Status.Requested s -> new Message("退款处理中，请稍候", "Refund under way, one moment");
      case Status.Succeeded s -> new Message("退款成功，款项已原路退回", "Refunded the way it was paid");
      case Status.Changed s ->
          new Message("退款需人工处理，请联系店员", "The buyer's card takes no refund; ask staff");
      case Status.Refused s -> new Message("请求未被接受", "The request was not accepted");
      case Status.Failed s -> failed(s.reason());
    };
  }

  private static Message failed(Coded<RefundFailure> reason) {
    return switch (reason) {
      case RefundFailure.MORE_THAN_PAID ->
          new Message("未退款，退款总额超过支付金额", "Not refunded: more than was paid");
      case RefundFailure.NOT_PAID -> new Message("未退款，该笔支付未成功", "Not refunded: it was never paid");
      case RefundFailure.TOO_OLD ->
          new Message(
              "未退款，支付已超过一年，请以其他方式退还", "Not refunded: paid over a year ago; pay back otherwise");
      case RefundFailure.TOO_MANY ->
          new Message("未退款，该笔支付退款次数已达上限", "Not refunded: the payment has too many refunds");
      case RefundFailure.STORE_MISMATCH ->
          new Message("未退款，该笔支付属于其他门店", "Not refunded: another store's payment");
      case RefundFailure.ABOVE_LIMIT ->
          new Message(
              "未退款，超过收银退款限额，请联系店长", "Not refunded: above the till's limit; ask the manager");
      case RefundFailure.ACCOUNT_CLOSED ->
          new Message("未退款，买家账户已注销，请以其他方式退还", "Not refunded: account closed; pay back otherwise");
      case RefundFailure.CLOSED_AT_GATEWAY ->
          new Message("退款已关闭，可重新发起退款", "Refund closed; a new one may be tried");
      case RefundFailure f -> new Message("未退款，请联系店员", "Not refunded; ask staff");
      case Coded.Other<RefundFailure> other -> new Message("未退款，请联系店员", "Not refunded; ask staff");
    };
  }
}
