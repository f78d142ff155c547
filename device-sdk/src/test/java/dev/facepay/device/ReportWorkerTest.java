package dev.facepay.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.device.edge.TradeBody;
import dev.facepay.device.face.emulated.Behaviour;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports in the background, with a power cut at every step of one. */
@Tag("real")
class ReportWorkerTest {

  private static final String CODE = "134567890123456789";
  private static final Map<String, Integer> ONCE = Map.of("paycode " + CODE, 1);

  @TempDir private Path disk;

  private TerminalStand stand(String name) throws IOException {
    return new TerminalStand(disk.resolve(name));
  }

  @Test
  void a_trade_is_reported_once_by_the_call_that_was_asked_for() throws IOException {
    try (TerminalStand stand = stand("once")) {
      stand.edge.reports.byPaycode("A1", CODE);
      stand.edge.reports.byOrder("A2");
      stand.on();
      stand.clock.run(Duration.ofSeconds(60));
      assertThat(stand.scene.reports())
          .containsOnly(Map.entry("paycode " + CODE, 1), Map.entry("order A2", 1));
      assertThat(stand.edge.reports.words).containsExactly("A1/1 confirmed", "A2/1 confirmed");
    }
  }

  @Test
  void an_sdk_that_lacks_the_call_is_not_asked() throws IOException {
    try (TerminalStand stand = stand("old")) {
      stand.version = SdkVersion.parse("2.9");
      stand.edge.reports.byPaycode("A1", CODE);
      stand.on();
      stand.clock.run(Duration.ofSeconds(20));
      assertThat(stand.scene.calls(SdkCall.REPORT_PAYCODE)).isZero();
      assertThat(stand.edge.reports.words).first().isEqualTo("A1/1 failed sdk_too_old");
    }
  }

  @Test
  void what_fails_is_said_with_the_sdks_code_and_the_next_try_is_made() throws IOException {
    try (TerminalStand stand = stand("fails")) {
      stand.scene.plan(SdkCall.REPORT_PAYCODE, new Behaviour.Answers("PARAM_ERROR", "no", 77));
      stand.scene.plan(SdkCall.REPORT_PAYCODE, Behaviour.error("busy"));
      stand.edge.reports.byPaycode("A1", CODE);
      stand.on();
      stand.clock.run(Duration.ofSeconds(60));
      assertThat(stand.edge.reports.words)
          .containsExactly("A1/1 failed 77", "A1/2 failed ERROR", "A1/3 confirmed");
      assertThat(stand.scene.reports()).isEqualTo(ONCE);
    }
  }

  @Test
  void an_sdk_that_cannot_be_initialised_is_told_and_no_report_is_made() throws IOException {
    try (TerminalStand stand = stand("init")) {
      for (int i = 0; i < 5; i++) {
        stand.scene.plan(SdkCall.INIT, Behaviour.error("no"));
      }
      stand.edge.reports.byPaycode("A1", CODE);
      stand.on();
      stand.clock.run(Duration.ofSeconds(90));
      assertThat(stand.edge.reports.words).last().asString().endsWith("confirmed");
      assertThat(stand.scene.reports()).isEqualTo(ONCE);
    }
  }

  @Test
  void a_lost_word_is_said_again_and_the_sdk_not_asked_again() throws IOException {
    try (TerminalStand stand = stand("lost")) {
      stand.edge.fault(
          "POST /v1/devices/me/reports",
          EdgeDouble.Kind.REQUEST_LOST,
          EdgeDouble.Kind.ANSWER_LOST,
          EdgeDouble.Kind.STATUS_503,
          EdgeDouble.Kind.HTML);
      stand.edge.reports.byPaycode("A1", CODE);
      stand.on();
      stand.clock.run(Duration.ofSeconds(120));
      assertThat(stand.edge.reports.isOpen()).isFalse();
      assertThat(stand.scene.reports()).isEqualTo(ONCE);
    }
  }

  @Test
  void a_trade_that_was_reported_is_answered_when_it_is_asked_for_again_also_after_a_restart()
      throws IOException {
    try (TerminalStand stand = stand("again")) {
      stand.edge.reports.byPaycode("A1", CODE);
      stand.on();
      stand.clock.run(Duration.ofSeconds(30));
      stand.powerCut();
      stand.edge.reports.byPaycode("A1", CODE);
      stand.on();
      stand.clock.run(Duration.ofSeconds(30));
      assertThat(stand.edge.reports.words).containsExactly("A1/1 confirmed", "A1/1 confirmed");
      assertThat(stand.scene.reports()).isEqualTo(ONCE);
    }
  }

  @Test
  void a_trade_paid_elsewhere_is_told_until_the_edge_has_it_also_after_a_restart()
      throws IOException {
    try (TerminalStand stand = stand("elsewhere")) {
      TradeBody trade = new TradeBody("T1", 500, stand.clock.now(), CODE);
      stand.on();
      stand.clock.run(Duration.ofSeconds(10));
      stand.edge.fault("POST /v1/trades", EdgeDouble.Kind.REQUEST_LOST);
      List<Boolean> taken = new ArrayList<>();
      stand.terminal.paidElsewhere(trade, taken::add);
      stand.clock.run(Duration.ofMillis(10));
      assertThat(taken).containsExactly(true);
      assertThat(stand.edge.reports.trades).isEmpty();
      stand.powerCut();
      stand.on();
      stand.clock.run(Duration.ofSeconds(30));
      assertThat(stand.edge.reports.trades).containsOnlyKeys("T1");
      stand.powerCut();
      stand.on();
      stand.clock.run(Duration.ofSeconds(30));
      assertThat(stand.edge.count("POST /v1/trades")).as("not once more").isEqualTo(2);
    }
  }

  @Test
  void a_report_survives_a_power_cut_at_every_step() throws IOException {
    assertThat(cutEverywhere(false)).isGreaterThan(30);
  }

  @Test
  void on_a_shared_device_too() throws IOException {
    assertThat(cutEverywhere(true)).isGreaterThan(30);
  }

  private int cutEverywhere(boolean shared) throws IOException {
    int step = 0;
    while (cutAt(step, shared)) {
      step++;
    }
    return step;
  }

  /**
   * @return whether the power went: false when there is no such step any more
   */
  private boolean cutAt(int step, boolean shared) throws IOException {
    try (TerminalStand stand = stand(shared + "-" + step)) {
      stand.settings = stand.settings.withAggregated(shared);
      stand.edge.reports.byPaycode("A1", CODE);
      stand.crash.at(step);
      boolean cut = false;
      try {
        stand.on();
        stand.clock.run(Duration.ofSeconds(20));
      } catch (Crash.PowerCut e) {
        cut = true;
      }
      List<String> steps = List.copyOf(stand.crash.steps);
      if (cut) {
        stand.powerCut();
        stand.on();
        stand.clock.run(Duration.ofSeconds(180));
      }
      String where = "cut at step %d, after %s".formatted(step, steps);
      assertThat(stand.edge.reports.isOpen()).as(where).isFalse();
      assertThat(stand.edge.reports.words).as(where).last().asString().endsWith("confirmed");
      int reported = stand.scene.reports().getOrDefault("paycode " + CODE, 0);
      assertThat(reported).as(where).isPositive();
      // Only while the SDK has it can nobody know: then the next try is another report.
      assertThat(reported).as(where).isLessThanOrEqualTo(cut && inTheCall(steps) ? 2 : 1);
      return cut;
    }
  }

  /** Whether the power went after the SDK was called and before its answer was on the disk. */
  private static boolean inTheCall(List<String> steps) {
    int called = steps.lastIndexOf("before WxPayFace.reportPaycode");
    return called >= 0 && !steps.subList(called, steps.size()).contains("after Journal.note");
  }
}
