package dev.facepay.edge.screen;

/** Where a payment stands, in a device's words. */
public enum State {
  /** Handed over to be paid; nothing is known yet. */
  PROCESSING,
  /** WeChat was asked and its answer does not say; it is being asked again. */
  WAITING,
  /** Not paid, and nothing will be kept. */
  REVERSING,
  SUCCEEDED,
  FAILED,
  REVERSED
}
