package dev.facepay.bench;

import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.registry.Registrar;
import dev.facepay.standalone.start.Service;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** Stores and devices made in the registry as an operator makes them; each has its own key. */
final class Chain {

  private static final int DEVICES_A_STORE = 5;

  private Chain() {}

  /** The merchant that is paid. */
  private record Merchant(String number, @Nullable String subMerchant) {}

  /** The merchants take turns, store by store. */
  static List<DemoDevice> open(RunningSystem running, Path data, int stores)
      throws InterruptedException {
    Path keys = data.resolve("keys");
    List<Merchant> merchants = merchants(DemoDevices.read(keys));
    URI registry = Objects.requireNonNull(running.http().get(Service.AUTH.label()));
    List<DemoDevice> devices = new ArrayList<>();
    try (Registrar registrar =
        new Registrar(registry, OperatorKey.read(keys).orElseThrow(), running.edge())) {
      for (int store = 1; store <= stores; store++) {
        String id = "SOAK%02d".formatted(store);
        Merchant merchant = merchants.get(store % merchants.size());
        registrar.store(id, "Soak " + id, merchant.number(), merchant.subMerchant());
        for (int till = 1; till <= DEVICES_A_STORE; till++) {
          String device = "%sT%d".formatted(id, till);
          String key = registrar.enrol(device, id);
          devices.add(new DemoDevice(device, id, merchant.number(), merchant.subMerchant(), key));
        }
      }
    }
    return devices;
  }

  private static List<Merchant> merchants(List<DemoDevice> known) {
    SequencedSet<Merchant> merchants = new LinkedHashSet<>();
    known.forEach(it -> merchants.add(new Merchant(it.merchant(), it.subMerchant())));
    return List.copyOf(merchants);
  }
}
