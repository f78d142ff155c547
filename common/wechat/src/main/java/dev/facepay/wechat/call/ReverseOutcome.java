package dev.facepay.wechat.call;

/** What one {@code reverse} call proved. */
public sealed interface ReverseOutcome {

  /** Signed: the order is closed or the money is back. */
  record Confirmed() implements ReverseOutcome {}

  /** Signed, {@code recall=Y}: call again. */
  record CallAgain(String code, String text) implements ReverseOutcome {}

  /** Signed, {@code USERPAYING}: an order being paid cannot be reversed: later. */
  record NotNow() implements ReverseOutcome {}

  /** Signed, {@code REVERSE_EXPIRE}: over seven days: a person must refund. */
  record Expired() implements ReverseOutcome {}

  /**
   * A person must mend something first; retry slowly.
   *
   * @param code WeChat's (signed), or ours: NO_CERTIFICATE, CERTIFICATE_EXPIRED, BAD_CERTIFICATE,
   *     UNKNOWN_MERCHANT, INVALID_FIELD (nothing was sent then)
   */
  record Refused(String code, String text) implements ReverseOutcome {}

  /** Nothing was learned: call again. */
  record Unclear(Cause cause, String code, String text) implements ReverseOutcome {}
}
