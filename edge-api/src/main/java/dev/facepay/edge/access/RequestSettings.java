package dev.facepay.edge.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param waitDefault how long a request for a payment waits if the device does not say: most
 *     payments are answered within it
 * @param waitMax the longest wait, below what proxies and radio links cut
 * @param waitingMax how many requests may be inside at once; beyond it devices are sent away, so
 *     that those inside get their answers
 * @param requestBytesMax the longest body: 6000 characters of detail, escaped, and the rest
 * @param retryAfter when a device shall come again after a 202 or 503
 * @param roomAfter when to come again while there is no room: a person has to make some
 * @param streamMax how long one event stream lasts; a device then opens the next
 * @param streamPing how often a silent stream shows that it is alive
 */
@ConfigurationProperties("facepay.edge")
public record RequestSettings(
    @DefaultValue("10s") Duration waitDefault,
    @DefaultValue("60s") Duration waitMax,
    @DefaultValue("10000") int waitingMax,
    @DefaultValue("40960") int requestBytesMax,
    @DefaultValue("1s") Duration retryAfter,
    @DefaultValue("30s") Duration roomAfter,
    @DefaultValue("5m") Duration streamMax,
    @DefaultValue("15s") Duration streamPing) {

  public RequestSettings {
    if (waitDefault.isNegative() || waitDefault.compareTo(waitMax) > 0) {
      throw new IllegalArgumentException("facepay.edge.wait-default must be 0 to wait-max");
    }
    if (waitingMax < 1 || requestBytesMax < 1024) {
      throw new IllegalArgumentException(
          "facepay.edge: waiting-max must be at least 1, request-bytes-max at least 1024");
    }
    if (!retryAfter.isPositive() || !streamMax.isPositive() || !streamPing.isPositive()) {
      throw new IllegalArgumentException(
          "facepay.edge: retry-after, stream-max and stream-ping must be positive");
    }
    if (roomAfter.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("facepay.edge.room-after must be at least 1s");
    }
  }

  /** For HTTP, which knows whole seconds: 1 or more. */
  public long retryAfterSeconds() {
    return Math.max(1, retryAfter.toSeconds());
  }
}
