package dev.facepay.edge.refunds;

import dev.facepay.edge.access.EdgeProblem;
import dev.facepay.runtime.fill.FillWatch.Fullness;

/** What became of what a till asked for. */
sealed interface RefundResult {

  /**
   * @param repeat whether the same request was known before
   */
  record Known(RefundSnapshot snapshot, boolean repeat) implements RefundResult {}

  /**
   * There is nothing newer than what the device has seen.
   *
   * @param tag of what it has seen
   */
  record Unchanged(String tag) implements RefundResult {}

  /** The request was turned away and touched nothing. */
  record Refused(EdgeProblem problem) implements RefundResult {}

  /**
   * The payment is another store's or merchant's.
   *
   * @param foreign whether that is known: for the audit, not for the device
   */
  record NotKnown(boolean foreign) implements RefundResult {}

  /** There is no room for anything new: nothing was published. */
  record NoRoom(Fullness place) implements RefundResult {}

  /** The broker did not acknowledge: the request may be in the log or not. Repeating is safe. */
  record NotPublished() implements RefundResult {}
}
