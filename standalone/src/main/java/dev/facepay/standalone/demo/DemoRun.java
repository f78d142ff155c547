package dev.facepay.standalone.demo;

import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.LedgerOrder;
import dev.facepay.standalone.client.SimulatorClient;
import dev.facepay.standalone.data.DemoDevice;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Mixed payments through the edge at a steady rate, whatever the answers take; then the judgement
 * by the gateway's ledger.
 */
public final class DemoRun {

  private final URI edge;
  private final URI simulator;
  private final Size size;

  /**
   * @param orders how many
   * @param perSecond at which rate they begin
   * @param seed same seed, same mix
   * @param patience how long one may take until it counts as open
   */
  public record Size(int orders, double perSecond, long seed, Duration patience) {}

  public DemoRun(URI edge, URI simulator, Size size) {
    this.edge = edge;
    this.simulator = simulator;
    this.size = size;
  }

  /** Returns when every payment is settled or its patience is over. */
  public Verdict run(List<DemoDevice> devices, DemoListener listener)
      throws IOException, InterruptedException {
    Plan plan = Plan.of(size.orders(), size.seed(), devices, Instant.now());
    List<Told> told = buyAll(plan, listener);
    try (SimulatorClient client = new SimulatorClient(simulator)) {
      Map<String, LedgerOrder> ledger = client.orders(plan.prefix());
      return Verdict.of(told, ledger);
    }
  }

  private List<Told> buyAll(Plan plan, DemoListener listener) throws InterruptedException {
    Progress progress = new Progress(plan.purchases().size(), listener);
    List<Future<Told>> running = new ArrayList<>();
    long stepNanos = Math.round(TimeUnit.SECONDS.toNanos(1) / size.perSecond());
    long began = System.nanoTime();
    try (EdgeClient client = new EdgeClient(edge);
        ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
      Thread ticker = Thread.ofVirtual().start(progress::tick);
      for (Purchase purchase : plan.purchases()) {
        waitUntil(began + stepNanos * running.size());
        running.add(
            buyers.submit(
                () -> {
                  progress.began();
                  Told told = new Shopper(client, purchase, size.patience()).buy();
                  progress.ended(told);
                  return told;
                }));
      }
      List<Told> all = new ArrayList<>();
      for (Future<Told> one : running) {
        all.add(result(one));
      }
      ticker.interrupt();
      ticker.join();
      return all;
    }
  }

  private static Told result(Future<Told> one) throws InterruptedException {
    try {
      return one.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a buyer failed", e.getCause());
    }
  }

  private static void waitUntil(long nanoTime) throws InterruptedException {
    while (System.nanoTime() < nanoTime) {
      LockSupport.parkNanos(nanoTime - System.nanoTime());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
