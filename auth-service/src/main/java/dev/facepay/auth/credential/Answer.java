package dev.facepay.auth.credential;

import dev.facepay.payment.CredentialRefusal;
import dev.facepay.wechat.Authinfo;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.Unclear;

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
  static Refused of(Authinfo.Refused refused) {
    return switch (refused.code()) {
      case Code.Obstacle.UNKNOWN_MERCHANT ->
          new Refused(CredentialRefusal.UNKNOWN_MERCHANT, "", refused.text(), false);
      case Code.Obstacle.INVALID_FIELD ->
          new Refused(CredentialRefusal.INVALID_FIELD, "", refused.text(), false);
      case Code any ->
          new Refused(CredentialRefusal.GATEWAY_REFUSED, any.text(), refused.text(), false);
    };
  }

  static Refused of(Unclear unclear) {
    return new Refused(
        CredentialRefusal.GATEWAY_UNAVAILABLE, unclear.code().text(), unclear.text(), true);
  }
}
