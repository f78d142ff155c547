package dev.facepay.simulation;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.Timekeeper.Signal;
import java.time.Instant;

/** A process's clock, which may be off by minutes. */
final class NodeTime implements Timekeeper {

  private final Ports ports;

  NodeTime(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Instant instant() {
    return ports.instant();
  }

  @Override
  public void sleepUntil(Instant due) throws InterruptedException {
    ports.sleepUntil(due, () -> false);
  }

  @Override
  public void sleepUntil(Instant due, Signal wake) throws InterruptedException {
    if (!wake.isRaised()) {
      ports.sleepUntil(due, wake::isRaised);
    }
  }
}
