package dev.facepay.edge;

import dev.facepay.edge.device.DeviceKeys;
import dev.facepay.edge.device.KeyBook;
import dev.facepay.edge.device.RegisteredDevices;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether all keys are known, and how many devices there are. */
record KeysHealth(DeviceKeys keys, RegisteredDevices registry, KeyBook all)
    implements HealthIndicator {

  @Override
  public Health health() {
    String trouble =
        registry.isFull()
            ? "the registry has more devices than facepay.edge.devices-max: some can't come in"
            : keys.trouble();
    Health.Builder health = trouble == null ? Health.up() : Health.down();
    if (trouble != null) {
      health.withDetail("trouble", trouble);
    }
    return health.withDetail("devices", all.size()).build();
  }
}
