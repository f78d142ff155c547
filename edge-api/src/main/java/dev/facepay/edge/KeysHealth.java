package dev.facepay.edge;

import dev.facepay.edge.device.DeviceKeys;
import dev.facepay.edge.device.KeyBook;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the keys file can be read, and how many devices there are. */
record KeysHealth(DeviceKeys keys, KeyBook all) implements HealthIndicator {

  @Override
  public Health health() {
    String trouble = keys.trouble();
    Health.Builder health = trouble == null ? Health.up() : Health.down();
    if (trouble != null) {
      health.withDetail("trouble", trouble);
    }
    return health.withDetail("devices", all.size()).build();
  }
}
