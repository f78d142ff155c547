package dev.facepay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.RefundSeen;
import dev.facepay.device.edge.UrlConnectionHttp;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import dev.facepay.standalone.client.SimulatorClient;
import dev.facepay.standalone.client.SimulatorClient.LedgerOrder;
import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with everything in it is killed in the middle of payments and refunds; the next one
 * settles all.
 */
@Tag("real")
class KillTest {

  /** Paid at once, answer lost after the charge, SYSTEMERROR yet charged, password then paid. */
  private static final List<Long> AMOUNTS = List.of(1280L, 1280L, 1921L, 1923L, 1911L, 1901L);

  private static final int ORDERS = 24;
  private static final int DEVICES = 8;
  private static final long BACK_FEN = 500;
  private static final Duration START_MAX = Duration.ofSeconds(90);

  @TempDir Path dir;
  private final List<Program> children = new ArrayList<>();

  @AfterEach
  void no_child_stays() throws InterruptedException {
    for (Program child : children) {
      child.kill();
    }
  }

  @Test
  void after_kill_9_in_the_middle_all_payments_settle_and_agree_with_the_ledger() throws Exception {
    List<PaymentOrder> orders = orders();
    RunningSystem first = start();
    DemoDevice device = DemoDevices.read(dir.resolve("keys")).getFirst();
    Set<PaymentOrder> paid = sendAll(first.edge(), device, orders);
    paid.forEach(order -> back(first.edge(), device, order, Duration.ZERO));
    children.getLast().kill();

    RunningSystem second = start();

    URI simulator = Objects.requireNonNull(second.simulator());
    try (EdgeClient edge = new EdgeClient(second.edge());
        SimulatorClient ledger = new SimulatorClient(simulator)) {
      Map<PaymentOrder, PaymentSeen> ends = settleAll(edge, device, orders);
      paid.forEach(order -> backWhole(second.edge(), device, order));
      Map<String, LedgerOrder> all = ledger.orders("KILL");
      assertThat(ends).hasSize(ORDERS);
      assertThat(paid).isNotEmpty();
      ends.forEach(
          (order, end) -> {
            LedgerOrder held = all.get(device.merchant() + ":" + order.orderNo());
            assertThat(held == null ? 0 : held.heldFen())
                .as(order + " " + end.state())
                .isEqualTo(
                    end.succeeded() ? order.fen() - (paid.contains(order) ? BACK_FEN : 0) : 0);
          });
      assertThat(all.values()).allSatisfy(order -> assertThat(order.payCalls()).isLessThan(2));
    }
  }

  private static List<PaymentOrder> orders() {
    Random random = new Random(7);
    List<PaymentOrder> orders = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      long fen = AMOUNTS.get(i % AMOUNTS.size());
      String code = Codes.paymentCode(random);
      orders.add(new PaymentOrder("KILL%03d".formatted(i), 1, code, fen, "Noodles", "face"));
    }
    return orders;
  }

  /**
   * Returns in the middle: some have their answer, some are on their way, some never began.
   *
   * @return those that are paid
   */
  private static Set<PaymentOrder> sendAll(URI edge, DemoDevice device, List<PaymentOrder> orders)
      throws InterruptedException {
    Set<PaymentOrder> paid = ConcurrentHashMap.newKeySet();
    CountDownLatch answered = new CountDownLatch(ORDERS / 2);
    try (EdgeClient client = new EdgeClient(edge);
        ExecutorService devices = Executors.newFixedThreadPool(DEVICES)) {
      for (PaymentOrder order : orders) {
        var _ =
            devices.submit(
                () -> {
                  if (client.pay(device.key(), order, Duration.ofSeconds(1)).succeeded()) {
                    paid.add(order);
                  }
                  answered.countDown();
                  return order;
                });
      }
      assertThat(answered.await(START_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
      devices.shutdownNow();
    }
    return Set.copyOf(paid);
  }

  /** A part of it; asked for again, it is the same refund. */
  private static Answer<RefundSeen> back(
      URI edge, DemoDevice device, PaymentOrder order, Duration wait) {
    String id = device.merchant() + ":" + order.orderNo();
    return new dev.facepay.device.edge.EdgeClient(
            new UrlConnectionHttp(edge, Duration.ofSeconds(5)), device.key())
        .refund(id, "R1", BACK_FEN, "wrong size", wait);
  }

  private static void backWhole(URI edge, DemoDevice device, PaymentOrder order) {
    Await.until(
        "the refund of " + order,
        () -> back(edge, device, order, Duration.ofSeconds(10)),
        answer ->
            answer instanceof Answer.Success<RefundSeen> answered
                && answered.value().state() == RefundSeen.State.SUCCEEDED);
  }

  /** As devices do, all at once: the same request again, until they know. */
  private static Map<PaymentOrder, PaymentSeen> settleAll(
      EdgeClient edge, DemoDevice device, List<PaymentOrder> orders) throws Exception {
    Map<PaymentOrder, PaymentSeen> ends = new ConcurrentHashMap<>();
    try (ExecutorService devices = Executors.newFixedThreadPool(DEVICES)) {
      List<Future<?>> all = new ArrayList<>();
      for (PaymentOrder order : orders) {
        all.add(devices.submit(() -> ends.put(order, settle(edge, device, order))));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    return ends;
  }

  private static PaymentSeen settle(EdgeClient edge, DemoDevice device, PaymentOrder order) {
    return Await.until(
        "the end of " + order,
        () -> edge.pay(device.key(), order, Duration.ofSeconds(10)),
        PaymentSeen::isFinal);
  }

  private RunningSystem start() throws IOException, InterruptedException {
    Program child =
        Program.start(
            dir.resolve("child" + children.size() + ".log"),
            "start",
            "--data-dir",
            dir.toString(),
            "--port",
            "0",
            "--json",
            // A kill between "asking" written down and the call sent leaves an order that the
            // gateway never hears of: by the defaults that is 12 minutes until nobody can pay it.
            "--set=facepay.query.deadline=8s",
            // What the killed process held is free again when its leases are over.
            "--set=facepay.gateway.read-timeout=2s",
            "--set=facepay.gateway.connect-timeout=250ms",
            "--set=facepay.gateway.connection-queue-max=150ms",
            "--set=facepay.gateway.quota-wait-max=250ms",
            "--set=facepay.due.lease=24s",
            "--set=facepay.refund.query-first=1s",
            "--set=facepay.reverse.code-life=5s",
            "--set=facepay.reverse.not-found-every=1s",
            "--set=facepay.reverse.never-reached-after=2s");
    children.add(child);
    return child.ready(dir);
  }
}
