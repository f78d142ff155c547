package dev.facepay.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import dev.facepay.standalone.client.SimulatorClient;
import dev.facepay.standalone.client.SimulatorClient.LedgerOrder;
import dev.facepay.standalone.payments.FactLog;
import dev.facepay.standalone.start.FacePaySystem;
import dev.facepay.standalone.start.Service;
import dev.facepay.testkit.Await;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole system with the devices of a large chain, under a real Prometheus: what it publishes is
 * what the page says, every query of every panel and rule finds something, totals agree with the
 * log and with the ledger, and faults raise alerts that end with them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("all")
class WatchTest {

  /** Of an instance, other libraries' series included; see docs/metrics.md. */
  private static final int SERIES_MAX = 2_500;

  private static final int PAYMENTS = 60;

  @TempDir static Path dir;

  private FacePaySystem system;
  private PrometheusServer prometheus;
  private Faults faults;
  private List<PaymentSeen> sold;
  private final Map<String, URI> targets = new LinkedHashMap<>();

  @BeforeAll
  void a_mixed_run_under_prometheus() throws Exception {
    system = FacePaySystem.start(QuickSettings.in(dir.resolve("data")));
    for (Service service : Service.values()) {
      if (service != Service.BROKER && service != Service.DATABASE) {
        targets.put(service.label(), system.management(service));
      }
    }
    prometheus = PrometheusServer.start(dir, targets);
    Chain chain = new Chain(system);
    faults = new Faults(system, chain);
    chain.opens();
    sees("all targets", "sum(up)", n -> n == targets.size());
    sees("all devices", "max(facepay_edge_devices)", n -> n >= Chain.DEVICES);
    sold = chain.sells(PAYMENTS);
    sees("the last payment", "sum(facepay_payments_settled_total)", n -> n == PAYMENTS);
  }

  @AfterAll
  void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (system != null) {
      system.close();
    }
  }

  @Test
  @Order(1)
  void totals_are_the_same_in_prometheus_in_the_log_and_in_the_ledger() throws Exception {
    LogTotals log =
        LogTotals.of(new FactLog(FacePayKafka.at(system.bootstrapServers(), "watch", "")).all());
    Map<String, Integer> ends = log.ends();
    double fen = log.paidFen();
    assertThat(ends).containsOnlyKeys("succeeded", "failed", "reversed");
    assertThat(sold).hasSize(PAYMENTS).allMatch(PaymentSeen::isFinal);
    ends.forEach(
        (outcome, count) -> {
          String ended = "{outcome=\"" + outcome + "\"}";
          assertThat(prometheus.number("sum(facepay_payments_settled_total" + ended + ")"))
              .as(outcome)
              .isEqualTo(count.doubleValue())
              .isEqualTo(sold.stream().filter(it -> it.state().equalsIgnoreCase(outcome)).count());
        });
    assertThat(prometheus.number("sum(facepay_payments_settled_fen_total{outcome=\"succeeded\"})"))
        .isEqualTo(fen);
    sees("what the ledger holds", "sum(facepay_simulator_held_fen)", n -> n == fen);
    assertThat(prometheus.number("sum(facepay_simulator_orders_charged_twice)")).isZero();
    try (SimulatorClient ledger = new SimulatorClient(system.simulatorControl().orElseThrow())) {
      Collection<LedgerOrder> orders = ledger.orders(Chain.ORDERS).values();
      assertThat(orders.stream().filter(it -> it.heldFen() > 0).count())
          .isEqualTo(ends.get("succeeded").longValue());
      assertThat(orders.stream().mapToDouble(LedgerOrder::heldFen).sum()).isEqualTo(fen);
    }
  }

  @Test
  @Order(2)
  void the_page_about_metrics_says_what_is_published() throws Exception {
    Map<String, String> published = new TreeMap<>();
    for (URI target : targets.values()) {
      published.putAll(Exposition.of(target).metrics());
    }
    assertThat(MetricsPage.read().besides(published.keySet()))
        .containsExactlyInAnyOrderEntriesOf(published);
  }

  @Test
  @Order(3)
  void names_and_help_please_prometheus_own_tool() throws Exception {
    for (URI target : targets.values()) {
      Promtool.passes(Exposition.of(target).ours(), "check", "metrics");
    }
  }

  @Test
  @Order(4)
  void with_5000_devices_in_1000_shops_series_stay_within_the_budget() throws Exception {
    Set<String> forbidden = new TreeSet<>();
    for (int device = 0; device < Chain.DEVICES; device++) {
      forbidden.addAll(List.of(Chain.device(device), Chain.shop(device)));
    }
    for (Map.Entry<String, URI> target : targets.entrySet()) {
      Exposition told = Exposition.of(target.getValue());
      assertThat(told.series()).as(target.getKey()).isLessThan(SERIES_MAX);
      assertThat(told.labelValues())
          .as(target.getKey())
          .doesNotContainAnyElementsOf(forbidden)
          .noneMatch(value -> value.contains(Chain.ORDERS));
    }
  }

  @Test
  @Order(5)
  void a_value_leads_to_its_trace() {
    assertThat(prometheus.exemplars("facepay_payment_settle_seconds_bucket"))
        .isNotEmpty()
        .allSatisfy(trace -> assertThat(trace).matches("[0-9a-f]{32}"));
  }

  /** Faults that do not disturb each other come together. */
  @Test
  @Order(6)
  void faults_raise_their_alerts_and_clear_them() throws Exception {
    faults.reversalThatIsNotConfirmed();
    faults.poisonRecord();
    faults.timerThatIsLate();
    faults.gateway("DOWN");
    String[] first = {
      "FacePayReversalOld",
      "FacePayDeadLetters query",
      "FacePayTimersLate report",
      "FacePayGatewayDown micropay"
    };
    raised(first);
    faults.gateway("UP");
    faults.reversalIsConfirmed();
    faults.timerIsGone();

    system.stop(Service.PAY);
    raised("FacePayTargetDown pay-service", "FacePayStageStalled pay");
    system.start(Service.PAY);
    cleared("FacePayTargetDown pay-service", "FacePayStageStalled pay");
    cleared(first);
  }

  @Test
  @Order(7)
  void every_panel_finds_something_or_is_rightly_empty() {
    Set<String> empty = new TreeSet<>();
    for (Dashboards.Query query : Dashboards.queries(PrometheusServer.QUICK_WINDOW, "5m")) {
      if (prometheus.ever(query.expression()).isEmpty()) {
        empty.add(query.board() + "/" + query.panel());
      }
    }
    assertThat(empty).isEqualTo(Quiet.PANELS.keySet());
  }

  @Test
  @Order(8)
  void every_rule_has_come_true_or_is_rightly_quiet() {
    Set<String> quiet = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    for (JsonNode rule : prometheus.rules()) {
      assertThat(rule.path("health").asString()).as(rule.toString()).isEqualTo("ok");
      String name = rule.path("name").asString();
      names.add(name);
      boolean alert = rule.path("type").asString().equals("alerting");
      String result = alert ? "ALERTS{alertname=\"" + name + "\",alertstate=\"firing\"}" : name;
      if (prometheus.ever(result).isEmpty()) {
        quiet.add(name);
      }
    }
    assertThat(quiet).isSubsetOf(Quiet.ALERTS.keySet());
    assertThat(names).containsAll(Quiet.ALERTS.keySet());
  }

  @Test
  @Order(9)
  void every_rule_asks_for_what_is_there() {
    Set<String> missing = new TreeSet<>();
    for (JsonNode rule : prometheus.rules()) {
      Quiet.SELECTOR
          .matcher(rule.path("query").asString())
          .results()
          .map(found -> found.group())
          .filter(selector -> prometheus.ever(selector).isEmpty())
          .forEach(missing::add);
    }
    assertThat(missing).isEqualTo(Quiet.SELECTORS.keySet());
  }

  private void sees(String what, String expression, Predicate<Double> fits) throws Exception {
    Await.until("Prometheus sees " + what, () -> prometheus.number(expression), fits);
  }

  /**
   * Each at some time from now on: some end by themselves while others begin. The shops go on
   * selling, since a rate is of what goes on.
   */
  private void raised(String... alerts) throws Exception {
    Set<String> seen = new TreeSet<>();
    Await.until(
        "raised: " + List.of(alerts),
        () -> {
          faults.payment();
          seen.addAll(prometheus.firing());
          return seen;
        },
        it -> it.containsAll(List.of(alerts)));
  }

  private void cleared(String... alerts) throws Exception {
    Await.until(
        "cleared: " + List.of(alerts),
        prometheus::firing,
        firing -> Stream.of(alerts).noneMatch(firing::contains));
  }
}
