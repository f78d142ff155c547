package dev.facepay.auth.registry.desk;

import dev.facepay.auth.registry.RegistrySettings;
import dev.facepay.runtime.Timekeeper;
import java.time.Instant;

/** Sees to it that the log has what the registry says, whoever died in between. */
public final class RegistrySweep {

  private final DevicePublisher publisher;
  private final Timekeeper time;
  private final RegistrySettings settings;
  private Instant reassertAt = Instant.MIN;

  public RegistrySweep(DevicePublisher publisher, Timekeeper time, RegistrySettings settings) {
    this.publisher = publisher;
    this.time = time;
    this.settings = settings;
  }

  /** One look; an outage is an exception, and the next look makes it good. */
  public void run() throws InterruptedException {
    Instant now = time.instant();
    publisher.publishOlderThan(now.minus(settings.publishAfter()));
    if (!now.isBefore(reassertAt)) {
      publisher.reassert();
      reassertAt = now.plus(settings.reassertEvery());
    }
  }
}
