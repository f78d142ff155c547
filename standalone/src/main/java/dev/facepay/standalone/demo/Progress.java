package dev.facepay.standalone.demo;

import java.time.Duration;
import java.util.Objects;

/** Counts what has begun and ended, and tells the listener so, one event at a time. */
final class Progress {

  private static final Duration TICK = Duration.ofSeconds(1);

  private final int orders;
  private final DemoListener listener;
  private int begun;
  private int ended;

  Progress(int orders, DemoListener listener) {
    this.orders = orders;
    this.listener = listener;
  }

  synchronized void began() {
    begun++;
  }

  synchronized void ended(DeviceResult told) {
    ended++;
    listener.ended(
        told.purchase().order().orderNo(),
        told.purchase().order().fen(),
        told.purchase().scenario().gateway(),
        Objects.requireNonNullElse(told.buyerSaw(), ""),
        told.state(),
        told.knew(),
        told.settled());
  }

  /** Runs until it is interrupted. */
  void tick() {
    try {
      while (true) {
        Thread.sleep(TICK);
        synchronized (this) {
          listener.waiting(ended, orders, begun - ended);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
