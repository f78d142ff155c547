package dev.facepay.edge;

import dev.facepay.edge.device.DeviceKeys;
import dev.facepay.edge.device.KeyBook;
import dev.facepay.edge.device.RateLimits;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/** Looks every so often whether the keys file has changed, and tells health how it is. */
final class KeysWatch implements SmartLifecycle, HealthIndicator {

  private final DeviceKeys keys;
  private final KeyBook all;
  private final RateLimits limits;
  private final Duration interval;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Thread thread;

  KeysWatch(DeviceKeys keys, KeyBook all, RateLimits limits, Duration interval) {
    this.keys = keys;
    this.all = all;
    this.limits = limits;
    this.interval = interval;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("device-keys").start(this::look);
    }
  }

  @Override
  public synchronized void stop() {
    stopped.countDown();
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  @Override
  public Health health() {
    String trouble = keys.trouble();
    Health.Builder health = trouble == null ? Health.up() : Health.down();
    if (trouble != null) {
      health.withDetail("trouble", trouble);
    }
    return health.withDetail("devices", all.size()).build();
  }

  private void look() {
    try {
      while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        keys.reload();
        limits.keepOnly(all.devices());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
