package dev.facepay.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.device.Progress.Stage;
import dev.facepay.device.face.emulated.Delays;
import dev.facepay.device.order.Finished;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Outcome;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The device's side of WeChat's protocol, from power-on to the result, and through power cuts. */
@Order(5)
@ExtendWith(Stand.Provider.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("real")
class TerminalJourney {

  private static final String MERCHANT = "1900000109";
  private static final long PAID = 1280;

  // The simulator's magic amounts.
  private static final long NO_MONEY = 12901;
  private static final long PASSWORD = 12911;

  private static final int AT_ONCE = 8;

  private final Stand stand;
  @TempDir private static Path home;

  TerminalJourney(Stand stand) {
    this.stand = stand;
  }

  @AfterAll
  void all_evidence_agrees() throws IOException {
    assertThat(filesWithCodes()).as("payment codes that are left on devices' disks").isEmpty();
    // The judge knows by an ordinary till's numbers that what it searches speaks of payments.
    assertThat(stand.sale().pay().paid()).isTrue();
    new Collector(stand).judge();
  }

  @Test
  void a_face_is_paid_from_power_on_to_the_result() throws IOException {
    try (DeviceUnderTest device = device("F1", 0).on()) {
      Await.until("a credential", () -> device.ready, it -> !it.isEmpty());
      String orderNo = device.payByFace(PAID);
      assertThat(device.end(orderNo).outcome()).isInstanceOf(Outcome.Paid.class);
      assertThat(device.stages).startsWith(Stage.PREPARING, Stage.SCANNING, Stage.SENDING);
      heldOnce(device, orderNo, PAID);
    }
  }

  @Test
  void a_password_is_asked_for_on_the_screen_and_then_it_is_paid() throws IOException {
    try (DeviceUnderTest device = device("F2", 1).on()) {
      String orderNo = device.payByFace(PASSWORD);
      assertThat(device.end(orderNo).outcome()).isInstanceOf(Outcome.Paid.class);
      assertThat(device.stages).contains(Stage.ASK_PASSWORD);
      heldOnce(device, orderNo, PASSWORD);
    }
  }

  @Test
  void a_refused_face_tries_again_with_a_code_as_the_next_attempt() throws IOException {
    try (DeviceUnderTest device = device("F3", 2).on()) {
      String orderNo = device.payByFace(NO_MONEY);
      Outcome refused = device.end(orderNo).outcome();
      assertThat(refused).isInstanceOf(Outcome.NotPaid.class);
      assertThat(refused.again()).isEqualTo(Outcome.Again.NEXT_ATTEMPT);
      device.tryAgainByCode(orderNo);
      Await.until("the second end", () -> device.ends(orderNo), ends -> ends.size() == 2);
      assertThat(device.ends(orderNo).getLast().attempt()).isEqualTo(2);
      for (String outTradeNo : List.of(orderNo, orderNo + "-2")) {
        JsonNode ledger = device.ledger(outTradeNo);
        assertThat(ledger.path("pay_calls").asInt()).as(outTradeNo).isEqualTo(1);
        assertThat(ledger.path("held_fen").asLong()).as(outTradeNo).isZero();
      }
    }
  }

  @Test
  void a_code_is_paid() throws IOException {
    try (DeviceUnderTest device = device("C1", 3).on()) {
      String orderNo = device.payByCode(PAID);
      assertThat(device.end(orderNo).outcome()).isInstanceOf(Outcome.Paid.class);
      heldOnce(device, orderNo, PAID);
    }
  }

  @Test
  void a_cancelled_scan_sends_nothing() throws IOException {
    DeviceUnderTest device = device("X1", 0);
    device.delays = new Delays(Duration.ZERO, Duration.ofMinutes(1), Duration.ZERO);
    try (device) {
      device.on();
      String orderNo = device.payByFace(PAID);
      Await.until("the scan page", () -> device.stages, it -> it.contains(Stage.SCANNING));
      device.cancel(orderNo);
      assertThat(device.end(orderNo).outcome())
          .isEqualTo(new Outcome.NotSent(Outcome.Why.CANCELLED, detail(device, orderNo)));
      assertThat(device.ledger(orderNo).isMissingNode()).isTrue();
    }
  }

  @Journey
  void a_face_payment_is_cut_at_every_step_and_never_charged_twice() throws Exception {
    assertThat(cutEverywhere("A", PAID, true)).isGreaterThanOrEqualTo(34);
  }

  @Journey
  void a_code_payment_is_cut_at_every_step_and_never_charged_twice() throws Exception {
    assertThat(cutEverywhere("B", PAID, false)).isGreaterThanOrEqualTo(25);
  }

  @Journey
  void a_refused_payment_is_cut_at_every_step_and_stays_refused() throws Exception {
    assertThat(cutEverywhere("R", NO_MONEY, false)).isGreaterThanOrEqualTo(25);
  }

  @Journey
  void a_payment_that_waits_for_a_password_is_cut_at_every_step() throws Exception {
    assertThat(cutEverywhere("P", PASSWORD, true)).isGreaterThanOrEqualTo(34);
  }

  @Test
  void a_terminals_process_is_killed_in_a_payment_and_started_again() throws Exception {
    Path data = stand.system().dataDir().toAbsolutePath();
    String orderNo;
    try (DeviceProcess first = DeviceProcess.start(data, "K1", "code:" + PASSWORD)) {
      orderNo = first.firstOrder();
      Await.until(
          "its pay call",
          () -> stand.gateway().order(MERCHANT, orderNo),
          it -> !it.isMissingNode());
      first.kill();
    }
    try (DeviceProcess second = DeviceProcess.start(data, "K1", "code:" + PAID)) {
      assertThat(second.exit()).as(second.said()).isZero();
      assertThat(second.said())
          .containsPattern(orderNo + " +¥129\\.11 +paid .*\\(from before\\)")
          .containsPattern("¥12\\.80 +paid");
      JsonNode ledger = stand.gateway().order(MERCHANT, orderNo);
      assertThat(ledger.path("pay_calls").asInt()).isEqualTo(1);
      assertThat(ledger.path("held_fen").asLong()).isEqualTo(PASSWORD);
      // The judge hears of these from the device's own key.
      for (String number : second.orders()) {
        stand.till().look(second.device(MERCHANT), MERCHANT + ":" + number, null, Duration.ZERO);
      }
    }
  }

  /**
   * @return how many steps the payment has
   */
  private int cutEverywhere(String name, long fen, boolean byFace) throws Exception {
    int steps;
    try (DeviceUnderTest device = device(name, 0).on()) {
      String orderNo = sell(device, fen, byFace);
      device.end(orderNo);
      steps = device.power.steps();
      check(device, orderNo, fen, name + " uncut");
    }
    Semaphore places = new Semaphore(fen == PASSWORD ? 3 * AT_ONCE : AT_ONCE);
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int step = 0; step < steps; step++) {
        int at = step;
        running.add(
            all.submit(
                () -> {
                  places.acquire();
                  try {
                    cutAt(at, name, fen, byFace);
                  } finally {
                    places.release();
                  }
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    return steps;
  }

  private void cutAt(int step, String name, long fen, boolean byFace) throws IOException {
    DeviceUnderTest device = device(name + step, step);
    device.power = PowerCut.at(step);
    try (device) {
      device.on();
      String orderNo = sell(device, fen, byFace);
      PowerCut power = device.power;
      Await.until("a cut or an end", () -> power.gone() || device.hasTold(orderNo), over -> over);
      device.powerGoes();
      boolean stored = device.stored(orderNo).isPresent();
      device.on();
      if (stored) {
        device.end(orderNo);
      }
      check(device, orderNo, fen, name + " cut at step " + step);
    }
  }

  private static String sell(DeviceUnderTest device, long fen, boolean byFace) {
    return byFace ? device.payByFace(fen) : device.payByCode(fen);
  }

  private static void check(DeviceUnderTest device, String orderNo, long fen, String where) {
    JsonNode ledger = device.ledger(orderNo);
    List<Finished> ends = device.ends(orderNo);
    assertThat(ledger.path("pay_calls").asInt(0)).as(where).isLessThanOrEqualTo(1);
    assertThat(ends.stream().filter(end -> !end.maybeSeen())).as(where).hasSizeLessThanOrEqualTo(1);
    assertThat(ends.stream().map(Finished::outcome).distinct()).hasSizeLessThanOrEqualTo(1);
    boolean stored = device.stored(orderNo).isPresent();
    assertThat(ends.isEmpty()).as("an answer for what was sold: " + where).isEqualTo(!stored);
    long held = ledger.path("held_fen").asLong(0);
    boolean paid = stored && ends.getLast().outcome().paid();
    boolean goingBack =
        stored && ends.getLast().outcome() instanceof Outcome.NotPaid not && not.goingBack();
    if (!goingBack) {
      assertThat(held).as(where).isEqualTo(paid ? fen : 0);
    }
  }

  private static void heldOnce(DeviceUnderTest device, String orderNo, long fen) {
    JsonNode ledger = device.ledger(orderNo);
    assertThat(ledger.path("pay_calls").asInt()).isEqualTo(1);
    assertThat(ledger.path("held_fen").asLong()).isEqualTo(fen);
  }

  private static String detail(DeviceUnderTest device, String orderNo) {
    return device
        .stored(orderNo)
        .map(OrderEntry::outcome)
        .map(end -> ((Outcome.NotSent) end).detail())
        .orElse("");
  }

  private DeviceUnderTest device(String name, int number) {
    List<DemoDevice> all = stand.system().devices();
    return new DeviceUnderTest(stand, all.get(number % all.size()), name, home);
  }

  private List<Path> filesWithCodes() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).filter(this::holdsCode).toList();
    }
  }

  private boolean holdsCode(Path file) {
    try {
      String text = Files.readString(file);
      return stand.codes().stream().anyMatch(text::contains);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
