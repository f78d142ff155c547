package dev.facepay.device.order;

import org.jspecify.annotations.Nullable;

/** How an attempt to be paid ended. It never changes, and it is told once. */
public sealed interface Outcome {

  /** Whether the goods may be handed over. */
  default boolean paid() {
    return this instanceof Paid || this instanceof PaidBefore;
  }

  /** Whether another try of the same order makes sense, and with which attempt. */
  default Again again() {
    if (paid() || (this instanceof Refused refused && refused.numberIsTaken())) {
      return Again.NO;
    }
    return this instanceof NotPaid ? Again.NEXT_ATTEMPT : Again.SAME_ATTEMPT;
  }

  /** The next try of the same order. */
  enum Again {
    /** None: it is paid, or its number belongs to another order. */
    NO,
    /** The same attempt: nothing of it has ever begun. */
    SAME_ATTEMPT,
    /** The next attempt, with a new payment code. */
    NEXT_ATTEMPT
  }

  /**
   * @param transactionId WeChat's number; null if the edge did not tell it
   */
  record Paid(@Nullable String transactionId, String zh, String en) implements Outcome {}

  /** The order was paid by an attempt before; this one took no money. */
  record PaidBefore() implements Outcome {}

  /**
   * Not paid, and it stays so.
   *
   * @param reason a stable word of the edge's, like {@code not_enough}
   * @param goingBack whether money may have moved and is on its way back by itself
   * @param askOther whether another card or code can help
   * @param callStaff whether somebody of the shop must look
   */
  record NotPaid(
      String reason, boolean goingBack, boolean askOther, boolean callStaff, String zh, String en)
      implements Outcome {}

  /**
   * Nothing was ever sent: no money can have moved.
   *
   * @param detail for staff and logs
   */
  record NotSent(Why why, String detail) implements Outcome {}

  /** Why nothing was sent. */
  enum Why {
    CANCELLED,
    /** The buyer closed the scan page. */
    BUYER_LEFT,
    /** The App did not sell to the buyer whose face was scanned. */
    NOT_SOLD,
    /** The face SDK could not scan. */
    NO_FACE_CODE,
    /** No credential for the face SDK within the time. */
    NO_CREDENTIAL,
    /** The terminal was stopped or lost power before a code was there. */
    INTERRUPTED,
    /** The disk took no order number: what is not stored is not sent. */
    NOT_STORED,
    /** What was scanned is no payment code. */
    BAD_CODE
  }

  /**
   * The edge did not take the request; of this attempt no money has moved.
   *
   * @param code the problem's, like {@code invalid_request}
   * @param numberIsTaken whether the order needs a new number
   */
  record Refused(String code, boolean numberIsTaken) implements Outcome {}
}
