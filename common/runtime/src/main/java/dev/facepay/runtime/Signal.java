package dev.facepay.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Raised once, stays raised: wakes who waits for it. */
public final class Signal {

  private final CountDownLatch raised = new CountDownLatch(1);

  public void raise() {
    raised.countDown();
  }

  public boolean isRaised() {
    return raised.getCount() == 0;
  }

  /** True if it was raised, false if the time was over first. */
  public boolean await(Duration time) throws InterruptedException {
    return raised.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
