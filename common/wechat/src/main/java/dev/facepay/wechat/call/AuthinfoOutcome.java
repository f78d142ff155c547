package dev.facepay.wechat.call;

import dev.facepay.wechat.merchant.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one {@code get_wxpayface_authinfo} call brought. */
public sealed interface AuthinfoOutcome {

  /**
   * Signed: the credential.
   *
   * @param expiresIn how long it is valid, from the moment of the answer
   * @param subAppId as WeChat echoed it
   */
  record Issued(Secret authinfo, Duration expiresIn, @Nullable String subAppId)
      implements AuthinfoOutcome {}

  /** The same request will be refused again: mend something first. May be unsigned. */
  record Refused(String code, String text) implements AuthinfoOutcome {}

  /** Nothing was learned: ask again. */
  record Unclear(Cause cause, String code, String text) implements AuthinfoOutcome {}
}
