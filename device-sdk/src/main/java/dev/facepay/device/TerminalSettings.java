package dev.facepay.device;

import dev.facepay.device.face.request.InitRequest;
import dev.facepay.device.face.request.ScanRequest.AuthType;
import dev.facepay.device.face.request.ScanRequest.Page;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a terminal works.
 *
 * @param terminalId in its order numbers: 1 to 10 letters, digits, _ or -
 * @param aggregated whether other face-payment platforms share the device: then the SDK is
 *     initialised before each scan and released after it
 * @param init the SDK's proxy and performance
 * @param firewall null to leave the SDK's firewall as it is; since 2.21
 * @param authType FACEPAY: a terminal pays at once. For the others, which need a permission of
 *     WeChat's, an App calls {@code FaceSdk.scan} itself
 * @param page how the SDK's page looks and ends
 * @param toast {@code toast_text}: what the buyer reads when the shop closes the page, 1 to 64
 *     characters; null for WeChat's own
 * @param appVersion told with the heartbeat, or null
 */
public record TerminalSettings(
    String terminalId,
    boolean aggregated,
    InitRequest init,
    @Nullable Boolean firewall,
    AuthType authType,
    Page page,
    @Nullable String toast,
    @Nullable String appVersion,
    Timing timing) {

  private static final int TOAST_MAX = 64;

  public TerminalSettings {
    if (!terminalId.matches("[0-9A-Za-z_\\-]{1,10}")) {
      throw new IllegalArgumentException("terminalId has 1 to 10 letters, digits, _ or -");
    }
    if (authType != AuthType.FACEPAY) {
      throw new IllegalArgumentException(
          "face_authtype " + authType + " is no payment at once: call FaceSdk.scan with it");
    }
    if (toast != null && (toast.isEmpty() || toast.length() > TOAST_MAX)) {
      throw new IllegalArgumentException("toast_text has 1 to " + TOAST_MAX + " characters");
    }
  }

  /** WeChat alone on the device, main screen, usual times. */
  public static TerminalSettings of(String terminalId) {
    return new TerminalSettings(
        terminalId,
        false,
        InitRequest.plain(),
        null,
        AuthType.FACEPAY,
        Page.usual(),
        null,
        null,
        Timing.usual());
  }

  public TerminalSettings withAggregated(boolean shared) {
    return new TerminalSettings(
        terminalId, shared, init, firewall, authType, page, toast, appVersion, timing);
  }

  public TerminalSettings withInit(InitRequest request) {
    return new TerminalSettings(
        terminalId, aggregated, request, firewall, authType, page, toast, appVersion, timing);
  }

  public TerminalSettings withFirewall(boolean on) {
    return new TerminalSettings(
        terminalId, aggregated, init, on, authType, page, toast, appVersion, timing);
  }

  public TerminalSettings withPage(Page shown) {
    return new TerminalSettings(
        terminalId, aggregated, init, firewall, authType, shown, toast, appVersion, timing);
  }

  public TerminalSettings withToast(String text) {
    return new TerminalSettings(
        terminalId, aggregated, init, firewall, authType, page, text, appVersion, timing);
  }

  public TerminalSettings withTiming(Timing times) {
    return new TerminalSettings(
        terminalId, aggregated, init, firewall, authType, page, toast, appVersion, times);
  }

  /**
   * Bounds and rhythms.
   *
   * @param longPoll how long the edge may hold a request, at most 60 s there
   * @param prepareWithin for SDK, identity and credential before a scan; then it is given up
   * @param callStaffAfter from when on an open payment calls for staff; it is followed on
   * @param backOffFirst after the first failure; doubles from there
   * @param backOffMax and no longer than this
   * @param watchEvery at least between two looks, should the edge not hold the request
   * @param heartbeatEvery how often the device says that it lives
   * @param renewBefore how long before its end a credential is renewed; a tenth of its life if that
   *     is shorter
   * @param resultPageWithin how long after the payment's end WeChat's result page may stay before
   *     the SDK is let go; on a shared device, from 2.13 on
   * @param keepTold how long finished orders stay for a further try
   */
  public record Timing(
      Duration longPoll,
      Duration prepareWithin,
      Duration callStaffAfter,
      Duration backOffFirst,
      Duration backOffMax,
      Duration watchEvery,
      Duration heartbeatEvery,
      Duration renewBefore,
      Duration resultPageWithin,
      Duration keepTold) {

    public static Timing usual() {
      return new Timing(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofMillis(500),
          Duration.ofSeconds(15),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofDays(2));
    }
  }
}
