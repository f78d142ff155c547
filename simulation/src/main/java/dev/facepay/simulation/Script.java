package dev.facepay.simulation;

/** What WeChat, the buyer and the network do with one payment. */
enum Script {
  PAID,
  REFUSED,
  ANSWER_LOST,
  /** The pay call never arrives. */
  REQUEST_LOST,
  /** The pay call never arrives, and queries say nothing until a reversal has come, or an hour. */
  REQUEST_LOST_QUERIES_SILENT,
  /** The pay call arrives after queries have said "no such order", while its code still lives. */
  LATE_CHARGE,
  SYSTEM_ERROR_THEN_PAID,
  PASSWORD_IN_TIME,
  /** The buyer types his password 29 to 31 s after the call. */
  PASSWORD_AT_DEADLINE,
  PASSWORD_TOO_LATE,
  PASSWORD_REFUSED,
  /** WeChat revokes it by itself after 45 s. */
  PASSWORD_NEVER,
  /** The buyer pays between the sending of a reversal and its arrival. */
  PAID_DURING_REVERSE,
  /** Charged, every query unclear, no reversal works for an hour. */
  REVERSE_FAILS_FOR_AN_HOUR,
  /** Charged, queries unclear, the permission to reverse is missing for some minutes. */
  REVERSE_NOT_PERMITTED,
  /** Charged, queries unclear, several reversals answered {@code recall=Y}. */
  RECALL,
  /** One fen more is charged than was asked for, and the answers say so. */
  WRONG_AMOUNT,
  /** Nobody is charged; an unsigned answer says SUCCESS. */
  FORGED_SUCCESS,
  PAY_ERROR,
  HTTP_ERROR,
  HTML,
  WRONG_SIGNATURE,
  /** Charged, the answer lost, and refunded by somebody else at once. */
  REFUNDED_BY_OTHERS,
  /** Charged, the answer lost, a part refunded by hand at once and the rest an hour later. */
  REFUNDED_IN_PART,
  /** Charged, queries unclear, and the first confirmed reversals do nothing. */
  REVERSE_DOES_NOTHING,
  /** The number is another system's order, of another amount. */
  OTHERS_AMOUNT,
  /** The number is another system's order of the same amount, paid a day before. */
  OTHERS_DAY;

  /** Whether the order of that number is another system's. */
  boolean isAnothers() {
    return this == OTHERS_AMOUNT || this == OTHERS_DAY;
  }
}
