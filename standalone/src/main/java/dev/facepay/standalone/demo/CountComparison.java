package dev.facepay.standalone.demo;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.client.MetricsClient;
import dev.facepay.standalone.client.ReportClient;
import dev.facepay.standalone.client.SimulatorClient;
import dev.facepay.standalone.client.SimulatorClient.LedgerOrder;
import dev.facepay.standalone.demo.Agreement.Book;
import dev.facepay.standalone.demo.Agreement.Figures;
import dev.facepay.standalone.demo.Agreement.Reports;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Everybody who counts payments: opened before a run, compared after it. The read side and the
 * metrics count more than one run: of these the difference counts.
 */
final class CountComparison implements AutoCloseable {

  /** A report is asked for 2 s after its trade, and a device looks for more every 5 s. */
  private static final Duration REPORTED_WITHIN = Duration.ofSeconds(45);

  /** The read side is folded a moment after the fact. */
  private static final Duration FOLDED_WITHIN = Duration.ofSeconds(15);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final String OUT_OF_REACH = "its address is not known here";
  private static final String TAKEN_ALONG = "an instance that is stopped takes its own along";

  private final Fleet fleet;
  private final LocalDate fromDay;
  private final @Nullable FactWatch watch;
  private final @Nullable ReportClient readSide;
  private final @Nullable MetricsClient metrics;
  private final boolean disturbed;
  private final Figures readBefore;
  private final Figures metricsBefore;
  private final Due dueBefore;

  private record Due(long due, long confirmed) {}

  private CountComparison(
      Fleet fleet,
      @Nullable FactWatch watch,
      @Nullable ReportClient readSide,
      @Nullable MetricsClient metrics,
      boolean disturbed)
      throws IOException, InterruptedException {
    this.fleet = fleet;
    this.fromDay = MoneyWatch.today();
    this.watch = watch;
    this.readSide = readSide;
    this.metrics = metrics;
    this.disturbed = disturbed;
    this.readBefore = readSide == null ? Figures.NONE : readFigures(readSide);
    this.dueBefore = readSide == null ? new Due(0, 0) : due(readSide);
    this.metricsBefore = metrics == null ? Figures.NONE : metricFigures(metrics);
  }

  /**
   * @param disturbed whether instances come and go meanwhile
   * @throws dev.facepay.standalone.command.CannotRun if the log should answer and does not
   * @throws IOException if another one should and does not
   */
  static CountComparison open(SystemAddresses sources, Fleet fleet, boolean disturbed)
      throws IOException, InterruptedException {
    FacePayKafka log = sources.log();
    URI report = sources.report();
    String key = sources.operatorKey();
    return new CountComparison(
        fleet,
        log == null ? null : new FactWatch(log),
        report == null || key == null ? null : new ReportClient(report, key),
        sources.metrics().isEmpty() || disturbed ? null : new MetricsClient(sources.metrics()),
        disturbed);
  }

  /**
   * Waits, but not for ever, until what the devices were told has come through everywhere.
   *
   * @param ledger of the run's orders
   * @param elsewhere trades that were paid elsewhere
   */
  Agreement compare(List<DeviceResult> told, Collection<LedgerOrder> ledger, Set<String> elsewhere)
      throws IOException, InterruptedException {
    Set<String> orders = told.stream().map(DeviceResult::paymentId).collect(Collectors.toSet());
    Set<String> dueTrades =
        told.stream()
            .filter(one -> one.succeeded() && !one.purchase().byFace())
            .map(DeviceResult::paymentId)
            .collect(Collectors.toSet());
    dueTrades.addAll(elsewhere);
    if (watch != null) {
      watch.await(orders, dueTrades, REPORTED_WITHIN);
    }
    Figures devices = devices(told);
    List<Book> books = new ArrayList<>();
    books.add(Book.of("devices", devices));
    books.add(Book.of("gateway's ledger", ledger(ledger, told)));
    books.add(
        watch == null
            ? Book.notLookedAt("topics", OUT_OF_REACH)
            : Book.of("topics", watch.of(orders)));
    books.add(readSide(devices));
    books.add(metrics(devices, orders));
    return Agreement.of(books, reports(dueTrades.size()));
  }

  /** What follows the last payment; null where the log is out of reach. */
  @Nullable MoneyWatch money(SimulatorClient simulator, MoneyWatch.Bills bills) {
    return watch == null ? null : new MoneyWatch(watch, readSide, simulator, bills, fromDay);
  }

  private static Figures devices(List<DeviceResult> told) {
    List<DeviceResult> paid = told.stream().filter(DeviceResult::succeeded).toList();
    long fen = paid.stream().mapToLong(one -> one.purchase().order().fen()).sum();
    return new Figures(told.size(), paid.size(), fen);
  }

  /** Of an order that failed before anybody asked the gateway it can not know: that agrees. */
  private static Figures ledger(Collection<LedgerOrder> orders, List<DeviceResult> told) {
    Set<String> known = orders.stream().map(LedgerOrder::id).collect(Collectors.toSet());
    long neverAsked =
        told.stream()
            .filter(one -> one.isFinal() && !one.succeeded())
            .filter(one -> !known.contains(one.paymentId()))
            .count();
    return new Figures(
        orders.size() + neverAsked,
        orders.stream().filter(order -> order.heldFen() > 0).count(),
        orders.stream().mapToLong(LedgerOrder::heldFen).sum());
  }

  private Book readSide(Figures wanted) throws IOException, InterruptedException {
    if (readSide == null) {
      return Book.notLookedAt("read side", OUT_OF_REACH);
    }
    ReportClient client = readSide;
    return Book.of("read side", settle(() -> readFigures(client).minus(readBefore), wanted));
  }

  private Book metrics(Figures wanted, Set<String> orders)
      throws IOException, InterruptedException {
    if (metrics == null) {
      return Book.notLookedAt("metrics", disturbed ? TAKEN_ALONG : OUT_OF_REACH);
    }
    if (watch != null && !watch.onlyThese(orders)) {
      return Book.notLookedAt("metrics", "others have paid meanwhile");
    }
    MetricsClient client = metrics;
    return Book.of("metrics", settle(() -> metricFigures(client).minus(metricsBefore), wanted));
  }

  private @Nullable Reports reports(long expected) throws IOException, InterruptedException {
    if (readSide == null) {
      return null;
    }
    ReportClient client = readSide;
    Due wanted = new Due(dueBefore.due() + expected, dueBefore.due() + expected);
    Due now = settle(() -> due(client), wanted);
    Map<String, Integer> made = fleet.reports();
    long calls = made.values().stream().mapToLong(Integer::longValue).sum();
    return new Reports(
        expected,
        now.due() - dueBefore.due(),
        now.due() - now.confirmed(),
        made.size(),
        calls - made.size());
  }

  /** The read side's totals of these devices, whatever others do meanwhile. */
  private Figures readFigures(ReportClient client) throws IOException, InterruptedException {
    Figures sum = Figures.NONE;
    for (JsonNode row : client.totals(fromDay)) {
      JsonNode parts = row.path("parts");
      if (fleet.devices().contains(parts.path("device_id").asString(""))) {
        boolean paid = parts.path("state").asString("").equals("succeeded");
        long payments = row.path("payments").asLong();
        sum =
            new Figures(
                sum.orders() + payments,
                sum.paid() + (paid ? payments : 0),
                sum.fen() + (paid ? row.path("amount_fen").asLong() : 0));
      }
    }
    return sum;
  }

  private Due due(ReportClient client) throws IOException, InterruptedException {
    long due = 0;
    long confirmed = 0;
    for (JsonNode row : client.coverage(fromDay)) {
      if (fleet.devices().contains(row.path("device_id").asString(""))) {
        due += row.path("counts").path("due").asLong();
        confirmed += row.path("counts").path("confirmed").asLong();
      }
    }
    return new Due(due, confirmed);
  }

  private Figures metricFigures(MetricsClient client) throws IOException, InterruptedException {
    MetricsClient.Pages pages = client.read();
    String paid = "outcome=\"succeeded\"";
    return new Figures(
        pages.sum("facepay_facts_published_total", "type=\"payment.requested.v1\""),
        pages.sum("facepay_payments_settled_total", paid),
        pages.sum("facepay_payments_settled_fen_total", paid));
  }

  @FunctionalInterface
  private interface Look<T> {
    T look() throws IOException, InterruptedException;
  }

  /** Looks until it is what is wanted or has had its time. */
  private static <T> T settle(Look<T> look, T wanted) throws IOException, InterruptedException {
    long until = System.nanoTime() + FOLDED_WITHIN.toNanos();
    T seen = look.look();
    while (!seen.equals(wanted) && System.nanoTime() < until) {
      Thread.sleep(LOOK_AGAIN);
      seen = look.look();
    }
    return seen;
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    if (readSide != null) {
      readSide.close();
    }
    if (metrics != null) {
      metrics.close();
    }
  }
}
