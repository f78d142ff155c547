package dev.facepay.edge.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Token buckets per device, for all its requests and for the trades among them; only devices with a
 * key get them.
 */
public final class RateLimits {

  private final AccessSettings settings;
  private final ConcurrentMap<Device, Bucket> requests = new ConcurrentHashMap<>();
  private final ConcurrentMap<Device, Bucket> trades = new ConcurrentHashMap<>();

  RateLimits(AccessSettings settings) {
    this.settings = settings;
  }

  /**
   * @param left how many requests the device may send at once after this one
   * @param retryAfter zero if the request may go on
   */
  record Pass(long left, Duration retryAfter) {

    boolean granted() {
      return retryAfter.isZero();
    }
  }

  Pass ask(Device device) {
    return ask(
        requests.computeIfAbsent(
            device,
            d -> bucket(settings.rateBurst(), settings.ratePerSecond(), Duration.ofSeconds(1))));
  }

  /**
   * For one more trade that was paid elsewhere, beside {@link #ask}: each is kept for long.
   *
   * @return zero if it may be taken, else when to come again
   */
  public Duration askForTrade(Device device) {
    Bucket bucket =
        trades.computeIfAbsent(
            device,
            d -> bucket(settings.tradesBurst(), settings.tradesPerMinute(), Duration.ofMinutes(1)));
    return ask(bucket).retryAfter();
  }

  /** Forgets the devices that have no key any more. */
  void keepOnly(Collection<Device> devices) {
    Set<Device> known = Set.copyOf(devices);
    requests.keySet().retainAll(known);
    trades.keySet().retainAll(known);
  }

  private static Pass ask(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return new Pass(
        probe.getRemainingTokens(),
        probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private static Bucket bucket(long burst, long refill, Duration period) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(refill, period))
        .build();
  }
}
