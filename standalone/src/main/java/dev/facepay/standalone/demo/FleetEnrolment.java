package dev.facepay.standalone.demo;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.DeviceHome;
import dev.facepay.standalone.registry.Registrar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Makes a demo's stores and devices in the registry, and enrols each device by a one-time code, all
 * side by side. What a demo before this one has made, on the same data directory, is taken up.
 */
final class FleetEnrolment {

  private final SystemAddresses sources;
  private final Path dataDir;

  FleetEnrolment(SystemAddresses sources, Path dataDir) {
    this.sources = sources;
    this.dataDir = dataDir;
  }

  private record Chain(String merchant, @Nullable String subMerchant, String firstStore) {}

  private record Shop(String id, Chain chain) {}

  /**
   * @param known devices of the chains that shall have tills: for each of their stores there is one
   * @param count how many devices
   * @throws CannotRun if the registry refuses
   */
  List<DemoDevice> devices(List<DemoDevice> known, int count) throws InterruptedException {
    List<Shop> shops = shops(known);
    try (Registrar registrar =
        new Registrar(sources.registry(), sources.operator(), sources.edge())) {
      inParallel(shops.stream().map(shop -> open(registrar, shop)).toList());
      List<Callable<DemoDevice>> enrolments = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String id = "T%02d".formatted(i + 1);
        Shop shop = shops.get(i % shops.size());
        enrolments.add(() -> enrolled(registrar, id, shop));
      }
      return inParallel(enrolments);
    }
  }

  private static List<Shop> shops(List<DemoDevice> known) {
    SequencedSet<Chain> chains = new LinkedHashSet<>();
    known.forEach(one -> chains.add(new Chain(one.merchant(), one.subMerchant(), one.store())));
    List<Shop> shops = new ArrayList<>();
    chains.forEach(chain -> shops.add(new Shop("DEMO" + (shops.size() + 1), chain)));
    return shops;
  }

  private static Callable<Shop> open(Registrar registrar, Shop shop) {
    return () -> {
      Chain chain = shop.chain();
      String name = "Demo shop " + shop.id().substring("DEMO".length());
      registrar.store(shop.id(), name, chain.merchant(), chain.subMerchant());
      return shop;
    };
  }

  private DemoDevice enrolled(Registrar registrar, String id, Shop shop)
      throws InterruptedException {
    DeviceHome home = DeviceHome.of(dataDir, id);
    Optional<String> kept = home.key().filter(key -> registrar.knows(key, id, shop.id()));
    String key = kept.isPresent() ? kept.get() : registrar.enrol(id, shop.id());
    if (kept.isEmpty()) {
      home.keep(key);
    }
    return new DemoDevice(id, shop.id(), shop.chain().merchant(), shop.chain().subMerchant(), key);
  }

  private static <T> List<T> inParallel(List<Callable<T>> work) throws InterruptedException {
    List<T> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> one : threads.invokeAll(work)) {
        done.add(one.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CannotRun known
          ? known
          : new IllegalStateException(Objects.requireNonNull(e.getCause()));
    }
    return done;
  }
}
