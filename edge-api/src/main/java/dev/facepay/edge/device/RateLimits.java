package dev.facepay.edge.device;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A token bucket per device; only devices with a key get one. */
public final class RateLimits {

  private final DoorSettings settings;
  private final ConcurrentMap<Device, Bucket> buckets = new ConcurrentHashMap<>();

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

  public Pass ask(Device device) {
    ConsumptionProbe probe =
        buckets.computeIfAbsent(device, d -> bucket()).tryConsumeAndReturnRemaining(1);
    return new Pass(
        probe.getRemainingTokens(),
        probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** Forgets the devices that have no key any more. */
  public void keepOnly(Collection<Device> devices) {
    buckets.keySet().retainAll(Set.copyOf(devices));
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
