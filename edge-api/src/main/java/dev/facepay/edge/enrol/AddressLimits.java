package dev.facepay.edge.enrol;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A token bucket per address, for those who have no key yet; a bounded number of them. */
public final class AddressLimits {

  private final EnrolSettings settings;
  private final Map<String, Bucket> buckets;

  public AddressLimits(EnrolSettings settings) {
    this.settings = settings;
    this.buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > settings.addressesMax();
          }
        };
  }

  /**
   * @return zero if the request may go on, else when to come again
   */
  public Duration ask(String address) {
    Bucket bucket;
    synchronized (buckets) {
      bucket = buckets.computeIfAbsent(address, a -> bucket());
    }
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(settings.addressBurst())
                    .refillGreedy(settings.addressPerMinute(), Duration.ofMinutes(1)))
        .build();
  }
}
