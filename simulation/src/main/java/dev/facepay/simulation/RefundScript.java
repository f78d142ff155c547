package dev.facepay.simulation;

/** What WeChat, the bank and the network do with one refund. */
enum RefundScript {
  ARRIVES,
  /** There when it is asked for the first time. */
  ARRIVES_AT_ONCE,
  /** Hours on its way. */
  ARRIVES_LATE,
  ANSWER_LOST,
  /** The first call never arrives. */
  REQUEST_LOST,
  /** The first call arrives after a query has said "no such refund". */
  LATE_REQUEST,
  SYSTEM_ERROR,
  SYSTEM_ERROR_THEN_DONE,
  NEEDS_RETRY,
  FREQUENCY_LIMITED,
  /** Limited, it is told, and in work all the same. */
  FREQUENCY_LIMITED_AND_DONE,
  UNLISTED_CODE,
  ORDER_NOT_READY,
  /** The merchant's balance is too low for some minutes. */
  NOT_ENOUGH,
  /** The permission is missing for some minutes. */
  NOT_PERMITTED,
  OVERDUE,
  ACCOUNT_CLOSED,
  /** A rule that only the text tells. */
  RULE,
  PARAMETER,
  /** Taken, and closed later: the money stays. */
  CLOSED,
  /** The card is dead; a person sends the money elsewhere an hour later. */
  CHANGED,
  /** On its way in a state that nobody has heard of. */
  STATE_OF_TOMORROW,
  /** Nothing is done; an unsigned answer says that it is accepted. */
  FORGED_SUCCESS,
  WRONG_SIGNATURE,
  HTTP_ERROR,
  HTML,
  /** Somebody has used the number, for another amount. */
  NUMBER_TAKEN,
  /** Somebody gives a part, or all of it, back by hand just before. */
  BY_HAND
}
