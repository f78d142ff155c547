package dev.facepay.standalone.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.embedded.EmbeddedBroker;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.Main;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import dev.facepay.standalone.client.ReportClient;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.start.FacePaySystem;
import dev.facepay.standalone.start.Service;
import dev.facepay.standalone.start.SystemSettings;
import dev.facepay.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A system's whole history goes to another broker and another database, which stand for a Kafka and
 * a MongoDB, and a system there goes on with it.
 */
@Tag("all")
class MoveTest {

  /** Paid at once, refused, answer lost after the charge. */
  private static final List<Long> AMOUNTS = List.of(1280L, 1901L, 1921L, 1280L, 1280L, 1901L);

  /** The buyer's password comes 3 s later. */
  private static final long SLOW_FEN = 1911;

  private static final Set<String> SETTLED = Set.of("failed", "succeeded");
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final LocalDate EVER = LocalDate.of(2020, 1, 1);

  @TempDir Path dir;
  private final Random random = new Random(3);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private EmbeddedBroker broker;
  private EmbeddedDatabase database;

  @BeforeEach
  void a_broker_and_a_database_that_hold_nothing() {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    database = EmbeddedDatabase.start(dir.resolve("mongo"), 0);
  }

  @AfterEach
  void they_stop() {
    database.close();
    broker.close();
  }

  private record Order(PaymentOrder order, PaymentSeen told) {}

  @Test
  void a_system_on_another_broker_and_database_goes_on_with_the_history() throws Exception {
    List<Order> settled = new ArrayList<>();
    PaymentOrder slow = order("SLOW", SLOW_FEN);
    Map<String, Sum> before;
    try (FacePaySystem system = FacePaySystem.start(inside());
        EdgeClient edge = new EdgeClient(system.edge())) {
      for (int i = 0; i < AMOUNTS.size(); i++) {
        PaymentOrder order = order("MOVE" + i, AMOUNTS.get(i));
        settled.add(new Order(order, edge.pay(key(system), order, WAIT)));
      }
      before = totals(system, settled.size());
      assertThat(edge.pay(key(system), slow, Duration.ZERO).isFinal()).isFalse();
    }
    assertThat(settled).allMatch(it -> it.told().isFinal());

    assertThat(run("export", "--to", export().toString(), "--data-dir", data().toString()))
        .isZero();
    crashAgainAndAgain();
    assertThat(imported()).isZero();
    assertThat(text()).contains("were read back, all as exported");

    SystemSettings outside =
        inside().withKafka(broker.bootstrapServers()).withMongo(database.uri());
    try (FacePaySystem system = FacePaySystem.start(outside);
        EdgeClient edge = new EdgeClient(system.edge())) {
      for (Order one : settled) {
        PaymentSeen again = edge.pay(key(system), one.order(), WAIT);
        assertThat(again).as(one.order().orderNo()).isEqualTo(one.told());
      }
      PaymentSeen end =
          Await.until(
              "what was open is settled",
              () -> edge.pay(key(system), slow, WAIT),
              PaymentSeen::isFinal);
      assertThat(end.succeeded()).isTrue();
      assertThat(found(system, slow.orderNo())).contains("payment.requested", "payment.succeeded");
      assertThat(found(system, "MOVE0")).contains("payment.succeeded");
      Map<String, Sum> now = new TreeMap<>(before);
      now.merge("succeeded", new Sum(1, SLOW_FEN), Sum::plus);
      assertThat(totals(system, settled.size() + 1))
          .as("the old payments, and the one that was open")
          .isEqualTo(now);
    }

    assertThat(imported()).isZero();
    assertThat(text()).contains("imported there before; nothing was changed");
  }

  @Test
  void an_import_refuses_damaged_files_and_a_target_that_holds_something_else() throws Exception {
    try (FacePaySystem system = FacePaySystem.start(inside());
        EdgeClient edge = new EdgeClient(system.edge())) {
      assertThat(edge.pay(key(system), order("ONE", 1280), WAIT).succeeded()).isTrue();
    }
    assertThat(run("export", "--to", export().toString(), "--data-dir", data().toString()))
        .isZero();
    assertThat(text()).contains("take it along yourself: " + data().resolve("keys"));
    assertThat(Files.exists(export().resolve("keys"))).isFalse();
    assertThat(run("export", "--to", export().toString(), "--data-dir", data().toString()))
        .as("the directory is not empty")
        .isEqualTo(2);

    Path records = largest(export().resolve("kafka").resolve("facepay.payment.settled"));
    byte[] whole = Files.readAllBytes(records);
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    Files.write(records, damaged);
    assertThat(imported()).isEqualTo(2);
    assertThat(text()).contains("is not what was exported");

    Files.write(records, whole);
    try (var client = Documents.connect(database.uri())) {
      client
          .getDatabase("facepay_pay")
          .getCollection("pay_attempts")
          .insertOne(new Document("_id", "somebody else's"));
      Manifest manifest = Manifest.read(export());
      assertThat(manifest.collections())
          .as("what is in the way must be of the export")
          .extracting(it -> it.database() + "." + it.name())
          .contains("facepay_pay.pay_attempts");
    }
    assertThat(imported()).isEqualTo(2);
    assertThat(text()).contains("facepay_pay.pay_attempts is not empty there");
  }

  /** As a power cut might, among the records and among the documents: what is written stays. */
  private void crashAgainAndAgain() {
    for (int records : new int[] {1, 5, 9}) {
      AtomicInteger steps = new AtomicInteger();
      cut((what, count) -> steps.incrementAndGet() > records);
    }
    cut((what, count) -> what.startsWith("documents of facepay_pay."));
    cut((what, count) -> what.startsWith("documents of facepay_report."));
  }

  /** Takes the step after which it happens. */
  @FunctionalInterface
  private interface Moment {
    boolean isNow(String what, long count);
  }

  private void cut(Moment moment) {
    Import work =
        new Import(
            export(),
            Manifest.read(export()),
            FacePayKafka.at(broker.bootstrapServers(), "test", ""),
            database.uri(),
            (what, count) -> {
              if (moment.isNow(what, count)) {
                throw new IllegalStateException("power cut");
              }
            });
    assertThatThrownBy(work::run).isInstanceOf(IllegalStateException.class).hasMessage("power cut");
  }

  private int imported() {
    return run(
        "import",
        "--from",
        export().toString(),
        "--kafka",
        broker.bootstrapServers(),
        "--mongo",
        database.uri());
  }

  private int run(String... args) {
    said.reset();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Main.run(out, out, Map.of(), args);
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private SystemSettings inside() {
    return SystemSettings.inside(data());
  }

  private Path data() {
    return dir.resolve("data");
  }

  private Path export() {
    return dir.resolve("export");
  }

  private static Path largest(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.max(Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
    }
  }

  private PaymentOrder order(String number, long fen) {
    return new PaymentOrder(number, 1, Codes.paymentCode(random), fen, "Noodles", "face");
  }

  private static String key(FacePaySystem system) {
    return device(system).key();
  }

  private static DemoDevice device(FacePaySystem system) {
    return system.devices().getFirst();
  }

  private record Sum(long payments, long fen) {

    Sum plus(Sum more) {
      return new Sum(payments + more.payments, fen + more.fen);
    }
  }

  /** By state, when the read side has counted so many payments as settled. */
  private static Map<String, Sum> totals(FacePaySystem system, int payments) {
    try (ReportClient client = report(system)) {
      return Await.until(
          payments + " settled payments in the totals",
          () -> sums(client.totals(EVER)),
          sums -> settled(sums) == payments && sums.keySet().equals(SETTLED));
    }
  }

  private static Map<String, Sum> sums(List<JsonNode> rows) {
    Map<String, Sum> sums = new TreeMap<>();
    rows.forEach(
        row ->
            sums.merge(
                row.path("parts").path("state").asString(""),
                new Sum(row.path("payments").asLong(), row.path("amount_fen").asLong()),
                Sum::plus));
    return sums;
  }

  private static long settled(Map<String, Sum> sums) {
    return sums.values().stream().mapToLong(Sum::payments).sum();
  }

  private static String found(FacePaySystem system, String number) throws Exception {
    try (ReportClient client = report(system)) {
      return client.search(number).toString();
    }
  }

  private static ReportClient report(FacePaySystem system) {
    return new ReportClient(
        system.api(Service.CONSOLE),
        OperatorKey.read(system.dataDir().resolve("keys")).orElseThrow());
  }
}
