package dev.facepay.wechat;

/**
 * The table: every {@code err_code} of the specification, and what it proves as the answer to each
 * call. A code that is not in a call's own list proves nothing there.
 */
public enum GatewayCode implements Code {
  SYSTEMERROR(Pay.SYSTEM_ERROR, Query.SYSTEM_ERROR, Reverse.SYSTEM_ERROR),
  BANKERROR(Pay.BANK_ERROR, Query.UNLISTED, Reverse.UNLISTED),
  USERPAYING(Pay.USER_PAYING, Query.UNLISTED, Reverse.NOT_NOW),
  PARAM_ERROR(Pay.FAILED, Query.UNLISTED, Reverse.REFUSED),
  ORDERPAID(Pay.NUMBER_USED, Query.UNLISTED, Reverse.UNLISTED),
  NOAUTH(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  AUTHCODEEXPIRE(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  NOTENOUGH(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  NOTSUPORTCARD(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  ORDERCLOSED(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  ORDERREVERSED(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  AUTH_CODE_ERROR(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  AUTH_CODE_INVALID(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  XML_FORMAT_ERROR(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  REQUIRE_POST_METHOD(Pay.FAILED, Query.UNLISTED, Reverse.REFUSED),
  SIGNERROR(Pay.FAILED, Query.UNLISTED, Reverse.REFUSED),
  LACK_PARAMS(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  NOT_UTF8(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  BUYER_MISMATCH(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  APPID_NOT_EXIST(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  MCHID_NOT_EXIST(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  APPID_MCHID_NOT_MATCH(Pay.FAILED, Query.UNLISTED, Reverse.UNLISTED),
  OUT_TRADE_NO_USED(Pay.NUMBER_USED, Query.UNLISTED, Reverse.UNLISTED),
  INVALID_REQUEST(Pay.FAILED, Query.UNLISTED, Reverse.REFUSED),
  TRADE_ERROR(Pay.FAILED, Query.UNLISTED, Reverse.REFUSED),
  ORDERNOTEXIST(Pay.UNLISTED, Query.NOT_FOUND, Reverse.UNLISTED),
  REVERSE_EXPIRE(Pay.UNLISTED, Query.UNLISTED, Reverse.EXPIRED),
  INVALID_TRANSACTIONID(Pay.UNLISTED, Query.UNLISTED, Reverse.REFUSED),
  REFUNDNOTEXIST(Pay.UNLISTED, Query.UNLISTED, Reverse.UNLISTED);

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

  private final Pay pay;
  private final Query query;
  private final Reverse reverse;

  GatewayCode(Pay pay, Query query, Reverse reverse) {
    this.pay = pay;
    this.query = query;
    this.reverse = reverse;
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
}
