package dev.facepay.payment;

/** Why a reply to the pay call does not say whether money moved (spec section 5). */
public enum UnknownReason implements Coded<UnknownReason> {
  /** The buyer must type a password. */
  USER_PAYING("user_paying"),
  SYSTEM_ERROR("system_error"),
  BANK_ERROR("bank_error"),
  /** "Already paid" or "already used": ask before judging. */
  ORDER_NUMBER_USED("order_number_used"),
  /** Timeout or broken connection after the request may have left. */
  NO_ANSWER("no_answer"),
  /** A status other than 200. */
  HTTP_ERROR("http_error"),
  /** Not the XML of a reply. */
  UNREADABLE("unreadable"),
  /** Missing or wrong signature: perhaps forged. */
  BAD_SIGNATURE("bad_signature"),
  /** The reply is about another merchant, number or amount. */
  MISMATCH("mismatch"),
  /** A code that is not known to be a definite failure. */
  UNLISTED_CODE("unlisted_code"),
  /**
   * The request was too old to ask for money when it was read, and nothing is written down: it was
   * never asked for, or what was written down is lost.
   */
  TOO_LATE("too_late"),
  /** The worker that asked never wrote down an answer. */
  INTERRUPTED("interrupted");

  private final String wire;

  UnknownReason(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
