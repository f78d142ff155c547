package dev.facepay.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.facepay.device.EdgeDouble.Kind;
import dev.facepay.device.Progress.Stage;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.order.Finished;
import dev.facepay.device.order.Outcome;
import dev.facepay.device.order.Outcome.Why;
import dev.facepay.device.order.Sale;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The flow on a device, against the edge's contract over real HTTP. */
@Tag("real")
class FacePayTerminalTest extends TerminalTest {

  @Test
  void a_face_is_scanned_with_a_credential_that_was_there_before_and_pays() {
    stand.on();
    stand.clock.run(Duration.ofSeconds(5));
    assertThat(stand.edge.credentials).isEqualTo(1);
    String orderNo = stand.terminal.payByFace(NOODLES);
    Finished end = stand.end(orderNo);
    assertThat(end.outcome()).isInstanceOf(Outcome.Paid.class);
    assertThat(end.maybeSeen()).isFalse();
    assertThat(orderNo).hasSizeLessThanOrEqualTo(28);
    assertThat(stand.edge.credentials).isEqualTo(1);
    assertThat(stand.edge.charged(orderNo)).isEqualTo(1);
    assertThat(stand.stages()).containsExactly(Stage.PREPARING, Stage.SCANNING, Stage.SENDING);
    assertThat(stand.edge.payments.get(orderNo).get("channel").getAsString()).isEqualTo("face");
  }

  @Test
  void alone_the_sdk_is_initialised_once_and_not_released_between_scans() {
    stand.on();
    for (int i = 0; i < 3; i++) {
      stand.end(stand.terminal.payByFace(NOODLES));
    }
    assertThat(stand.scene.calls(SdkCall.INIT)).isEqualTo(1);
    assertThat(stand.scene.calls(SdkCall.RELEASE)).isZero();
    stand.terminal.close();
    stand.clock.run(Duration.ofSeconds(1));
    assertThat(stand.scene.calls(SdkCall.RELEASE)).isEqualTo(1);
  }

  @Test
  void on_a_shared_device_each_scan_has_its_init_and_its_release() {
    stand.settings = stand.settings.withAggregated(true);
    stand.on();
    stand.clock.run(Duration.ofSeconds(5));
    int before = stand.scene.calls(SdkCall.INIT);
    for (int i = 0; i < 3; i++) {
      stand.end(stand.terminal.payByFace(NOODLES));
    }
    stand.clock.run(Duration.ofSeconds(5));
    assertThat(stand.scene.calls(SdkCall.INIT)).isEqualTo(before + 3);
    assertThat(stand.scene.calls(SdkCall.RELEASE)).isEqualTo(before + 3);
    assertThat(stand.scene.calls(SdkCall.UPDATE_PAY_RESULT)).isZero();
  }

  /** Released when WeChat's result page is over: not with the face code, not with the result. */
  @Test
  void an_sdk_before_2_13_is_told_how_the_payment_ended() {
    stand.version = SdkVersion.parse("2.12");
    stand.on();
    stand.end(stand.terminal.payByFace(NOODLES));
    stand.clock.run(Duration.ofSeconds(5));
    assertThat(stand.scene.calls(SdkCall.UPDATE_PAY_RESULT)).isEqualTo(1);
  }

  @Test
  void a_credential_is_renewed_before_its_end_and_no_scan_waits_for_it() {
    stand.edge.expiresIn = 600;
    stand.on();
    stand.clock.run(Duration.ofMinutes(60));
    assertThat(stand.edge.credentials).isBetween(6, 8);
    int before = stand.edge.credentials;
    stand.end(stand.terminal.payByFace(NOODLES));
    assertThat(stand.edge.credentials).isEqualTo(before);
    assertThat(stand.edge.heartbeats).isBetween(58, 63);
  }

  @Test
  void a_code_pays_with_a_password_on_the_way() {
    stand.edge.byAmount.put(500L, List.of("PROCESSING PASSWORD SUCCEEDED"));
    stand.on();
    String orderNo = stand.terminal.payByCode(Sale.of(500, "Tea"), CODE);
    assertThat(stand.end(orderNo).outcome().paid()).isTrue();
    assertThat(stand.stages()).containsExactly(Stage.SENDING, Stage.WAITING, Stage.ASK_PASSWORD);
  }

  @Test
  void an_app_may_bring_order_numbers_of_its_own_and_each_is_one_order() {
    stand.on();
    stand.clock.run(Duration.ofSeconds(5));
    stand.terminal.payByFace("POS-0001", NOODLES);
    stand.terminal.payByFace("POS-0001", NOODLES);
    assertThat(stand.end("POS-0001").outcome()).isInstanceOf(Outcome.Paid.class);
    stand.terminal.payByCode("POS-0001", NOODLES, CODE);
    stand.terminal.payByCode("POS-0002", NOODLES, CODE);
    assertThat(stand.end("POS-0002").outcome()).isInstanceOf(Outcome.Paid.class);
    assertThat(stand.declined).containsExactly("ORDER_IS_OPEN", "ORDER_IS_OVER");
    assertThat(stand.edge.charged("POS-0001")).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stand.terminal.payByFace("an order", NOODLES));
  }

  @Test
  void what_is_no_payment_code_is_not_sent() {
    stand.on();
    Finished end = stand.end(stand.terminal.payByCode(NOODLES, "6901234567892"));
    assertThat(end.outcome()).isInstanceOf(Outcome.NotSent.class);
    assertThat(stand.edge.count("POST /v1/payments")).isZero();
  }

  @Test
  void lost_answers_and_requests_are_repeated_with_the_same_content_and_one_charge() {
    stand.edge.fault(
        "POST /v1/payments",
        Kind.ANSWER_LOST,
        Kind.REQUEST_LOST,
        Kind.STATUS_500,
        Kind.CARRIED_OUT_THEN_HTML,
        Kind.HTML);
    stand.on();
    String orderNo = stand.terminal.payByCode(NOODLES, CODE);
    assertThat(stand.end(orderNo).outcome().paid()).isTrue();
    assertThat(stand.edge.charged(orderNo)).isEqualTo(1);
    assertThat(stand.edge.count("POST /v1/payments")).isEqualTo(6);
    assertThat(stand.stages()).contains(Stage.OFFLINE);
    assertThat(stand.edge.contents).hasSize(1);
  }

  @Test
  void the_edges_wish_to_be_left_alone_is_heeded() {
    stand.edge.fault("POST /v1/payments", Kind.STATUS_429, Kind.STATUS_503);
    stand.on();
    var before = stand.clock.now();
    stand.end(stand.terminal.payByCode(NOODLES, CODE));
    assertThat(Duration.between(before, stand.clock.now()))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
  }

  @Test
  void a_refused_payment_is_tried_again_as_the_next_attempt_with_a_new_code() {
    stand.edge.byAmount.put(1280L, List.of("FAILED", "SUCCEEDED"));
    stand.on();
    String orderNo = stand.terminal.payByFace(NOODLES);
    Outcome first = stand.end(orderNo).outcome();
    assertThat(first).isInstanceOf(Outcome.NotPaid.class);
    assertThat(((Outcome.NotPaid) first).reason()).isEqualTo("not_enough");
    assertThat(((Outcome.NotPaid) first).askOther()).isTrue();
    stand.terminal.tryAgainByFace(orderNo);
    stand.clock.runUntil(() -> stand.finished.size() == 2);
    assertThat(stand.finished.get(1).attempt()).isEqualTo(2);
    assertThat(stand.finished.get(1).outcome().paid()).isTrue();
    assertThat(stand.edge.payments.keySet()).containsExactly(orderNo, orderNo + "-2");
    stand.terminal.tryAgainByFace(orderNo);
    stand.clock.run(Duration.ofSeconds(5));
    assertThat(stand.declined).containsExactly("ORDER_IS_OVER");
  }

  @Test
  void not_paid_is_told_at_once_and_the_next_attempt_waits_for_the_reversal() {
    stand.edge.byAmount.put(1280L, List.of("WAITING REVERSING REVERSED", "SUCCEEDED"));
    stand.on();
    String orderNo = stand.terminal.payByCode(NOODLES, CODE);
    Outcome first = stand.end(orderNo).outcome();
    assertThat(((Outcome.NotPaid) first).goingBack()).isTrue();
    stand.terminal.tryAgainByCode(orderNo, "104567890123456789");
    stand.clock.runUntil(() -> stand.finished.size() == 2);
    assertThat(stand.finished.get(1).outcome().paid()).isTrue();
    assertThat(stand.edge.charged(orderNo)).isEqualTo(1);
  }

  @Test
  void a_refusal_ends_a_payment_only_if_nothing_of_it_can_have_begun() {
    stand.edge.fault("POST /v1/payments", Kind.INVALID);
    stand.on();
    Finished refused = stand.end(stand.terminal.payByCode(NOODLES, CODE));
    assertThat(refused.outcome()).isEqualTo(new Outcome.Refused("invalid_request", false));
    stand.edge.fault("POST /v1/payments", Kind.ANSWER_LOST, Kind.UNAUTHORIZED);
    String orderNo = stand.terminal.payByCode(NOODLES, CODE);
    assertThat(stand.end(orderNo).outcome().paid()).isTrue();
    assertThat(stand.stages()).contains(Stage.CALL_STAFF);
  }

  @Test
  void a_terminal_that_starts_without_network_knows_who_it_is_and_pays_later() {
    stand.on();
    stand.clock.run(Duration.ofSeconds(5));
    stand.powerCut();
    stand.uri = URI.create("http://127.0.0.1:1");
    stand.on();
    Finished end = stand.end(stand.terminal.payByFace(NOODLES));
    assertThat(((Outcome.NotSent) end.outcome()).why()).isEqualTo(Why.NO_CREDENTIAL);
    assertThat(stand.troubles).anyMatch(t -> t.startsWith("identity"));
  }
}
