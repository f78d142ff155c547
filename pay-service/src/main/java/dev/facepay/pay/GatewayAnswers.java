package dev.facepay.pay;

import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Outcome;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.Micropay;
import dev.facepay.wechat.Micropay.NotSent;
import dev.facepay.wechat.Micropay.Paid;
import dev.facepay.wechat.Micropay.Refused;
import java.time.Instant;

/** The pay stage's fact for each thing that a pay call can prove. */
final class GatewayAnswers {

  private GatewayAnswers() {}

  /**
   * @param now when the call was over: the latest moment at which it can have left
   */
  static Outcome fact(Requested request, Micropay.Outcome outcome, Instant now) {
    return switch (outcome) {
      case Paid paid ->
          new Succeeded(request.payment(), Stage.PAY, paid.transactionId(), paid.timeEnd(), now)
              .with(paid.details());
      case Refused(GatewayCode code, String text) ->
          failed(request, failureReason(code), code, text, now);
      case NotSent(Code.Obstacle obstacle, String text) ->
          failed(request, failureReason(obstacle), obstacle, text, now);
      case Micropay.Unknown(Cause cause, Code code, String text) ->
          new Unknown(request.payment(), unknownReason(cause), code.text(), text, now, now);
    };
  }

  /**
   * @param sentAt the latest moment at which a call that nobody remembers can have left
   */
  static Unknown late(Requested request, Instant sentAt, Instant now) {
    return new Unknown(
        request.payment(),
        UnknownReason.TOO_LATE,
        "",
        "too old to ask for money, and nothing is written down",
        sentAt,
        now);
  }

  /**
   * Two amounts stand under one number, and which of them was asked for is lost: an order of
   * another amount is no proof of another system.
   *
   * @param sentAt the latest moment at which a call that nobody remembers can have left
   */
  static Unknown oneOfTwo(Requested request, Instant sentAt, Instant now) {
    return new Unknown(
        request.payment(),
        UnknownReason.MISMATCH,
        "",
        "requests of two amounts came under this number, and which was asked for is lost",
        sentAt,
        now);
  }

  static Failed tooLate(Requested request, Instant now) {
    return failed(
        request,
        FailureReason.TOO_LATE,
        Code.NONE,
        "the request was too old to ask for money",
        now);
  }

  static Failed unreadableCode(Requested request, Instant now) {
    return failed(
        request,
        FailureReason.NOT_SENT,
        Code.NONE,
        "the payment code could not be opened here",
        now);
  }

  private static Failed failed(
      Requested request, FailureReason reason, Code code, String text, Instant now) {
    return new Failed(request.payment(), Stage.PAY, reason, code.text(), text, now);
  }

  private static FailureReason failureReason(Code.Obstacle obstacle) {
    return switch (obstacle) {
      case NO_CONNECTION, NO_SLOT -> FailureReason.NOT_SENT;
      case INVALID_FIELD -> FailureReason.INVALID_REQUEST;
      case EXPIRES_TOO_SOON -> FailureReason.TOO_LATE;
      case UNKNOWN_MERCHANT, NO_CERTIFICATE, CERTIFICATE_EXPIRED, BAD_CERTIFICATE ->
          FailureReason.MERCHANT_SETUP;
    };
  }

  /** The definite failures of spec section 5, told apart by what the person at the till can do. */
  private static FailureReason failureReason(GatewayCode code) {
    return switch (code) {
      case AUTHCODEEXPIRE -> FailureReason.CODE_EXPIRED;
      case AUTH_CODE_ERROR -> FailureReason.CODE_INVALID;
      case AUTH_CODE_INVALID -> FailureReason.NOT_WECHAT_CODE;
      case NOTENOUGH -> FailureReason.NOT_ENOUGH;
      case NOTSUPORTCARD -> FailureReason.CARD_NOT_SUPPORTED;
      case ORDERCLOSED -> FailureReason.ORDER_CLOSED;
      case ORDERREVERSED -> FailureReason.ORDER_REVERSED;
      case BUYER_MISMATCH -> FailureReason.BUYER_MISMATCH;
      case TRADE_ERROR -> FailureReason.TRADE_REFUSED;
      case NOAUTH, SIGNERROR, APPID_NOT_EXIST, MCHID_NOT_EXIST, APPID_MCHID_NOT_MATCH ->
          FailureReason.MERCHANT_SETUP;
      case PARAM_ERROR,
          XML_FORMAT_ERROR,
          REQUIRE_POST_METHOD,
          LACK_PARAMS,
          NOT_UTF8,
          INVALID_REQUEST ->
          FailureReason.INVALID_REQUEST;
      // No definite failure of a pay call, so none is ever refused with these.
      case SYSTEMERROR,
          BANKERROR,
          USERPAYING,
          ORDERPAID,
          OUT_TRADE_NO_USED,
          ORDERNOTEXIST,
          REVERSE_EXPIRE,
          INVALID_TRANSACTIONID,
          REFUNDNOTEXIST,
          BIZERR_NEED_RETRY,
          FREQUENCY_LIMITED,
          INVALID_REQ_TOO_MUCH,
          ORDER_NOT_READY,
          TRADE_OVERDUE,
          USER_ACCOUNT_ABNORMAL,
          ERROR,
          REFUND_FEE_MISMATCH,
          CERT_ERROR ->
          FailureReason.INVALID_REQUEST;
    };
  }

  private static UnknownReason unknownReason(Cause cause) {
    return switch (cause) {
      case USER_PAYING -> UnknownReason.USER_PAYING;
      case SYSTEM_ERROR -> UnknownReason.SYSTEM_ERROR;
      case BANK_ERROR -> UnknownReason.BANK_ERROR;
      case ORDER_NUMBER_USED -> UnknownReason.ORDER_NUMBER_USED;
      case UNLISTED_CODE, CALL_FAILED -> UnknownReason.UNLISTED_CODE;
      case NO_ANSWER, NOT_SENT -> UnknownReason.NO_ANSWER;
      case HTTP_STATUS, THROTTLED -> UnknownReason.HTTP_ERROR;
      case UNREADABLE -> UnknownReason.UNREADABLE;
      case BAD_SIGNATURE -> UnknownReason.BAD_SIGNATURE;
      case MISMATCH -> UnknownReason.MISMATCH;
    };
  }
}
