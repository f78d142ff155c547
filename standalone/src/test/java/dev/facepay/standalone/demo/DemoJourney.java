package dev.facepay.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.command.Output;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.demo.MoneyWatch.Bills;
import dev.facepay.standalone.journey.Collector;
import dev.facepay.standalone.journey.LoggedFact;
import dev.facepay.standalone.journey.PublishedCheck;
import dev.facepay.standalone.journey.Stand;
import dev.facepay.standalone.start.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code ./facepay demo} does, in quick motion: enrolled terminals, every scenario, trades
 * that are reported. Everybody who counts counts the same, and no credential stands where anybody
 * reads.
 */
@Order(7)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class DemoJourney {

  /** Every scenario once, and some that are paid at once. */
  private static final int ORDERS = 30;

  private static final int TILLS = 8;
  private static final long CODES = 4711;

  private final Stand stand;

  DemoJourney(Stand stand) {
    this.stand = stand;
  }

  @Test
  void a_demo_ends_with_figures_that_agree_everywhere_and_leaks_nothing() throws Exception {
    Path data = stand.system().dataDir();
    URI ledger = stand.system().simulatorControl().orElseThrow();
    SystemAddresses sources = SystemAddresses.of(stand.system().running(), ledger, data);
    FleetEnrolment enrolment = new FleetEnrolment(sources, data);
    List<DemoDevice> devices = enrolment.devices(stand.system().devices(), TILLS);
    assertThat(devices).extracting(DemoDevice::key).doesNotHaveDuplicates();
    assertThat(enrolment.devices(stand.system().devices(), TILLS))
        .as("a second start keeps its devices and their keys")
        .extracting(DemoDevice::key)
        .isEqualTo(devices.stream().map(DemoDevice::key).toList());

    DemoRun.Size size =
        new DemoRun.Size(ORDERS, 20, 7, Duration.ofSeconds(60), Bills.TOMORROW, false);
    Output silent = Output.of(System.out, System.err, Map.of()).silent();
    DemoRun.End end;
    try (Fleet fleet = Fleet.on(sources.edge(), devices, data)) {
      end =
          new DemoRun(sources, size, new Random(CODES))
              .run(fleet, new DemoReport(silent, "reversals take some seconds"));
    }

    isClean(end.verdict());
    agrees(end.agreement());
    tellTheJudge(devices);
    new Collector(stand).judge(secrets(devices), published());
  }

  /** In quick motion some plans end as reversed that would be paid by the usual deadlines. */
  private static void isClean(Verdict verdict) {
    assertThat(verdict.line()).startsWith(ORDERS + " orders: ");
    assertThat(verdict.line()).endsWith("; charged without goods: 0").doesNotContain("OPEN");
    assertThat(verdict.goodsWithoutCharge()).isZero();
    assertThat(verdict.askedTwice()).isZero();
    assertThat(verdict.faults()).isEmpty();
    assertThat(verdict.otherwise()).allMatch(end -> end.contains(" ended as REVERSED after: "));
  }

  private static void agrees(Agreement agreement) {
    assertThat(agreement.faults()).isEmpty();
    assertThat(agreement.books())
        .extracting(Agreement.Book::name)
        .containsExactly("devices", "gateway's ledger", "topics", "read side", "metrics");
    assertThat(agreement.books())
        .allSatisfy(book -> assertThat(book.figures()).as(book.name() + book.why()).isNotNull())
        .extracting(Agreement.Book::figures)
        .containsOnly(agreement.books().getFirst().figures());
    Agreement.Reports reports = agreement.reports();
    assertThat(reports).isNotNull();
    assertThat(reports.due()).isEqualTo(reports.expected()).isPositive();
    assertThat(reports.open()).isZero();
    assertThat(reports.made()).isEqualTo(reports.expected());
    assertThat(reports.twice()).isZero();
  }

  /** It knows of payments by what devices heard, and by an ordinary till that it reads of them. */
  private void tellTheJudge(List<DemoDevice> devices) throws IOException {
    assertThat(stand.sale().pay().paid()).isTrue();
    Map<String, DemoDevice> byId =
        devices.stream().collect(Collectors.toMap(DemoDevice::id, device -> device));
    for (LoggedFact fact : stand.log().readAll().facts()) {
      if (fact.is("requested") && fact.text("order_no").startsWith("DEMO")) {
        DemoDevice device = byId.get(fact.text("device_id"));
        stand.till().look(device, fact.paymentId(), null, Duration.ZERO);
      }
    }
  }

  private Map<String, Set<String>> secrets(List<DemoDevice> devices) throws Exception {
    Map<String, Set<String>> secrets = new HashMap<>();
    Random codes = new Random(CODES);
    secrets.put(
        "a buyer's code",
        Stream.generate(() -> Codes.paymentCode(codes))
            .limit(ORDERS + 2)
            .collect(Collectors.toSet()));
    secrets.put("a buyer before the camera", Set.of("buyer-of-"));
    secrets.put("the face SDK's rawdata", Set.of("emulated-"));
    secrets.put(
        "an enrolled device's key",
        devices.stream().map(DemoDevice::key).collect(Collectors.toSet()));
    secrets.put(
        "the operator's key",
        Set.of(OperatorKey.read(stand.system().dataDir().resolve("keys")).orElseThrow()));
    Set<String> authinfos = new HashSet<>();
    for (DemoDevice device : devices) {
      authinfos.add(authinfo(device));
    }
    secrets.put("an authinfo", authinfos);
    return secrets;
  }

  /** The one that its terminal scanned with: it is kept for the device. */
  private String authinfo(DemoDevice device) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(stand.system().edge().resolve("/v1/auth"))
            .header("Authorization", "Bearer " + device.key())
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=20")
            .POST(HttpRequest.BodyPublishers.ofString("{\"rawdata\":\"planted-rawdata-of-demo\"}"))
            .build();
    HttpResponse<String> answer = stand.http().send(request, HttpResponse.BodyHandlers.ofString());
    var body = JsonMapper.shared().readTree(answer.body());
    assertThat(body.path("cached").booleanValue()).as(answer.body()).isTrue();
    return body.path("authinfo").asString();
  }

  /** What the read side and the others say over HTTP, and every record in every reading. */
  private Map<String, String> published() throws Exception {
    Map<String, String> published = new HashMap<>();
    stand.log().records().forEach(it -> published.putAll(PublishedCheck.everyReading(it)));
    String operator = OperatorKey.read(stand.system().dataDir().resolve("keys")).orElseThrow();
    List<URI> pages = new ArrayList<>();
    URI report = stand.system().api(Service.CONSOLE);
    for (String path :
        List.of(
            "/v1/payments?limit=200",
            "/v1/trades?limit=500",
            "/v1/coverage.csv",
            "/v1/totals",
            "/v1/stores",
            "/v1/devices",
            "/v1/attention",
            "/v1/search?q=DEMO")) {
      pages.add(report.resolve(path));
    }
    URI auth = stand.system().api(Service.AUTH);
    pages.add(auth.resolve("/v1/admin/devices?limit=100"));
    pages.add(auth.resolve("/v1/admin/audit?limit=100"));
    for (Service service : Service.stages()) {
      pages.add(stand.system().management(service).resolve("/actuator/health"));
      pages.add(stand.system().management(service).resolve("/actuator/info"));
    }
    for (URI page : pages) {
      HttpRequest request =
          HttpRequest.newBuilder(page).header("Authorization", "Bearer " + operator).build();
      HttpResponse<String> answer =
          stand.http().send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
      assertThat(answer.statusCode()).as(page.toString()).isEqualTo(200);
      published.put(page.toString(), answer.body());
    }
    return published;
  }
}
