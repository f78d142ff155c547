package dev.facepay.wechat;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Calls per second of one merchant. A payment takes from both of two buckets, a follow-up from the
 * whole one only: so payments can never use the share kept for follow-ups, while follow-ups may use
 * everything. One pair per configured merchant, so the map is bounded.
 */
final class Quota {

  private record Buckets(Bucket whole, Bucket first) {}

  private final int perSecond;
  private final int firstPerSecond;
  private final long waitMaxNanos;
  private final TimeMeter time;
  private final BlockingStrategy waiting;
  private final ConcurrentMap<String, Buckets> byMerchant = new ConcurrentHashMap<>();

  Quota(
      int perSecond,
      double followUpShare,
      Duration waitMax,
      TimeMeter time,
      BlockingStrategy waiting) {
    this.perSecond = perSecond;
    this.firstPerSecond = Math.max(1, (int) Math.floor(perSecond * (1 - followUpShare)));
    this.waitMaxNanos = waitMax.toNanos();
    this.time = time;
    this.waiting = waiting;
  }

  /** Waits for a place; false when that would take longer than the setting allows. */
  boolean take(String mchId, boolean first) throws InterruptedException {
    Buckets buckets = byMerchant.computeIfAbsent(mchId, id -> create());
    if (!first) {
      return buckets.whole.asBlocking().tryConsume(1, waitMaxNanos, waiting);
    }
    long begin = time.currentTimeNanos();
    if (!buckets.first.asBlocking().tryConsume(1, waitMaxNanos, waiting)) {
      return false;
    }
    long left = waitMaxNanos - (time.currentTimeNanos() - begin);
    boolean taken =
        left > 0
            ? buckets.whole.asBlocking().tryConsume(1, left, waiting)
            : buckets.whole.tryConsume(1);
    if (!taken) {
      buckets.first.addTokens(1);
    }
    return taken;
  }

  private Buckets create() {
    return new Buckets(bucket(perSecond), bucket(firstPerSecond));
  }

  /** A burst may use one second's worth at once. */
  private Bucket bucket(int tokens) {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, Duration.ofSeconds(1)))
        .build();
  }
}
