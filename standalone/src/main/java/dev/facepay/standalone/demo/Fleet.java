package dev.facepay.standalone.demo;

import dev.facepay.device.edge.TradeBody;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.DeviceHome;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All tills of a demo: switched on together, taken by one buyer after the other. */
final class Fleet implements AutoCloseable {

  private static final Duration FIRST_READY_WITHIN = Duration.ofSeconds(30);

  /** As in a chain: most are new; the others report by order number and want the pay result. */
  private static final List<SdkVersion> SDKS =
      List.of(SdkVersion.parse("2.22.288"), SdkVersion.parse("2.13.1"), SdkVersion.parse("2.10.0"));

  private final URI edge;
  private final List<DemoTill> tills = new ArrayList<>();
  private final BlockingQueue<DemoTill> free = new LinkedBlockingQueue<>();
  private final CompletableFuture<DemoTill> firstReady = new CompletableFuture<>();

  private Fleet(URI edge) {
    this.edge = edge;
  }

  /**
   * Returns at once; each till is free for buyers when it has its credential.
   *
   * @param dataDir where each device has its folder with its journal
   * @throws CannotRun if another terminal uses one of them
   */
  static Fleet on(URI edge, List<DemoDevice> devices, Path dataDir) {
    Fleet fleet = new Fleet(edge);
    try {
      for (DemoDevice device : devices) {
        DeviceHome home = DeviceHome.of(dataDir, device.id());
        fleet.tills.add(new DemoTill(device, home, fleet::ready));
      }
    } catch (RuntimeException e) {
      fleet.close();
      throw e;
    }
    for (int i = 0; i < fleet.tills.size(); i++) {
      fleet.tills.get(i).on(edge, SDKS.get(i % SDKS.size()));
    }
    return fleet;
  }

  /**
   * Returns when the first till can take a buyer.
   *
   * @throws CannotRun if none comes to it
   */
  void awaitReady() throws InterruptedException {
    try {
      firstReady.get(FIRST_READY_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "no terminal got its credential within %d s (%s)"
              .formatted(FIRST_READY_WITHIN.toSeconds(), tills.getFirst().trouble()),
          "the logs of edge-api and auth-service say why",
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody lets it fail", e);
    }
  }

  /** Waits for a till that has no buyer. */
  DemoTill take() throws InterruptedException {
    return free.take();
  }

  /** Its buyer has gone. */
  void giveBack(DemoTill till) {
    free.add(till);
  }

  URI edge() {
    return edge;
  }

  /** Their device numbers. */
  Set<String> devices() {
    Set<String> all = new HashSet<>();
    tills.forEach(till -> all.add(till.device().id()));
    return all;
  }

  /**
   * Tells of trades that were paid elsewhere, each at another till.
   *
   * @return their ids, {@code mch_id:out_trade_no}, of those that a terminal has written down
   */
  Set<String> paidElsewhere(List<TradeBody> trades) throws InterruptedException {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < trades.size(); i++) {
      DemoTill till = tills.get(i % tills.size());
      try {
        if (till.paidElsewhere(trades.get(i)).get(10, TimeUnit.SECONDS)) {
          ids.add(till.device().merchant() + ":" + trades.get(i).outTradeNo());
        }
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("a terminal does not answer", e);
      }
    }
    return ids;
  }

  /** Trade → how often the SDKs have reported it, all together. */
  Map<String, Integer> reports() {
    Map<String, Integer> all = new TreeMap<>();
    tills.forEach(till -> till.reports().forEach((trade, n) -> all.merge(trade, n, Integer::sum)));
    return all;
  }

  @Override
  public void close() {
    try (ExecutorService leaving = Executors.newVirtualThreadPerTaskExecutor()) {
      tills.forEach(till -> leaving.execute(till::close));
    }
  }

  private void ready(DemoTill till) {
    free.add(till);
    firstReady.complete(till);
  }
}
