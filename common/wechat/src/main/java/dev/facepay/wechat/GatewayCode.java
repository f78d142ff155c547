package dev.facepay.wechat;

/**
 * The table: every {@code err_code} of the specification, and what it proves as the answer to each
 * call. A code that is not in a call's own list proves nothing there.
 */
public enum GatewayCode implements Code {
  SYSTEMERROR(Pay.SYSTEM_ERROR, Query.SYSTEM_ERROR, Reverse.SYSTEM_ERROR, Refund.UNKNOWN),
  BANKERROR(Pay.BANK_ERROR, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  USERPAYING(Pay.USER_PAYING, Query.UNLISTED, Reverse.NOT_NOW, Refund.UNLISTED),
  PARAM_ERROR(Pay.FAILED, Query.UNLISTED, Reverse.REFUSED, Refund.INVALID_REQUEST),
  ORDERPAID(Pay.NUMBER_USED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  NOAUTH(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.SETUP),
  AUTHCODEEXPIRE(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  NOTENOUGH(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.NOT_NOW),
  NOTSUPORTCARD(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  ORDERCLOSED(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  ORDERREVERSED(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  AUTH_CODE_ERROR(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  AUTH_CODE_INVALID(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  XML_FORMAT_ERROR(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.INVALID_REQUEST),
  REQUIRE_POST_METHOD(Pay.FAILED, Query.UNLISTED, Reverse.REFUSED, Refund.INVALID_REQUEST),
  SIGNERROR(Pay.FAILED, Query.UNLISTED, Reverse.REFUSED, Refund.SETUP),
  LACK_PARAMS(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  NOT_UTF8(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  BUYER_MISMATCH(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  APPID_NOT_EXIST(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.SETUP),
  MCHID_NOT_EXIST(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.SETUP),
  APPID_MCHID_NOT_MATCH(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  OUT_TRADE_NO_USED(Pay.NUMBER_USED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  INVALID_REQUEST(Pay.FAILED, Query.UNLISTED, Reverse.REFUSED, Refund.REFUSED),
  TRADE_ERROR(Pay.FAILED, Query.UNLISTED, Reverse.REFUSED, Refund.UNLISTED),
  ORDERNOTEXIST(Pay.UNLISTED, Query.NOT_FOUND, Reverse.UNLISTED, Refund.NOT_PAID),
  REVERSE_EXPIRE(Pay.UNLISTED, Query.UNLISTED, Reverse.EXPIRED, Refund.UNLISTED),
  INVALID_TRANSACTIONID(Pay.UNLISTED, Query.UNLISTED, Reverse.REFUSED, Refund.INVALID_REQUEST),
  REFUNDNOTEXIST(Pay.UNLISTED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNLISTED),
  BIZERR_NEED_RETRY(Pay.UNLISTED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNKNOWN),
  FREQUENCY_LIMITED(Pay.UNLISTED, Query.UNLISTED, Reverse.UNLISTED, Refund.UNKNOWN),
  INVALID_REQ_TOO_MUCH(Pay.UNLISTED, Query.UNLISTED, Reverse.UNLISTED, Refund.NOT_NOW),
  ORDER_NOT_READY(Pay.UNLISTED, Query.UNLISTED, Reverse.UNLISTED, Refund.NOT_NOW),
  TRADE_OVERDUE(Pay.UNLISTED, Query.UNLISTED, Reverse.UNLISTED, Refund.TOO_OLD),
  USER_ACCOUNT_ABNORMAL(Pay.UNLISTED, Query.UNLISTED, Reverse.UNLISTED, Refund.ACCOUNT_CLOSED),
  ERROR(Pay.UNLISTED, Query.UNLISTED, Reverse.UNLISTED, Refund.REFUSED),
  REFUND_FEE_MISMATCH(Pay.UNLISTED, Query.UNLISTED, Reverse.UNLISTED, Refund.NUMBER_USED),
  CERT_ERROR(Pay.UNLISTED, Query.UNLISTED, Reverse.UNLISTED, Refund.SETUP);

  /** As the answer to {@code micropay}; only FAILED proves that no money moved. */
  enum Pay {
    FAILED,
    USER_PAYING,
    SYSTEM_ERROR,
    BANK_ERROR,
    NUMBER_USED,
    UNLISTED
  }

  /** As the answer to {@code orderquery}. */
  enum Query {
    NOT_FOUND,
    SYSTEM_ERROR,
    UNLISTED
  }

  /** As the answer to {@code reverse}. */
  enum Reverse {
    NOT_NOW,
    EXPIRED,
    REFUSED,
    SYSTEM_ERROR,
    UNLISTED
  }

  /** As the answer to {@code refund}; what is definite there frees the money that it was about. */
  enum Refund {
    /** The refund may exist: ask, or repeat with the same number. */
    UNKNOWN,
    /** Not taken; the same request later. */
    NOT_NOW,
    /** Not taken until a person has mended the merchant's set-up. */
    SETUP,
    TOO_OLD,
    ACCOUNT_CLOSED,
    NOT_PAID,
    NUMBER_USED,
    INVALID_REQUEST,
    REFUSED,
    UNLISTED
  }

  private final Pay pay;
  private final Query query;
  private final Reverse reverse;
  private final Refund refund;

  GatewayCode(Pay pay, Query query, Reverse reverse, Refund refund) {
    this.pay = pay;
    this.query = query;
    this.reverse = reverse;
    this.refund = refund;
  }

  @Override
  public String text() {
    return name();
  }

  Pay pay() {
    return pay;
  }

  Query query() {
    return query;
  }

  Reverse reverse() {
    return reverse;
  }

  Refund refund() {
    return refund;
  }
}
