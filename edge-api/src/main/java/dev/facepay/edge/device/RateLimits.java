package dev.facepay.edge.device;

import dev.facepay.payment.DeviceId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A token bucket per device; only known devices get one, so there are never more. */
public final class RateLimits {

  private final DoorSettings settings;
  private final ConcurrentMap<DeviceId, Bucket> buckets = new ConcurrentHashMap<>();

  public RateLimits(DoorSettings settings) {
    this.settings = settings;
  }

  /**
   * @param left how many requests the device may send at once after this one
   * @param retryAfter zero if the request may go on
   */
  public record Pass(long left, Duration retryAfter) {

    public boolean granted() {
      return retryAfter.isZero();
    }
  }

  public Pass ask(DeviceId device) {
    ConsumptionProbe probe =
        buckets.computeIfAbsent(device, d -> bucket()).tryConsumeAndReturnRemaining(1);
    return new Pass(
        probe.getRemainingTokens(),
        probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(settings.rateBurst())
                    .refillGreedy(settings.ratePerSecond(), Duration.ofSeconds(1)))
        .build();
  }
}
