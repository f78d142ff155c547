package dev.facepay.auth.credential;

import dev.facepay.payment.CredentialRefusal;
import dev.facepay.wechat.call.AuthinfoOutcome;

/** What comes of a device's ask. */
sealed interface Answer {

  /**
   * @param cached whether nobody had to call for it now
   */
  record Got(Credential credential, boolean cached) implements Answer {}

  /**
   * @param code WeChat's, or empty
   */
  record Refused(CredentialRefusal reason, String code, String text, boolean retryable)
      implements Answer {}

  /** A definite no. */
  static Refused of(AuthinfoOutcome.Refused refused) {
    return switch (refused.code()) {
      case "UNKNOWN_MERCHANT" ->
          new Refused(CredentialRefusal.UNKNOWN_MERCHANT, "", refused.text(), false);
      case "INVALID_FIELD" ->
          new Refused(CredentialRefusal.INVALID_FIELD, "", refused.text(), false);
      default ->
          new Refused(CredentialRefusal.GATEWAY_REFUSED, refused.code(), refused.text(), false);
    };
  }

  static Refused of(AuthinfoOutcome.Unclear unclear) {
    return new Refused(CredentialRefusal.GATEWAY_UNAVAILABLE, unclear.code(), unclear.text(), true);
  }
}
