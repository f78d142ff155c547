package dev.facepay.edge.credential;

import dev.facepay.payment.DeviceFact.CredentialRefused;
import java.time.Instant;

/** What a device that asked for a credential is told. */
public sealed interface CredentialAnswer {

  /**
   * @param authinfo the credential itself: for the device that asked, and never printed
   * @param cached whether WeChat was asked for it before
   */
  record Issued(String authinfo, Instant expiresAt, boolean cached) implements CredentialAnswer {

    @Override
    public String toString() {
      return "Issued[" + expiresAt + "]";
    }
  }

  record Refused(CredentialRefused fact) implements CredentialAnswer {}

  /** The wish is not known to be in the log. */
  record NotPublished() implements CredentialAnswer {}

  /** Nothing came while the device waited. */
  record NoAnswer() implements CredentialAnswer {}
}
