package dev.facepay.standalone.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.Program;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.EdgeProblem;
import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import dev.facepay.standalone.client.SimulatorClient;
import dev.facepay.standalone.client.SimulatorClient.LedgerOrder;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with everything in it on a disk that fills: first nothing new is taken and all else
 * goes on, then not a byte is left, and after there is room again nothing acknowledged is lost.
 */
@Tag("all")
class FullDiskTest {

  private static final int DISK_MB = 400;
  private static final long PAID = 1280;
  private static final long PASSWORD_THEN_PAID = 1911;
  private static final long PASSWORD_NEVER = 1913;
  private static final int UNTIL_FULL_MAX = 3000;
  private static final Duration HALT_MAX = Duration.ofSeconds(60);

  @TempDir Path temp;
  private final Random random = new Random(11);
  private final List<Program> children = new ArrayList<>();
  private SmallDisk disk;
  private Path data;
  private DemoDevice device;

  /** What devices were told, by the order's number: it must stay so. */
  private final Map<String, PaymentSeen> told = new LinkedHashMap<>();

  private final Map<String, PaymentOrder> sent = new LinkedHashMap<>();

  @BeforeEach
  void a_small_disk_with_the_data_on_it_and_wechat_elsewhere() throws Exception {
    data = Files.createDirectory(temp.resolve("data"));
    disk = SmallDisk.mount(data, DISK_MB);
    Path elsewhere = Files.createDirectory(temp.resolve("wechat"));
    Files.createSymbolicLink(data.resolve("simulator"), elsewhere);
  }

  @AfterEach
  void nothing_stays() throws Exception {
    for (Program child : children) {
      child.kill();
    }
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void full_refuses_what_is_new_and_finishes_the_rest_and_no_byte_left_loses_nothing()
      throws Exception {
    RunningSystem first = start();
    device = DemoDevices.read(data.resolve("keys")).getFirst();
    PaymentOrder refused = order("REFUSED", PAID);
    try (EdgeClient edge = new EdgeClient(first.edge())) {
      payUntilItIsFull(first, edge);
      assertThat(code(edge, refused)).isEqualTo("storage_full");
      underWayAreFinished(edge);
      assertThat(code(edge, refused)).isEqualTo("storage_full");
    }
    disk.fillUp();
    theProcessEndsAndSaysWhy();

    disk.removeForeignFile();
    RunningSystem second = start();
    try (EdgeClient edge = new EdgeClient(second.edge());
        SimulatorClient wechat = new SimulatorClient(Objects.requireNonNull(second.simulator()))) {
      assertThat(wechat.orders(refused.orderNo())).isEmpty();
      Map<String, LedgerOrder> ledger = wechat.orders("FULL");
      for (PaymentOrder order : sent.values()) {
        isAsItWasTold(edge, order, ledger.get(device.merchant() + ":" + order.orderNo()));
      }
      PaymentSeen taken =
          Await.until("there is room", () -> pay(edge, refused, 10), PaymentSeen::isFinal);
      assertThat(taken.succeeded()).isTrue();
    }
  }

  /** Some are left under way: one that will be paid, one that has to be reversed. */
  private void payUntilItIsFull(RunningSystem system, EdgeClient edge) throws Exception {
    pay(edge, order("FULL-early", PAID), 10);
    disk.fillTo(0.947);
    Finding kafka =
        Await.until(
            "filling is told",
            () -> StorageChecks.running(system.http().values()).getFirst(),
            Finding::bad);
    assertThat(kafka.what()).isEqualTo("disk under Kafka");
    assertThat(kafka.found()).startsWith("94 %");
    for (int i = 0; i < UNTIL_FULL_MAX; i++) {
      if (i < 100 && i % 50 == 0) {
        pay(edge, order("FULL-P" + i, PASSWORD_THEN_PAID), 0);
        pay(edge, order("FULL-N" + i, PASSWORD_NEVER), 0);
      }
      PaymentOrder next = order("FULL" + i, PAID);
      String problem = code(edge, next);
      if (!problem.isEmpty()) {
        assertThat(problem).isEqualTo("storage_full");
        sent.remove(next.orderNo());
        return;
      }
    }
    throw new AssertionError("never full: " + disk.ratio());
  }

  /** By asking for their state, and by sending them again. */
  private void underWayAreFinished(EdgeClient edge) throws Exception {
    assertThat(told.values()).anyMatch(seen -> !seen.isFinal());
    for (PaymentOrder order : sent.values()) {
      PaymentSeen end =
          Await.until(order + " is finished", () -> pay(edge, order, 10), PaymentSeen::isFinal);
      assertThat(end.state()).isEqualTo(order.fen() == PASSWORD_NEVER ? "REVERSED" : "SUCCEEDED");
    }
  }

  private void theProcessEndsAndSaysWhy() throws Exception {
    Program child = children.getLast();
    assertThat(child.process().waitFor(HALT_MAX.toSeconds(), TimeUnit.SECONDS))
        .as("it ends")
        .isTrue();
    assertThat(child.process().exitValue()).isEqualTo(ExitCode.DATA_DIRECTORY.status());
    assertThat(Files.readString(child.log()))
        .contains("could not write to its directory", "the free space of the disk");
  }

  private void isAsItWasTold(EdgeClient edge, PaymentOrder order, LedgerOrder held)
      throws Exception {
    PaymentSeen before = Objects.requireNonNull(told.get(order.orderNo()));
    PaymentSeen now = Await.until(order + "", () -> pay(edge, order, 10), PaymentSeen::isFinal);
    assertThat(now.state()).as(order.toString()).isEqualTo(before.state());
    assertThat(now.transactionId()).as(order.toString()).isEqualTo(before.transactionId());
    assertThat(held.heldFen()).as(order.toString()).isEqualTo(now.succeeded() ? order.fen() : 0);
    assertThat(held.payCalls()).as(order.toString()).isOne();
  }

  private PaymentOrder order(String number, long fen) {
    return new PaymentOrder(number, 1, Codes.paymentCode(random), fen, "Noodles", "face");
  }

  private PaymentSeen pay(EdgeClient edge, PaymentOrder order, int waitSeconds)
      throws IOException, InterruptedException {
    sent.put(order.orderNo(), order);
    PaymentSeen seen = edge.pay(device.key(), order, Duration.ofSeconds(waitSeconds));
    told.put(order.orderNo(), seen);
    return seen;
  }

  /** The problem's; empty if it was taken. */
  private String code(EdgeClient edge, PaymentOrder order)
      throws IOException, InterruptedException {
    try {
      pay(edge, order, 10);
      return "";
    } catch (EdgeProblem e) {
      sent.remove(order.orderNo());
      return e.code();
    }
  }

  private RunningSystem start() throws Exception {
    Program child =
        Program.start(
            temp.resolve("child" + children.size() + ".log"),
            "start",
            "--data-dir",
            data.toString(),
            "--port",
            "0",
            "--json",
            // It sells as fast as it can, by one device.
            "--set=facepay.edge.rate-burst=1000000",
            "--set=facepay.fill.look-every=100ms",
            "--set=facepay.query.first-when-paying=1s",
            "--set=facepay.query.every=1s",
            "--set=facepay.query.deadline=6s",
            "--set=facepay.reverse.earliest=5s",
            "--set=facepay.reverse.retry-first=1s",
            "--set=facepay.due.poll-every=250ms");
    children.add(child);
    return child.ready(data);
  }
}
