package dev.facepay.wechat;

/** Why an answer proves nothing. None of these says that the order did not go through. */
public enum Cause {
  /** {@code USERPAYING}: the buyer is typing a password. */
  USER_PAYING,
  /** {@code SYSTEMERROR}. */
  SYSTEM_ERROR,
  /** {@code BANKERROR}. */
  BANK_ERROR,
  /** {@code ORDERPAID}, {@code OUT_TRADE_NO_USED}: the number may be our own order: ask first. */
  ORDER_NUMBER_USED,
  /** A signed answer with a code or a state that the specification does not list. */
  UNLISTED_CODE,
  /** The call itself failed ({@code return_code} is not SUCCESS): unsigned as a rule, no proof. */
  CALL_FAILED,
  /** A time-out or a broken connection after bytes may have left. */
  NO_ANSWER,
  /** Any HTTP status but 200 and 429. */
  HTTP_STATUS,
  /** HTTP status 429. */
  THROTTLED,
  /** HTML, broken or hostile XML, another charset, too big, a required field missing or odd. */
  UNREADABLE,
  /** The signature is missing, or is not the merchant's. */
  BAD_SIGNATURE,
  /** A signed answer about something else than what was asked. */
  MISMATCH,
  /**
   * No byte of the request left; the code is the reason's name. Query, reverse and authinfo only.
   */
  NOT_SENT
}
