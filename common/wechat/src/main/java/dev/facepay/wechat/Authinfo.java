package dev.facepay.wechat;

import dev.facepay.payment.FieldRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code get_wxpayface_authinfo} (spec section 4): the face SDK's credential. */
public final class Authinfo {

  private static final int AUTHINFO_CHARS_MAX = 4096;

  /** Up to 11 days; WeChat gives an hour. */
  private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");

  private Authinfo() {}

  /**
   * Ask for a credential.
   *
   * @param attach JSON
   * @param rawdata what the SDK gave out; at most 2048 characters
   */
  public record Request(
      String mchId,
      @Nullable String subMchId,
      String storeId,
      String storeName,
      String deviceId,
      @Nullable String attach,
      Secret rawdata) {}

  /** What one call brought. */
  public sealed interface Outcome permits Issued, Refused, Unclear {}

  /**
   * Signed: the credential.
   *
   * @param expiresIn how long it is valid, from the moment of the answer
   * @param subAppId as WeChat echoed it
   */
  public record Issued(Secret authinfo, Duration expiresIn, @Nullable String subAppId)
      implements Outcome {}

  /**
   * The same request will be refused again: mend something first. May be unsigned.
   *
   * @param code WeChat's, or an obstacle (nothing was sent)
   */
  public record Refused(Code code, String text) implements Outcome {}

  /** The fields of a request, checked. */
  public static Message fields(Request request, Merchant merchant, Instant now) {
    return Message.Draft.of(merchant, request.subMchId())
        .required(Field.STORE_ID, request.storeId())
        .required(Field.STORE_NAME, sendableName(request))
        .required(Field.DEVICE_ID, request.deviceId())
        .optional(Field.ATTACH_JSON, request.attach())
        .required(Field.RAWDATA, request.rawdata().reveal())
        .required(Field.NOW, Long.toString(now.getEpochSecond()))
        .required(Field.VERSION, "1")
        .finish();
  }

  /** Of a name that an older release took, what can be sent; a shop must have some name. */
  private static String sendableName(Request request) {
    String name = FieldRule.sendable(request.storeName()).strip();
    return FieldRule.STORE_NAME.accepts(name) ? name : request.storeId();
  }

  /** What an answer to these fields brings. */
  static Outcome verdict(Reply reply, Map<String, String> sent) {
    return switch (reply) {
      case Reply.NotSent(Code.Obstacle obstacle, String text) when !obstacle.passes() ->
          new Refused(obstacle, text);
      case Reply.NotSent notSent -> Unclear.of(notSent);
      case Reply.Broken broken -> ofBroken(broken);
      case Reply.Signed signed -> ofSigned(signed, sent);
    };
  }

  /** No money hangs on a refusal here, so an unsigned one is believed. */
  private static Outcome ofBroken(Reply.Broken broken) {
    return broken.cause() == Cause.CALL_FAILED
        ? refused(broken.code(), broken.text())
        : Unclear.of(broken);
  }

  private static Outcome ofSigned(Reply.Signed reply, Map<String, String> sent) {
    Optional<Unclear> mismatch = Unclear.mismatch(reply, sent);
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    if (!reply.agrees("result_code", "SUCCESS")) {
      return refused(reply.code(), reply.text());
    }
    String authinfo = reply.get("authinfo");
    if (authinfo.isEmpty() || authinfo.length() > AUTHINFO_CHARS_MAX) {
      return Unclear.unreadable("authinfo");
    }
    String seconds = reply.get("expires_in");
    if (!SECONDS.matcher(seconds).matches()) {
      return Unclear.unreadable("expires_in");
    }
    String subAppId = reply.get("sub_appid");
    return new Issued(
        new Secret(authinfo),
        Duration.ofSeconds(Long.parseLong(seconds)),
        subAppId.isEmpty() ? null : subAppId);
  }

  private static Outcome refused(Code code, String text) {
    return code == GatewayCode.SYSTEMERROR
        ? new Unclear(Cause.SYSTEM_ERROR, code, text)
        : new Refused(code, text);
  }
}
