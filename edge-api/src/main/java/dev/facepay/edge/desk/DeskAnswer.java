package dev.facepay.edge.desk;

import dev.facepay.payment.Coded;
import dev.facepay.payment.RejectReason;
import dev.facepay.runtime.fill.Fullness;
import java.time.Duration;

/** What became of a device's wish. */
public sealed interface DeskAnswer {

  /**
   * @param repeat whether the same request was known before
   */
  record Known(Sight sight, boolean repeat) implements DeskAnswer {}

  /**
   * There is nothing newer than what the device has seen.
   *
   * @param tag of what it has seen
   * @param isFinal whether nothing newer will ever come
   */
  record Unchanged(String tag, boolean isFinal) implements DeskAnswer {}

  /** The request was turned away and touched no payment. */
  record Refused(Coded<RejectReason> reason) implements DeskAnswer {}

  /**
   * No such payment of this device's store in memory.
   *
   * @param foreign whether there is one of another store or merchant: for the audit, not for the
   *     device
   */
  record NotKnown(boolean foreign) implements DeskAnswer {}

  /**
   * {@code time_expire} is too near to begin a payment.
   *
   * @param atLeast how far away it must be
   */
  record ExpiresTooSoon(Duration atLeast) implements DeskAnswer {}

  /** There is no room for a new payment: nothing was published. */
  record NoRoom(Fullness place) implements DeskAnswer {}

  /**
   * The broker did not acknowledge: the wish may be in the log or not, and repeating it is safe.
   */
  record NotPublished() implements DeskAnswer {}

  /** So many payments are open that a new one would only wait behind them. */
  record Busy() implements DeskAnswer {}
}
