package dev.facepay.http.operator;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A bucket of tries for each address, and one for all together, since one client may have many.
 * Only wrong keys take from it. A key that was right from an address is never kept out there, so
 * that nobody who shares it, as behind a proxy, can lock the others' programs and pages out.
 */
final class Tries {

  /** What one customer of a provider is given of IPv6: 2^64 addresses. */
  private static final int IPV6_NETWORK_BYTES = 8;

  private final TrySettings settings;
  private final TimeMeter time;
  private final Map<String, Bucket> addresses;
  private final Set<String> rightLately;
  private final Bucket all;

  Tries(TrySettings settings, InstantSource clock) {
    this.settings = settings;
    this.time = meter(clock);
    this.addresses = bounded(settings.addressesMax());
    this.rightLately = Collections.newSetFromMap(bounded(settings.addressesMax()));
    this.all = bucket(settings.allBurst(), settings.allPerMinute());
  }

  /**
   * @param keyHash of the key that is shown
   * @return zero if it may be looked up, else when to come again
   */
  synchronized Duration ask(String address, String keyHash) {
    String network = network(address);
    if (rightLately.contains(network + " " + keyHash)) {
      return Duration.ZERO;
    }
    Bucket own = addresses.get(network);
    Duration wait = own == null ? Duration.ZERO : untilNext(own);
    Duration others = untilNext(all);
    return wait.compareTo(others) > 0 ? wait : others;
  }

  synchronized void right(String address, String keyHash) {
    rightLately.add(network(address) + " " + keyHash);
  }

  synchronized void wrong(String address, String keyHash) {
    String network = network(address);
    rightLately.remove(network + " " + keyHash);
    addresses
        .computeIfAbsent(network, n -> bucket(settings.addressBurst(), settings.addressPerMinute()))
        .tryConsume(1);
    all.tryConsume(1);
  }

  private static Duration untilNext(Bucket bucket) {
    return Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
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

  private Bucket bucket(long burst, long perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .withCustomTimePrecision(time)
        .build();
  }

  private static TimeMeter meter(InstantSource clock) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }

  private static <V> Map<String, V> bounded(int max) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > max;
      }
    };
  }
}
