package dev.facepay.edge.device;

/** Whose key that is, if it opens anything. A device is told no difference; the audit is. */
public sealed interface KeyVerdict {

  record Known(Terminal terminal) implements KeyVerdict {}

  /** Nobody's. */
  record Stranger() implements KeyVerdict {}

  /** Of a device that was revoked. */
  record Revoked(Device device) implements KeyVerdict {}

  /** The device has had a newer one for long enough. */
  record Expired(Device device) implements KeyVerdict {}
}
