package dev.facepay.standalone.demo;

import dev.facepay.device.edge.TradeBody;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.SimulatorClient;
import dev.facepay.standalone.client.SimulatorClient.LedgerOrder;
import dev.facepay.standalone.demo.Plan.Purchase;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Mixed payments at terminals, begun at a steady rate as long as tills are free; then the judgement
 * by the gateway's ledger, and by everybody else who counts.
 */
final class DemoRun {

  /** One in so many orders was paid past FacePay, in cash machines of another kind. */
  private static final int ELSEWHERE_ONE_IN = 40;

  private static final int ELSEWHERE_MIN = 3;

  private final SystemAddresses sources;
  private final Size size;
  private final RandomGenerator codes;

  /**
   * @param orders how many
   * @param perSecond at which rate they begin
   * @param seed same seed, same mix
   * @param patience how long one may take until it counts as open
   * @param bills what becomes of WeChat's bill afterwards
   * @param disturbed whether somebody stops services meanwhile
   */
  record Size(
      int orders,
      double perSecond,
      long seed,
      Duration patience,
      MoneyWatch.Bills bills,
      boolean disturbed) {}

  /**
   * What came of it.
   *
   * @param money null where the log is out of reach
   */
  record End(Verdict verdict, Agreement agreement, @Nullable Money money) {

    boolean allWell() {
      return verdict.allWell() && agreement.allWell() && (money == null || money.allWell());
    }
  }

  DemoRun(SystemAddresses sources, Size size) {
    this(sources, size, new SecureRandom());
  }

  /**
   * @param codes makes the payment codes: each is good once, so they are new whatever the seed
   */
  DemoRun(SystemAddresses sources, Size size, RandomGenerator codes) {
    this.sources = sources;
    this.size = size;
    this.codes = codes;
  }

  /**
   * Returns when every payment is settled or its patience is over, and everybody who counts has had
   * the time to.
   */
  End run(Fleet fleet, DemoReport report) throws IOException, InterruptedException {
    fleet.awaitReady();
    Plan plan = Plan.of(size.orders(), size.seed(), codes, Instant.now());
    try (CountComparison books = CountComparison.open(sources, fleet, size.disturbed());
        SimulatorClient simulator = new SimulatorClient(sources.simulator())) {
      List<DeviceResult> told = buyAll(fleet, plan, report);
      Set<String> elsewhere = fleet.paidElsewhere(elsewhere(plan.prefix()));
      Map<String, LedgerOrder> ledger = simulator.orders(plan.prefix());
      Verdict verdict = Verdict.of(told, ledger);
      Agreement agreement = books.compare(told, ledger.values(), elsewhere);
      MoneyWatch money = books.money(simulator, size.bills());
      return new End(
          verdict, agreement, money == null ? null : money.follow(told, ledger, plan.prefix()));
    }
  }

  private List<DeviceResult> buyAll(Fleet fleet, Plan plan, DemoReport report)
      throws InterruptedException {
    List<Future<DeviceResult>> running = new ArrayList<>();
    long stepNanos = Math.round(TimeUnit.SECONDS.toNanos(1) / size.perSecond());
    long began = System.nanoTime();
    try (EdgeClient edge = new EdgeClient(fleet.edge());
        ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
      Thread ticker = Thread.ofVirtual().start(() -> report.tick(plan.purchases().size()));
      for (Purchase purchase : plan.purchases()) {
        waitUntil(began + stepNanos * running.size());
        running.add(
            buyers.submit(
                () -> {
                  report.began();
                  DeviceResult told = new Shopper(fleet, edge, purchase, size.patience()).buy();
                  report.ended(told);
                  return told;
                }));
      }
      List<DeviceResult> all = new ArrayList<>();
      for (Future<DeviceResult> one : running) {
        all.add(result(one));
      }
      ticker.interrupt();
      ticker.join();
      return all;
    }
  }

  /** Some have the buyer's code, the others nothing but their number. */
  private List<TradeBody> elsewhere(String prefix) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<TradeBody> trades = new ArrayList<>();
    for (int i = 1; i <= Math.max(ELSEWHERE_MIN, size.orders() / ELSEWHERE_ONE_IN); i++) {
      String code = i % 2 == 0 ? null : Codes.paymentCode(codes);
      trades.add(new TradeBody("%sE%05d".formatted(prefix, i), 500L + i, now, code));
    }
    return trades;
  }

  private static DeviceResult result(Future<DeviceResult> one) throws InterruptedException {
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
