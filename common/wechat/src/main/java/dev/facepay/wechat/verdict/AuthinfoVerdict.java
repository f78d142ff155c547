package dev.facepay.wechat.verdict;

import dev.facepay.wechat.call.AuthinfoOutcome;
import dev.facepay.wechat.call.AuthinfoOutcome.Issued;
import dev.facepay.wechat.call.AuthinfoOutcome.Refused;
import dev.facepay.wechat.call.AuthinfoOutcome.Unclear;
import dev.facepay.wechat.call.Cause;
import dev.facepay.wechat.merchant.Secret;
import dev.facepay.wechat.verdict.Reply.Broken;
import dev.facepay.wechat.verdict.Reply.Signed;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an answer to {@code get_wxpayface_authinfo} brings. */
public final class AuthinfoVerdict {

  private static final int AUTHINFO_CHARS_MAX = 4096;
  private static final String SYSTEMERROR = "SYSTEMERROR";

  /** Up to 11 days; WeChat gives an hour. */
  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");

  private AuthinfoVerdict() {}

  /** Of the answer to these fields. */
  public static AuthinfoOutcome of(Reply reply, Map<String, String> sent) {
    return switch (reply) {
      case Broken broken -> ofBroken(broken);
      case Signed signed -> ofSigned(signed, sent);
    };
  }

  /** No money hangs on a refusal here, so an unsigned one is believed. */
  private static AuthinfoOutcome ofBroken(Broken broken) {
    if (broken.cause() != Cause.CALL_FAILED) {
      return new Unclear(broken.cause(), broken.code(), broken.text());
    }
    return broken.code().equals(SYSTEMERROR)
        ? new Unclear(Cause.SYSTEM_ERROR, broken.code(), broken.text())
        : new Refused(broken.code(), broken.text());
  }

  private static AuthinfoOutcome ofSigned(Signed reply, Map<String, String> sent) {
    Optional<String> difference = Echo.difference(reply, sent);
    if (difference.isPresent()) {
      return new Unclear(Cause.MISMATCH, "", Echo.text(difference.get()));
    }
    if (!reply.agrees("result_code", "SUCCESS")) {
      return reply.code().equals(SYSTEMERROR)
          ? new Unclear(Cause.SYSTEM_ERROR, reply.code(), reply.text())
          : new Refused(reply.code(), reply.text());
    }
    String authinfo = reply.get("authinfo");
    if (authinfo.isEmpty() || authinfo.length() > AUTHINFO_CHARS_MAX) {
      return unreadable("authinfo");
    }
    String seconds = reply.get("expires_in");
    if (!SECONDS.matcher(seconds).matches()) {
      return unreadable("expires_in");
    }
    String subAppId = reply.get("sub_appid");
    return new Issued(
        new Secret(authinfo),
        Duration.ofSeconds(Long.parseLong(seconds)),
        subAppId.isEmpty() ? null : subAppId);
  }

  private static Unclear unreadable(String field) {
    return new Unclear(Cause.UNREADABLE, "", field + " is missing or unreadable");
  }
}
