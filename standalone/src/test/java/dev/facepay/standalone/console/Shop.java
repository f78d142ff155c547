package dev.facepay.standalone.console;

import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import dev.facepay.standalone.client.SimulatorClient;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.start.FacePaySystem;
import dev.facepay.standalone.start.Service;
import dev.facepay.standalone.start.SystemSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The whole system with a till, and WeChat's side of it on a script. */
final class Shop implements AutoCloseable {

  /**
   * The answer comes in seconds, not in half a minute. A reversal that was refused rests for long:
   * what happens then is what the person at the console does.
   */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("facepay.query.first-when-paying", "1s"),
          Map.entry("facepay.query.every", "1s"),
          Map.entry("facepay.query.deadline", "4s"),
          Map.entry("facepay.reverse.retry-first", "10m"),
          Map.entry("facepay.reverse.retry-slow", "10m"),
          Map.entry("facepay.due.poll-every", "250ms"),
          Map.entry("facepay.report.jobs.settle", "1s"),
          Map.entry("facepay.report.jobs.retry-first", "1s"),
          Map.entry("facepay.report.jobs.attention-after", "3s"),
          Map.entry("facepay.gateway.read-timeout", "3s"),
          Map.entry("logging.level.dev.facepay", "warn"));

  private static final ZoneOffset WECHAT_ZONE = ZoneOffset.ofHours(8);

  private final FacePaySystem system;
  private final EdgeClient edge;
  private final SimulatorClient ledger;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random();

  Shop(Path dir) {
    this(dir, Map.of());
  }

  Shop(Path dir, Map<String, String> more) {
    SystemSettings settings = SystemSettings.inside(dir);
    Map<String, String> all = new HashMap<>(SETTINGS);
    all.putAll(more);
    for (Map.Entry<String, String> setting : all.entrySet()) {
      settings = settings.with(setting.getKey(), setting.getValue());
    }
    system = FacePaySystem.start(settings);
    edge = new EdgeClient(system.edge());
    ledger = new SimulatorClient(system.simulatorControl().orElseThrow());
  }

  URI console() {
    return system.api(Service.CONSOLE).resolve("/");
  }

  /** Of the log. */
  String bootstrapServers() {
    return system.bootstrapServers();
  }

  String operatorKey() {
    try {
      return Files.readString(system.dataDir().resolve("keys").resolve("operator.key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Beside the operator of this machine. */
  void operator(String name, String key, String... scopes) throws IOException {
    Path file = OperatorKey.operatorsFile(system.dataDir().resolve("keys"));
    List<Map<String, Object>> operators =
        List.of(
            operator("local", operatorKey(), Arrays.stream(Scope.values()).map(Scope::wire)),
            operator(name, key, Stream.of(scopes)));
    Files.writeString(file, JsonMapper.shared().writeValueAsString(Map.of("operators", operators)));
  }

  private static Map<String, Object> operator(String name, String key, Stream<String> scopes) {
    return Map.of("name", name, "key_sha256", OperatorKeys.sha256(key), "scopes", scopes.toList());
  }

  void consoleService(boolean runs) {
    run(Service.CONSOLE, runs);
  }

  /** What devices ask. */
  URI edge() {
    return system.edge().resolve("/");
  }

  Path dataDir() {
    return system.dataDir();
  }

  List<DemoDevice> tills() {
    return system.devices();
  }

  /** Where auth-service serves the registry itself. */
  URI registryApi() {
    return system.api(Service.AUTH).resolve("/");
  }

  /** Stores and devices, and who administers them. */
  void registry(boolean runs) {
    run(Service.AUTH, runs);
  }

  private void run(Service service, boolean runs) {
    if (runs) {
      system.start(service);
    } else {
      system.stop(service);
    }
  }

  /** Pays at the first till, and waits for as long as a device would. */
  PaymentSeen pay(String orderNo, long fen) throws IOException, InterruptedException {
    return pay(orderNo, fen, Duration.ofSeconds(15));
  }

  PaymentSeen pay(String orderNo, long fen, Duration wait)
      throws IOException, InterruptedException {
    return pay(orderNo, fen, "face", wait);
  }

  /** WeChat wants a report of it; the till's App does not run, so nobody makes it. */
  PaymentSeen payByCode(String orderNo, long fen) throws IOException, InterruptedException {
    return pay(orderNo, fen, "code", Duration.ofSeconds(15));
  }

  /** Paid at the till, but not through FacePay: its App tells of it. */
  void paidElsewhere(String number, String orderNo, long fen)
      throws IOException, InterruptedException {
    Map<String, Object> body =
        Map.of(
            "out_trade_no", number,
            "order_no", orderNo,
            "transaction_id", "42000" + number,
            "total_fee", fen,
            "paid_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(system.edge().resolve("/v1/trades"))
                .header("Authorization", "Bearer " + system.devices().getFirst().key())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IOException("the edge answered " + answer.body());
    }
  }

  /** Pays at one of the tills: 0, 1, 2, … */
  PaymentSeen payAt(int till, String orderNo, long fen) throws IOException, InterruptedException {
    return pay(system.devices().get(till), orderNo, fen, "face", Duration.ofSeconds(15));
  }

  private PaymentSeen pay(String orderNo, long fen, String channel, Duration wait)
      throws IOException, InterruptedException {
    return pay(system.devices().getFirst(), orderNo, fen, channel, wait);
  }

  private PaymentSeen pay(DemoDevice till, String orderNo, long fen, String channel, Duration wait)
      throws IOException, InterruptedException {
    String code = Codes.paymentCode(random);
    return edge.pay(till.key(), new PaymentOrder(orderNo, 1, code, fen, "Tea", channel), wait);
  }

  /**
   * Charged, but nobody hears of it; then WeChat refuses the reversal, and loses an answer to it.
   */
  PaymentSeen stuck(String orderNo) throws IOException, InterruptedException {
    script(orderNo, "micropay", Map.of("behaviour", "ANSWER_LOST"));
    script(orderNo, "orderquery", Map.of("behaviour", "ERROR", "for_s", 10));
    script(
        orderNo,
        "reverse",
        Map.of("behaviour", "ERROR", "code", "TRADE_ERROR"),
        Map.of("behaviour", "ANSWER_LOST", "times", 5));
    return pay(orderNo, 1280, Duration.ZERO);
  }

  /** WeChat makes today's bill, which is wrong about an order; what comes next is right. */
  void wrongBill(String fault, String orderNo) throws IOException, InterruptedException {
    ledger.spoilBill(fault, merchant(), LocalDate.now(WECHAT_ZONE), orderNo);
    rightBill();
  }

  void rightBill() throws IOException, InterruptedException {
    ledger.makeBill(merchant(), LocalDate.now(WECHAT_ZONE));
  }

  String merchant() {
    return system.devices().getFirst().merchant();
  }

  /** Another one that this installation has the keys of. */
  String otherMerchant() {
    return system.devices().stream()
        .map(DemoDevice::merchant)
        .filter(it -> !it.equals(merchant()))
        .findFirst()
        .orElseThrow();
  }

  /** The till that pays here. */
  String device() {
    return system.devices().getFirst().id();
  }

  /** What WeChat holds of the order's money, in fen. */
  long heldFen(String orderNo) throws IOException, InterruptedException {
    return ledger.orders(orderNo).values().stream().mapToLong(order -> order.heldFen()).sum();
  }

  @SafeVarargs
  private void script(String orderNo, String api, Map<String, Object>... steps)
      throws IOException, InterruptedException {
    Map<String, Object> body =
        Map.of(
            "match", Map.of("out_trade_no", orderNo, "api", api),
            "steps", List.of(steps),
            "then", "ORDINARY");
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(system.simulatorControl().orElseThrow().resolve("/_sim/scripts"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("the simulator answered " + answer.body());
    }
  }

  /** Both, though one of them did not come up or complains. */
  static void close(@Nullable Shop shop, @Nullable Browser browser) {
    try (shop;
        browser) {
      // Nothing more is to be done.
    }
  }

  @Override
  public void close() {
    edge.close();
    ledger.close();
    http.shutdownNow();
    system.close();
  }
}
