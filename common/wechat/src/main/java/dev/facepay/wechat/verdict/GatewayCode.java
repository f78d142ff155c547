package dev.facepay.wechat.verdict;

import java.util.Optional;

/**
 * The table: every {@code err_code} of the specification, and what it proves as the answer to each
 * call. A code that is not in a call's own list proves nothing there.
 */
public enum GatewayCode {
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
  INVALID_TRANSACTIONID(Pay.UNLISTED, Query.UNLISTED, Reverse.REFUSED);

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

  /** Empty for a code that the specification does not have; the match is exact. */
  public static Optional<GatewayCode> of(String code) {
    for (GatewayCode known : values()) {
      if (known.name().equals(code)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  static Pay pay(String code) {
    return of(code).map(known -> known.pay).orElse(Pay.UNLISTED);
  }

  static Query query(String code) {
    return of(code).map(known -> known.query).orElse(Query.UNLISTED);
  }

  static Reverse reverse(String code) {
    return of(code).map(known -> known.reverse).orElse(Reverse.UNLISTED);
  }
}
