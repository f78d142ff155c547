package dev.facepay.auth.registry.desk;

import dev.facepay.auth.registry.DeviceRecord;
import dev.facepay.auth.registry.Shop;
import dev.facepay.auth.registry.store.Devices;
import dev.facepay.auth.registry.store.Sighting;
import dev.facepay.auth.registry.store.Sightings;
import dev.facepay.payment.DeviceId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The devices with their stores and when they were last heard of. */
public final class RegistryView {

  private final Devices devices;
  private final Sightings sightings;
  private final DevicePublisher states;

  public RegistryView(Devices devices, Sightings sightings, DevicePublisher states) {
    this.devices = devices;
    this.sightings = sightings;
    this.states = states;
  }

  /**
   * @param seen null if it was never heard of
   */
  public record Row(DeviceRecord device, Shop shop, @Nullable Sighting seen) {}

  public Optional<Row> find(DeviceId id) {
    return devices.find(id).map(found -> row(found.device()));
  }

  /** See {@link Devices#page}. */
  public List<Row> page(@Nullable String store, @Nullable String status, String after, int limit) {
    return devices.page(store, status, after, limit).stream().map(this::row).toList();
  }

  public @Nullable Sighting sighting(DeviceId id) {
    return sightings.find(id).orElse(null);
  }

  private Row row(DeviceRecord device) {
    return new Row(device, states.shop(device), sighting(device.id()));
  }
}
