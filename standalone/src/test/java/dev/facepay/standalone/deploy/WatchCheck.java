package dev.facepay.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.PaymentFact;
import dev.facepay.standalone.FacePaySystem;
import dev.facepay.standalone.client.FactLog;
import dev.facepay.standalone.client.LedgerOrder;
import dev.facepay.standalone.client.SimulatorClient;
import dev.facepay.standalone.demo.DemoListener;
import dev.facepay.standalone.demo.DemoRun;
import dev.facepay.standalone.demo.Verdict;
import dev.facepay.standalone.setup.Service;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole system under a real Prometheus: what it publishes is what the page says, every query of
 * every panel and rule finds something, totals agree with the ledger, and faults raise alerts.
 *
 * <p>Not among the tests that every build runs: {@code mvn -pl standalone -am test
 * -Dtest=WatchCheck -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WatchCheck {

  /** Of an instance, other libraries' series included; see docs/metrics.md. */
  private static final int SERIES_MAX = 2_500;

  private static final int PAYMENTS = 60;
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final Pattern NAME = Pattern.compile("\\b(facepay[a-z0-9_:]+|up)\\b");

  /** What is rightly empty after a run without faults, and why. */
  private static final Map<String, String> EMPTY =
      Map.of(
          "facepay-stages/Attention", "no payment needed a person",
          "facepay-platform/Alerts", "none but the watchdog need fire");

  @TempDir static Path dir;

  private FacePaySystem system;
  private PrometheusServer prometheus;
  private Faults faults;
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
    Wait.until("all targets are up", () -> prometheus.number("sum(up)"), n -> n == targets.size());
    faults = new Faults(system);
    DemoRun.Size size = new DemoRun.Size(PAYMENTS, 10, 7, Duration.ofSeconds(60));
    Verdict verdict =
        new DemoRun(system.edge(), system.simulatorControl().orElseThrow(), size)
            .run(system.devices(), new Silent());
    // In quick motion some plans end as reversed that would be paid by the usual deadlines.
    assertThat(verdict.line()).endsWith("charged without goods: 0");
    // A last scrape after the last payment.
    Wait.until(
        "Prometheus has seen the last payment",
        () -> prometheus.number("sum(facepay_payments_settled_total)"),
        n -> n == PAYMENTS);
  }

  @AfterAll
  void stop() {
    prometheus.close();
    system.close();
  }

  @Test
  @Order(1)
  void totals_are_the_same_in_prometheus_in_the_log_and_in_the_ledger() throws Exception {
    List<PaymentFact> facts = new FactLog(system.bootstrapServers()).all();
    long paid = facts.stream().filter(PaymentFact.Succeeded.class::isInstance).count();
    long fen =
        facts.stream()
            .filter(PaymentFact.Succeeded.class::isInstance)
            .mapToLong(fact -> fact.payment().amount().fen())
            .sum();
    String outcome = "{outcome=\"succeeded\"}";
    assertThat(prometheus.number("sum(facepay_payments_settled_total" + outcome + ")"))
        .isEqualTo(paid);
    assertThat(prometheus.number("sum(facepay_payments_settled_fen_total" + outcome + ")"))
        .isEqualTo(fen);
    assertThat(prometheus.number("sum(facepay_simulator_held_fen)")).isEqualTo(fen);
    assertThat(prometheus.number("sum(facepay_simulator_orders_charged_twice)")).isZero();
    try (SimulatorClient ledger = new SimulatorClient(system.simulatorControl().orElseThrow())) {
      Collection<LedgerOrder> orders = ledger.orders("DEMO").values();
      assertThat(orders.stream().filter(order -> order.heldFen() > 0)).hasSize((int) paid);
    }
  }

  @Test
  @Order(2)
  void the_page_about_metrics_says_what_is_published() throws Exception {
    Map<String, String> published = new TreeMap<>();
    for (URI target : targets.values()) {
      published.putAll(Exposition.of(target).metrics());
    }
    Map<String, String> described = new TreeMap<>();
    Set<String> perhaps = new TreeSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| `facepay_")) {
        String[] cells = line.split("\\|");
        TreeSet<String> labels = new TreeSet<>();
        for (String label : cells[3].strip().split(", ")) {
          labels.add(label.replace("`", ""));
        }
        labels.remove("");
        String name = cells[1].replaceAll("[` *]", "");
        described.put(name, cells[2].strip() + " " + labels);
        if (cells[1].contains("*")) {
          perhaps.add(name);
        }
      }
    }
    perhaps.removeAll(published.keySet());
    described.keySet().removeAll(perhaps);
    assertThat(described).containsExactlyInAnyOrderEntriesOf(published);
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
  void series_stay_within_the_budget_and_name_no_device_shop_or_order() throws Exception {
    Set<String> forbidden = new TreeSet<>();
    system.devices().forEach(device -> forbidden.addAll(List.of(device.id(), device.store())));
    for (Map.Entry<String, URI> target : targets.entrySet()) {
      Exposition told = Exposition.of(target.getValue());
      assertThat(told.series()).as(target.getKey()).isLessThan(SERIES_MAX);
      assertThat(told.labelValues())
          .as(target.getKey())
          .doesNotContainAnyElementsOf(forbidden)
          .noneMatch(value -> value.contains("DEMO"));
    }
  }

  @Test
  @Order(5)
  void every_panel_finds_something() {
    List<String> empty = new ArrayList<>();
    for (Dashboards.Query query : Dashboards.queries("30s", "2m")) {
      String place = query.board() + "/" + query.panel();
      if (prometheus.query(query.expression()).isEmpty() && !EMPTY.containsKey(place)) {
        empty.add(place + ": " + query.expression());
      }
    }
    assertThat(empty).isEmpty();
  }

  @Test
  @Order(6)
  void every_rule_is_sound_and_asks_for_what_is_there() {
    Set<String> unknown = new TreeSet<>();
    for (JsonNode rule : prometheus.rules()) {
      assertThat(rule.path("health").asString()).as(rule.toString()).isEqualTo("ok");
      NAME.matcher(rule.path("query").asString())
          .results()
          .map(found -> found.group(1))
          .filter(name -> !name.equals("facepay"))
          .filter(name -> prometheus.query("present_over_time(" + name + "[2m])").isEmpty())
          .forEach(unknown::add);
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  @Order(7)
  void a_value_leads_to_its_trace() {
    assertThat(prometheus.exemplars("facepay_payment_settle_seconds_bucket"))
        .isNotEmpty()
        .allSatisfy(trace -> assertThat(trace).matches("[0-9a-f]{32}"));
  }

  @Test
  @Order(8)
  void faults_raise_their_alerts_and_clear_them() throws Exception {
    faults.reversalThatIsNotConfirmed();

    system.stop(Service.PAY);
    faults.payments(3);
    raised("FacePayTargetDown", "FacePayStageStalled");
    system.start(Service.PAY);
    cleared("FacePayTargetDown", "FacePayStageStalled");

    faults.poisonRecord();
    raised("FacePayDeadLetters");

    faults.gateway("DOWN");
    faults.payments(10);
    raised("FacePayGatewayDown");
    faults.gateway("UP");
    faults.payments(5);
    cleared("FacePayGatewayDown", "FacePayDeadLetters");

    raised("FacePayReversalOld");
    faults.reversalIsConfirmed();
    cleared("FacePayReversalOld");

    system.stop(Service.DATABASE);
    raised("FacePayTimersLate");
    system.start(Service.DATABASE);
    cleared("FacePayTimersLate");
  }

  private void raised(String... alerts) {
    Wait.until("raised", prometheus::firing, firing -> firing.containsAll(List.of(alerts)));
  }

  private void cleared(String... alerts) {
    Wait.until(
        "cleared", prometheus::firing, firing -> Stream.of(alerts).noneMatch(firing::contains));
  }

  private static final class Silent implements DemoListener {

    @Override
    public void ended(
        String id,
        long fen,
        String gateway,
        String buyerSaw,
        String state,
        @Nullable Duration knew,
        @Nullable Duration settled) {}

    @Override
    public void waiting(int ended, int orders, int open) {}
  }
}
