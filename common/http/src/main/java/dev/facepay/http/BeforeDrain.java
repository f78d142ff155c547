package dev.facepay.http;

import org.springframework.context.SmartLifecycle;

/**
 * Sends away who waits, before the web server begins to drain: it would wait for answers and
 * streams that do not end by themselves.
 */
public final class BeforeDrain implements SmartLifecycle {

  private final Runnable sendAway;
  private volatile boolean running;

  /**
   * @param sendAway ends every wait, with what is known, and lets no new one begin
   */
  public BeforeDrain(Runnable sendAway) {
    this.sendAway = sendAway;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    sendAway.run();
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
