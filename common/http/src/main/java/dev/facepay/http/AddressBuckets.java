package dev.facepay.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A bucket of tokens for each address, a bounded number of them, and one for all together, since
 * one client may have many addresses. An address whose own bucket is empty takes nothing from that.
 */
public final class AddressBuckets {

  /** What one customer of a provider is given of IPv6: 2^64 addresses. */
  private static final int IPV6_NETWORK_BYTES = 8;

  private final long burst;
  private final long perMinute;
  private final TimeMeter time;
  private final Map<String, Bucket> addresses;
  private final Bucket all;

  /**
   * @param addressesMax how many addresses are remembered; beyond it the oldest begin anew
   * @param burst how many one address may take at once; of IPv6, one network of 64 bits
   * @param perMinute how many it may go on taking
   * @param allBurst how many all addresses together may take at once
   * @param allPerMinute how many they may go on taking
   */
  public AddressBuckets(
      int addressesMax,
      long burst,
      long perMinute,
      long allBurst,
      long allPerMinute,
      InstantSource clock) {
    this.burst = burst;
    this.perMinute = perMinute;
    this.time = meter(clock);
    this.addresses = bounded(addressesMax);
    this.all = bucket(allBurst, allPerMinute);
  }

  /**
   * @return zero if it had one, else when to come again
   */
  public synchronized Duration take(String address) {
    Duration own = take(addresses.computeIfAbsent(network(address), a -> bucket(burst, perMinute)));
    return own.isZero() ? take(all) : own;
  }

  /**
   * @return zero if {@link #take} would have one now, else when to come again; takes nothing
   */
  public synchronized Duration look(String address) {
    Bucket bucket = addresses.get(network(address));
    Duration own = bucket == null ? Duration.ZERO : untilNext(bucket);
    Duration others = untilNext(all);
    return own.compareTo(others) > 0 ? own : others;
  }

  /** Of IPv6 the first 64 bits; what is no address stands for itself. */
  public static String network(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length > IPV6_NETWORK_BYTES
          ? HexFormat.of().formatHex(bytes, 0, IPV6_NETWORK_BYTES)
          : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  /** A map that forgets what was asked for longest ago. */
  public static <V> Map<String, V> bounded(int max) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > max;
      }
    };
  }

  private static Duration take(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  private static Duration untilNext(Bucket bucket) {
    return Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  private Bucket bucket(long capacity, long refill) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, Duration.ofMinutes(1)))
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
}
