package dev.facepay.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.device.EdgeDouble.Kind;
import dev.facepay.device.Progress.Stage;
import dev.facepay.device.face.emulated.Behaviour;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.order.Finished;
import dev.facepay.device.order.Outcome;
import dev.facepay.device.order.Outcome.Why;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A sale that the shop, the buyer or the network ends. */
@Tag("real")
class TerminalCancelTest extends TerminalTest {

  @Test
  void without_room_the_buyer_is_told_at_once_and_the_same_attempt_goes_later() {
    stand.edge.fault("POST /v1/payments", Kind.STORAGE_FULL);
    stand.on();
    String orderNo = stand.terminal.payByCode(NOODLES, CODE);
    Finished refused = stand.end(orderNo);
    assertThat(refused.outcome()).isEqualTo(new Outcome.Refused("storage_full", false));
    assertThat(refused.outcome().again()).isEqualTo(Outcome.Again.SAME_ATTEMPT);
    assertThat(stand.edge.count("POST /v1/payments")).isOne();
    stand.terminal.tryAgainByCode(orderNo, "104567890123456789");
    stand.clock.runUntil(() -> stand.finished.size() == 2);
    assertThat(stand.finished.get(1).attempt()).isEqualTo(1);
    assertThat(stand.finished.get(1).outcome().paid()).isTrue();
    assertThat(stand.edge.charged(orderNo)).isEqualTo(1);
  }

  @Test
  void without_room_a_payment_that_may_have_begun_is_followed_to_its_end() {
    stand.edge.fault("POST /v1/payments", Kind.ANSWER_LOST, Kind.STORAGE_FULL);
    stand.on();
    String orderNo = stand.terminal.payByCode(NOODLES, CODE);
    assertThat(stand.end(orderNo).outcome().paid()).isTrue();
    assertThat(stand.edge.charged(orderNo)).isEqualTo(1);
  }

  @Test
  void an_edge_that_has_too_much_to_do_is_left_alone_for_as_long_as_it_says() {
    stand.edge.fault("POST /v1/payments", Kind.OVERLOADED, Kind.OVERLOADED);
    stand.on();
    String orderNo = stand.terminal.payByCode(NOODLES, CODE);
    stand.clock.runUntil(() -> stand.edge.count("POST /v1/payments") == 1);
    stand.clock.run(Duration.ofMillis(6_900));
    assertThat(stand.edge.count("POST /v1/payments")).isOne();
    assertThat(stand.stages()).contains(Stage.WAITING).doesNotContain(Stage.OFFLINE);
    assertThat(stand.end(orderNo).outcome().paid()).isTrue();
    assertThat(stand.edge.count("POST /v1/payments")).isEqualTo(3);
    assertThat(stand.edge.charged(orderNo)).isEqualTo(1);
  }

  @Test
  void what_an_edge_with_too_much_to_do_has_refused_never_left_and_is_given_up_at_once() {
    stand.edge.fault("POST /v1/payments", Kind.OVERLOADED);
    stand.on();
    String orderNo = stand.terminal.payByCode(NOODLES, CODE);
    stand.clock.runUntil(() -> stand.edge.count("POST /v1/payments") == 1);
    stand.clock.run(Duration.ofSeconds(1));
    stand.terminal.cancel(orderNo);
    assertThat(((Outcome.NotSent) stand.end(orderNo).outcome()).why()).isEqualTo(Why.CANCELLED);
    assertThat(stand.edge.count("POST /v1/payments")).isOne();
  }

  @Test
  void without_a_network_the_buyer_is_told_and_a_cancel_ends_it_as_never_sent() {
    stand.uri = URI.create("http://127.0.0.1:1");
    stand.on();
    String orderNo = stand.terminal.payByCode(NOODLES, CODE);
    stand.clock.run(Duration.ofSeconds(30));
    assertThat(stand.finished).isEmpty();
    assertThat(stand.stages()).contains(Stage.OFFLINE);
    stand.clock.run(Duration.ofSeconds(60));
    assertThat(stand.stages()).contains(Stage.CALL_STAFF);
    stand.terminal.cancel(orderNo);
    Finished end = stand.end(orderNo);
    assertThat(((Outcome.NotSent) end.outcome()).why()).isEqualTo(Why.CANCELLED);
  }

  @Test
  void a_cancel_of_what_was_sent_is_the_edges_to_decide() {
    stand.edge.byAmount.put(1280L, List.of("WAITING WAITING WAITING WAITING WAITING"));
    stand.on();
    String orderNo = stand.terminal.payByCode(NOODLES, CODE);
    stand.clock.runUntil(() -> stand.stages().contains(Stage.WAITING));
    stand.terminal.cancel(orderNo);
    Outcome end = stand.end(orderNo).outcome();
    assertThat(((Outcome.NotPaid) end).goingBack()).isTrue();
    assertThat(stand.edge.cancelled).containsExactly(orderNo);
  }

  @Test
  void a_scan_is_closed_by_the_shop_and_nothing_was_sent() {
    stand.on();
    stand.clock.run(Duration.ofSeconds(5));
    String orderNo = stand.terminal.payByFace(NOODLES);
    stand.clock.runUntil(() -> stand.stages().contains(Stage.SCANNING));
    stand.terminal.cancel(orderNo);
    assertThat(((Outcome.NotSent) stand.end(orderNo).outcome()).why()).isEqualTo(Why.CANCELLED);
    assertThat(stand.scene.calls(SdkCall.QUIT)).isEqualTo(1);
    assertThat(stand.edge.count("POST /v1/payments")).isZero();
  }

  @Test
  void an_sdk_that_cannot_quit_may_still_give_a_code_which_is_not_used() {
    stand.version = SdkVersion.parse("2.21");
    stand.on();
    stand.clock.run(Duration.ofSeconds(5));
    String orderNo = stand.terminal.payByFace(NOODLES);
    stand.clock.runUntil(() -> stand.stages().contains(Stage.SCANNING));
    stand.terminal.cancel(orderNo);
    assertThat(((Outcome.NotSent) stand.end(orderNo).outcome()).why()).isEqualTo(Why.CANCELLED);
    assertThat(stand.scene.calls(SdkCall.QUIT)).isZero();
    assertThat(stand.edge.count("POST /v1/payments")).isZero();
  }

  @Test
  void the_buyer_who_leaves_before_the_code_has_bought_nothing() {
    stand.scene.plan(SdkCall.FACE_CODE, new Behaviour.BuyerLeaves(false));
    stand.on();
    Finished end = stand.end(stand.terminal.payByFace(NOODLES));
    assertThat(((Outcome.NotSent) end.outcome()).why()).isEqualTo(Why.BUYER_LEFT);
  }

  @Test
  void the_buyer_who_leaves_after_the_code_is_for_the_shop_to_confirm() {
    stand.edge.byAmount.put(1280L, List.of("WAITING WAITING SUCCEEDED"));
    stand.scene.plan(SdkCall.FACE_CODE, new Behaviour.BuyerLeaves(true));
    stand.on();
    assertThat(stand.end(stand.terminal.payByFace(NOODLES)).outcome().paid()).isTrue();
    assertThat(stand.stages()).contains(Stage.CONFIRM_WITH_SHOP);
  }

  @Test
  void a_busy_camera_ends_the_try_and_the_next_one_is_the_same_attempt() {
    stand.scene.plan(SdkCall.FACE_CODE, Behaviour.cameraBusy());
    stand.on();
    String orderNo = stand.terminal.payByFace(NOODLES);
    assertThat(((Outcome.NotSent) stand.end(orderNo).outcome()).why()).isEqualTo(Why.NO_FACE_CODE);
    stand.terminal.tryAgainByFace(orderNo);
    stand.clock.runUntil(() -> stand.finished.size() == 2);
    assertThat(stand.finished.get(1).attempt()).isEqualTo(1);
    assertThat(stand.finished.get(1).outcome().paid()).isTrue();
  }

  @Test
  void a_second_scan_is_declined_while_one_is_open() {
    stand.on();
    String first = stand.terminal.payByFace(NOODLES);
    stand.terminal.payByFace(NOODLES);
    stand.end(first);
    assertThat(stand.declined).containsExactly("SCANNING");
    assertThat(stand.finished).hasSize(1);
  }
}
