package dev.facepay.standalone.devicecheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.device.Progress;
import dev.facepay.device.Progress.Stage;
import dev.facepay.device.TerminalListener;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.edge.UrlConnectionHttp;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.order.Finished;
import dev.facepay.device.order.Sale;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.DeviceHome;
import dev.facepay.standalone.devicecheck.Judge.Wrong;
import dev.facepay.standalone.journey.Stand;
import dev.facepay.standalone.registry.EmulatedTerminal;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The check before the real edge: our own App does all as it should, a careless one is caught. */
@Order(5)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class DeviceCheckJourney {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stand stand;
  private final Set<String> sold = ConcurrentHashMap.newKeySet();

  DeviceCheckJourney(Stand stand) {
    this.stand = stand;
  }

  @Test
  void the_device_sdk_passes_every_case(@TempDir Path home) throws Exception {
    Map<Case, Future<List<Wrong>>> results = new LinkedHashMap<>();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Case each : Case.values()) {
        results.put(each, all.submit(() -> tried(each, home)));
      }
    }
    for (Map.Entry<Case, Future<List<Wrong>>> each : results.entrySet()) {
      assertThat(each.getValue().get()).as(each.getKey().id()).isEmpty();
    }
    tellTheJudge(device(0));
  }

  private List<Wrong> tried(Case tried, Path home) throws Exception {
    try (DeviceCheck check = check();
        ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Wrong>> wrong = other.submit(() -> check.run(tried, PATIENCE, PATIENCE));
      try (App app = new App(check.address(), home, tried)) {
        app.on();
        app.doesItsPart();
        return wrong.get();
      }
    }
  }

  @Test
  void an_app_that_makes_a_new_number_after_a_lost_answer_is_caught() throws Exception {
    try (DeviceCheck check = check();
        ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Wrong>> wrong =
          other.submit(() -> check.run(Case.ANSWER_LOST, PATIENCE, Duration.ofSeconds(5)));
      try {
        careless(check.address(), "DC-CARELESS-1");
      } catch (IOException e) {
        careless(check.address(), "DC-CARELESS-2");
      }
      assertThat(wrong.get()).extracting(Wrong::name).containsExactly("new-number", "not-followed");
    }
    tellTheJudge(device(0));
  }

  private void careless(URI edge, String orderNo) throws IOException, InterruptedException {
    sold.add(orderNo);
    String body =
        "{\"order_no\":\"%s\",\"auth_code\":\"%s\",\"total_fee\":600,\"body\":\"Tea\",\"channel\":\"code\"}"
            .formatted(orderNo, stand.freshCode());
    HttpRequest request =
        HttpRequest.newBuilder(edge.resolve("/v1/payments"))
            .header("Authorization", "Bearer " + device(0).key())
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=10")
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }
  }

  private DeviceCheck check() throws IOException {
    return DeviceCheck.before(stand.system().edge(), 0, InstantSource.system());
  }

  private DemoDevice device(int n) {
    return stand.system().devices().get(n);
  }

  /** The evidence of all journeys is judged together: what devices heard belongs to it. */
  private void tellTheJudge(DemoDevice device) throws IOException {
    for (String number : sold) {
      stand.till().look(device, device.merchant() + ":" + number, null, Duration.ZERO);
    }
  }

  /** An App of device-sdk, and the person at it. */
  private final class App implements AutoCloseable, TerminalListener {

    private final URI edge;
    private final DeviceHome home;
    private final Case tried;
    private final List<Stage> stages = new CopyOnWriteArrayList<>();
    private final List<Finished> ends = new CopyOnWriteArrayList<>();
    private EmulatedTerminal terminal;

    App(URI edge, Path home, Case tried) {
      this.edge = edge;
      this.tried = tried;
      this.home = DeviceHome.of(home, tried.id());
    }

    void on() {
      terminal = EmulatedTerminal.at(home, "DC" + tried.ordinal());
      EdgeClient client =
          new EdgeClient(new UrlConnectionHttp(edge, Duration.ofSeconds(5)), device(0).key());
      terminal.on(client, SdkVersion.parse("2.22"), Delays.none(), this);
    }

    void doesItsPart() {
      String orderNo = terminal.running().payByCode(Sale.of(tried.fen(), "Tea"), stand.freshCode());
      sold.add(orderNo);
      if (tried == Case.POWER_CUT) {
        Await.until("it is sent", () -> stages, it -> it.contains(Stage.SENDING));
        terminal.close();
        on();
      }
      if (tried.needsCancel()) {
        Await.until("a password is asked for", () -> stages, it -> it.contains(Stage.ASK_PASSWORD));
        terminal.running().cancel(orderNo);
      }
      if (tried.needsSecondAttempt()) {
        Await.until("the first end", () -> ends, it -> !it.isEmpty());
        terminal.running().tryAgainByCode(orderNo, stand.freshCode());
        sold.add(orderNo + "-2");
      }
    }

    @Override
    public void progress(Progress one) {
      stages.add(one.stage());
    }

    @Override
    public void finished(Finished one) {
      ends.add(one);
    }

    @Override
    public void close() {
      terminal.close();
    }
  }
}
