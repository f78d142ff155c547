package dev.facepay.device.face;

import dev.facepay.device.time.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A callback that counts once: the first answer or the time-out, whichever comes first, told on the
 * terminal's thread whatever thread the SDK calls from.
 */
final class Once implements WxPayFace.Callback {

  private final Scheduler scheduler;
  private final Consumer<@Nullable Map<String, ?>> answered;
  private final Scheduler.Cancellable timeout;
  private final AtomicBoolean over = new AtomicBoolean();

  Once(
      Scheduler scheduler,
      Duration within,
      Consumer<@Nullable Map<String, ?>> answered,
      Runnable timedOut) {
    this.scheduler = scheduler;
    this.answered = answered;
    this.timeout =
        scheduler.after(
            within,
            () -> {
              if (over.compareAndSet(false, true)) {
                timedOut.run();
              }
            });
  }

  @Override
  public void response(@Nullable Map<String, ?> info) {
    if (over.compareAndSet(false, true)) {
      timeout.cancel();
      scheduler.soon(() -> answered.accept(info));
    }
  }

  /** Whether this was the end; then nothing else will be heard. */
  boolean end() {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      timeout.cancel();
    }
    return first;
  }
}
