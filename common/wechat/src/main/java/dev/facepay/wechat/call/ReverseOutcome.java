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
   * @param code WeChat's (signed), or ours (nothing was sent): one of the constants here,
   *     UNKNOWN_MERCHANT or INVALID_FIELD
   */
  record Refused(String code, String text) implements ReverseOutcome {

    /** The merchant has no client certificate here. */
    public static final String NO_CERTIFICATE = "NO_CERTIFICATE";

    /** The client certificate has ended. */
    public static final String CERTIFICATE_EXPIRED = "CERTIFICATE_EXPIRED";

    /** The client certificate's file can no longer be opened. */
    public static final String BAD_CERTIFICATE = "BAD_CERTIFICATE";
  }

  /** Nothing was learned: call again. */
  record Unclear(Cause cause, String code, String text) implements ReverseOutcome {}
}
