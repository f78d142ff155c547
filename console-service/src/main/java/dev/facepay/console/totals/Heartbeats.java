package dev.facepay.console.totals;

import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each device last said that it is alive. In memory: the last while is read from the log again
 * at start, and who was silent for longer than that is not known.
 */
public final class Heartbeats {

  private final Map<String, Seen> newest = new ConcurrentHashMap<>();

  record Seen(DeviceRef device, Instant at) {}

  public void add(DeviceSeen fact) {
    newest.merge(
        fact.device().key(),
        new Seen(fact.device(), fact.occurredAt()),
        (one, other) -> one.at().isAfter(other.at()) ? one : other);
  }

  Collection<Seen> all() {
    return List.copyOf(newest.values());
  }
}
