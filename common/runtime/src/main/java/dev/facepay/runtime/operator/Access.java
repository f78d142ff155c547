package dev.facepay.runtime.operator;

/** Whether a call may go on. */
public sealed interface Access {

  record Granted(Operator operator) implements Access {}

  /** No bearer key, or nobody's: HTTP 401. */
  record Unknown() implements Access {}

  /** A known operator without the scope: HTTP 403. */
  record Forbidden(Operator operator, Scope missing) implements Access {}
}
