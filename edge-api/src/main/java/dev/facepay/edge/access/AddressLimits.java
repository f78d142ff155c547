package dev.facepay.edge.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket per address, for devices that have no key yet; a bounded number of them, and one
 * for all together, since one client may have many addresses.
 */
final class AddressLimits {

  private final EnrolmentSettings settings;

  /** What one customer of a provider is given of IPv6: 2^64 addresses. */
  private static final int IPV6_NETWORK_BYTES = 8;

  private final Map<String, Bucket> buckets;
  private final Bucket all;

  AddressLimits(EnrolmentSettings settings) {
    this.settings = settings;
    this.all = bucket(settings.allBurst(), settings.allPerMinute());
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
  Duration ask(String address) {
    Bucket bucket;
    synchronized (buckets) {
      bucket =
          buckets.computeIfAbsent(
              network(address), a -> bucket(settings.addressBurst(), settings.addressPerMinute()));
    }
    Duration own = wait(bucket);
    return own.isZero() ? wait(all) : own;
  }

  private static Duration wait(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  /** Of IPv6 the first 64 bits; what is no address stands for itself. */
  private static String network(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length > IPV6_NETWORK_BYTES
          ? HexFormat.of().formatHex(bytes, 0, IPV6_NETWORK_BYTES)
          : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private static Bucket bucket(long burst, long perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
  }
}
