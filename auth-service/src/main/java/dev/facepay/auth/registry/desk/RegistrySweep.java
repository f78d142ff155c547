package dev.facepay.auth.registry.desk;

import dev.facepay.auth.registry.RegistrySettings;
import dev.facepay.runtime.Cause;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Sees to it that the log has what the registry says, whoever died in between. */
public final class RegistrySweep implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RegistrySweep.class);

  private final DevicePublisher publisher;
  private final Timekeeper time;
  private final RegistrySettings settings;
  private Instant reassertAt = Instant.MIN;
  private @Nullable Thread thread;

  public RegistrySweep(DevicePublisher publisher, Timekeeper time, RegistrySettings settings) {
    this.publisher = publisher;
    this.time = time;
    this.settings = settings;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("registry-sweep").start(this::work);
    }
  }

  private void work() {
    try {
      while (true) {
        look();
        time.sleep(settings.sweepEvery());
      }
    } catch (InterruptedException e) {
      // Stopped.
    }
  }

  private void look() throws InterruptedException {
    try {
      Instant now = time.instant();
      publisher.publishOlderThan(now.minus(settings.publishAfter()));
      if (!now.isBefore(reassertAt)) {
        publisher.reassert();
        reassertAt = now.plus(settings.reassertEvery());
      }
    } catch (StoreUnavailable | FactNotPublished e) {
      LOG.warn("event=registry-sweep-waits error=\"{}\"", Cause.oneLine(e));
    } catch (RuntimeException e) {
      LOG.error("event=registry-sweep-broke", e);
    }
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
