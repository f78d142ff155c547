package dev.facepay.device.face.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls of {@code WxPayFace}, with the versions of the SDK that have them. */
@SuppressWarnings("ImmutableEnumChecker") // a version is a record of two numbers
public enum SdkCall {
  INIT("initWxpayface", null, null),
  RAWDATA("getWxpayfaceRawdata", null, null),
  ENABLE_FIREWALL("enableFirewall", new SdkVersion(2, 21), null),
  DISABLE_FIREWALL("disableFirewall", new SdkVersion(2, 21), null),
  FACE_CODE("getWxpayfaceCode", null, null),
  QUIT("quitWxpayface", new SdkVersion(2, 22), null),
  UPDATE_PAY_RESULT("updateWxpayfacePayResult", null, new SdkVersion(2, 13)),
  RELEASE("releaseWxpayface", null, null),
  REPORT_ORDER("reportOrder", new SdkVersion(1, 12), null),
  REPORT_PAYCODE("reportPaycode", new SdkVersion(2, 11), null);

  private final String wire;
  private final @Nullable SdkVersion since;
  private final @Nullable SdkVersion until;

  SdkCall(String wire, @Nullable SdkVersion since, @Nullable SdkVersion until) {
    this.wire = wire;
    this.since = since;
    this.until = until;
  }

  /** WeChat's name of it. */
  public String wire() {
    return wire;
  }

  /** The first version that has it; empty if all do. */
  public Optional<SdkVersion> since() {
    return Optional.ofNullable(since);
  }

  /** The first version that no longer has it; empty if none has dropped it. */
  public Optional<SdkVersion> until() {
    return Optional.ofNullable(until);
  }

  public boolean isIn(SdkVersion version) {
    return (since == null || version.isAtLeast(since))
        && (until == null || !version.isAtLeast(until));
  }
}
