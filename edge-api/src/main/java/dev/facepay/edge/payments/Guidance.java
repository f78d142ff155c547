package dev.facepay.edge.payments;

import static dev.facepay.edge.payments.Guidance.NextAction.ASK_OTHER_METHOD;
import static dev.facepay.edge.payments.Guidance.NextAction.ASK_PASSWORD;
import static dev.facepay.edge.payments.Guidance.NextAction.CALL_STAFF;
import static dev.facepay.edge.payments.Guidance.NextAction.SHOW_RESULT;
import static dev.facepay.edge.payments.Guidance.NextAction.WAIT;
import static dev.facepay.edge.payments.Guidance.NextAction.WAIT_REVERSAL;

import dev.facepay.edge.payments.PaymentStatus.NotPaid;
import dev.facepay.edge.payments.PaymentStatus.Paid;
import dev.facepay.edge.payments.PaymentStatus.Processing;
import dev.facepay.edge.payments.PaymentStatus.Refused;
import dev.facepay.edge.payments.PaymentStatus.Reversing;
import dev.facepay.edge.payments.PaymentStatus.Waiting;
import dev.facepay.payment.Coded;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.UnknownReason;

/**
 * What the device does next and what its screen says.
 *
 * @param zh short text for the buyer
 * @param en the same in English
 */
record Guidance(NextAction nextAction, String zh, String en) {

  /** What the device shall do now. */
  enum NextAction {
    /** It is over: show the message. */
    SHOW_RESULT,
    /** The buyer must type a password on the phone; keep asking for the state. */
    ASK_PASSWORD,
    /** Not paid; another code, card or method can help, as a new attempt. */
    ASK_OTHER_METHOD,
    /** Not paid; whatever was taken goes back by itself. */
    WAIT_REVERSAL,
    /** Somebody of the shop must look at it. */
    CALL_STAFF,
    /** Nothing to show yet; keep asking for the state. */
    WAIT
  }

  /**
   * @param overdue whether the time is over within which the device should have had an answer
   */
  static Guidance of(PaymentSnapshot snapshot, boolean overdue) {
    boolean staff = !snapshot.attention().isEmpty() || overdue;
    return switch (snapshot.status()) {
      case Paid s -> new Guidance(SHOW_RESULT, "支付成功", "Paid");
      case NotPaid s -> notPaid(s.reason());
      case PaymentStatus.Reversed s ->
          new Guidance(SHOW_RESULT, "未支付，款项未收取或已退回", "Not paid; nothing was kept");
      case Reversing s ->
          new Guidance(
              snapshot.attention().isEmpty() ? WAIT_REVERSAL : CALL_STAFF,
              snapshot.attention().isEmpty() ? "未支付，如已扣款将自动退回" : "未支付，退款需店员处理",
              snapshot.attention().isEmpty()
                  ? "Not paid; anything taken goes back by itself"
                  : "Not paid; staff must see to the money's return");
      case Waiting s -> staff ? callStaff() : waiting(s.reason());
      case Processing s -> staff ? callStaff() : processing();
      case Refused s -> new Guidance(CALL_STAFF, "请求未被接受", "The request was not accepted");
    };
  }

  private static Guidance processing() {
    return new Guidance(WAIT, "正在支付，请稍候", "Paying, one moment");
  }

  private static Guidance callStaff() {
    return new Guidance(
        CALL_STAFF, "支付结果确认中，请联系店员，勿重复付款", "Still being settled; ask staff, do not pay again");
  }

  private static Guidance waiting(Coded<UnknownReason> reason) {
    return reason == UnknownReason.USER_PAYING
        ? new Guidance(ASK_PASSWORD, "用户支付中，请在手机上输入支付密码", "Enter the password on the phone")
        : new Guidance(WAIT, "正在确认支付结果，请稍候", "Checking the result, one moment");
  }

  /** In WeChat's words where it prescribes some for an error code of the pay call. */
  private static Guidance notPaid(Coded<FailureReason> reason) {
    return switch (reason) {
      case FailureReason.NOT_ENOUGH ->
          new Guidance(ASK_OTHER_METHOD, "用户余额不足，请换卡支付", "Balance too low; use another card");
      case FailureReason.CARD_NOT_SUPPORTED ->
          new Guidance(
              ASK_OTHER_METHOD,
              "该卡不支持当前支付，请换卡支付或绑新卡支付",
              "Card not supported; use another card or add a new one");
      case FailureReason.CODE_EXPIRED ->
          new Guidance(
              ASK_OTHER_METHOD,
              "二维码已过期，请在微信上刷新后再试，或重新刷脸",
              "Code expired; refresh it in WeChat or scan the face again");
      case FailureReason.CODE_INVALID ->
          new Guidance(
              ASK_OTHER_METHOD,
              "每个二维码仅限使用一次，请刷新再试或重新刷脸",
              "A code works once; refresh it or scan the face again");
      case FailureReason.NOT_WECHAT_CODE ->
          new Guidance(
              ASK_OTHER_METHOD,
              "请扫描微信支付被扫条码/二维码",
              "Not a WeChat payment code; scan one of WeChat Pay");
      case FailureReason.BUYER_MISMATCH ->
          new Guidance(
              ASK_OTHER_METHOD,
              "暂不支持同一笔订单更换支付方，请重新下单",
              "Another buyer began this order; start again");
      case FailureReason.TRADE_REFUSED, FailureReason.RISK ->
          new Guidance(
              ASK_OTHER_METHOD,
              "交易错误，请确认帐号是否存在异常，或换其他方式",
              "Refused; check the account or use another way");
      case FailureReason.NOT_SENT, FailureReason.TOO_LATE ->
          new Guidance(SHOW_RESULT, "未扣款，请重新支付", "Nothing was charged; please pay again");
      case FailureReason.ORDER_CLOSED, FailureReason.CLOSED_AT_GATEWAY ->
          new Guidance(SHOW_RESULT, "订单已关闭，请重新下单支付", "Order closed, not paid; order again");
      case FailureReason.ORDER_REVERSED, FailureReason.REVOKED_AT_GATEWAY ->
          new Guidance(SHOW_RESULT, "订单已撤销，请重新支付", "Order reversed, not paid; pay again");
      case FailureReason.REFUNDED_AT_GATEWAY ->
          new Guidance(SHOW_RESULT, "款项已退回", "The money has gone back");
      case FailureReason.MERCHANT_SETUP, FailureReason.INVALID_REQUEST ->
          new Guidance(CALL_STAFF, "暂时无法支付，请联系店员", "Payment not possible here now; ask staff");
      case FailureReason.ORDER_NUMBER_USED ->
          new Guidance(
              CALL_STAFF, "未支付，订单号已被占用，请联系店员", "Not paid; the order number is in use; ask staff");
      case Coded.Other<FailureReason> other -> new Guidance(SHOW_RESULT, "未支付", "Not paid");
    };
  }
}
