package dev.facepay.edge;

import dev.facepay.edge.desk.PaymentViews;
import org.springframework.context.SmartLifecycle;

/**
 * Sends the waiting devices away, with what is known, before the web server begins to drain: they
 * go on at another instance.
 */
final class ViewsLifecycle implements SmartLifecycle {

  private final PaymentViews views;
  private volatile boolean running;

  ViewsLifecycle(PaymentViews views) {
    this.views = views;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    views.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stopped first of all: the web server's phase is below. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE;
  }
}
