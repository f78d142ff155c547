package dev.facepay.auth.credential;

import dev.facepay.payment.Sealed;
import java.time.Duration;
import java.time.Instant;

/**
 * What WeChat gave for a device.
 *
 * @param authinfo sealed for the device
 * @param issuedAt when it was asked for: its time runs from then at the latest
 * @param expiresAt from when WeChat no longer takes it
 */
record Credential(Sealed authinfo, Instant issuedAt, Instant expiresAt) {

  Duration life() {
    return Duration.between(issuedAt, expiresAt);
  }

  boolean validAt(Instant now) {
    return now.isBefore(expiresAt);
  }
}
