package dev.facepay.pay;

import dev.facepay.runtime.Timekeeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the sweep again and again, whatever a run ends with. */
final class SweepLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(SweepLoop.class);

  private final LapsedSweep sweep;
  private final Timekeeper time;
  private final PaySettings settings;
  private @Nullable Thread runner;

  SweepLoop(LapsedSweep sweep, Timekeeper time, PaySettings settings) {
    this.sweep = sweep;
    this.time = time;
    this.settings = settings;
  }

  @Override
  public synchronized void start() {
    runner = Thread.ofVirtual().name("pay-sweep").start(this::loop);
  }

  private void loop() {
    try {
      while (!Thread.interrupted()) {
        time.sleep(settings.sweepEvery());
        runOnce();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void runOnce() throws InterruptedException {
    try {
      int published = sweep.run();
      if (published > 0) {
        LOG.warn("event=attempts-taken-over count={}", published);
      }
    } catch (RuntimeException e) {
      LOG.warn("event=sweep-failed error=\"{}\": tried again", e.toString());
    }
  }

  @Override
  public synchronized void stop() {
    if (runner != null) {
      runner.interrupt();
      runner = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return runner != null;
  }
}
