package dev.facepay.refund;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.StoreId;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Refund;
import dev.facepay.wechat.RefundQuery.Status;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refunds from request to end on a clock moved by hand. */
class RefundingTest extends RefundStage {

  @Test
  void a_whole_refund_is_called_for_once_and_ends_when_it_has_arrived() throws Exception {
    paid();
    handler.handle(request("R1", 1280));
    run(Duration.ofMinutes(2));
    RefundSucceeded end = said(RefundSucceeded.class).getFirst();
    assertThat(end.refundId()).isEqualTo("503");
    assertThat(end.cashFen()).isEqualTo(1280L);
    assertThat(end.receivingAccount()).isEqualTo("零钱");
    assertThat(wechat.calls).hasSize(1);
    assertThat(published).hasSize(1);
    assertThat(work.count()).isZero();
  }

  @Test
  void parts_go_back_a_minute_apart_and_one_fen_more_is_refused() throws Exception {
    paid();
    handler.handle(request("R1", 1000));
    handler.handle(request("R2", 280));
    handler.handle(request("R3", 1));
    run(Duration.ofMinutes(5));
    assertThat(said(RefundSucceeded.class)).hasSize(2);
    assertThat(whyFailed()).isEqualTo(RefundFailure.MORE_THAN_PAID);
    assertThat(wechat.backFen()).isEqualTo(1280);
    assertThat(Duration.between(wechat.calls.get(0), wechat.calls.get(1)))
        .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void a_lost_answer_is_asked_for_and_never_refunded_twice() throws Exception {
    paid();
    wechat.doneButLost = true;
    handler.handle(request("R1", 500));
    run(Duration.ofMinutes(3));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
    assertThat(wechat.calls).hasSize(1);
    assertThat(wechat.backFen()).isEqualTo(500);
  }

  @Test
  void a_lost_request_is_made_again_with_the_same_number() throws Exception {
    paid();
    wechat.scripted.add(LOST);
    handler.handle(request("R1", 500));
    run(Duration.ofMinutes(4));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
    assertThat(wechat.calls).hasSize(2);
    assertThat(wechat.done).containsOnlyKeys(PAYMENT.id().outTradeNo() + "@R1");
  }

  @Test
  void only_a_definite_failure_frees_what_is_set_aside() throws Exception {
    paid();
    wechat.scripted.add(LOST);
    handler.handle(request("R1", 1280));
    run(Duration.ofSeconds(2));
    handler.handle(request("R2", 1));
    run(Duration.ofSeconds(2));
    assertThat(whyFailed()).isEqualTo(RefundFailure.MORE_THAN_PAID);
    wechat.scripted.add(
        new Refund.Failed(GatewayCode.USER_ACCOUNT_ABNORMAL, Refund.Why.ACCOUNT_CLOSED, "closed"));
    run(Duration.ofMinutes(3));
    assertThat(whyFailed()).isEqualTo(RefundFailure.ACCOUNT_CLOSED);
    handler.handle(request("R3", 1280));
    run(Duration.ofMinutes(3));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
  }

  @Test
  void a_failure_after_a_call_that_may_have_done_it_is_not_believed() throws Exception {
    paid();
    wechat.doneButLost = true;
    handler.handle(request("R1", 1280));
    run(Duration.ofSeconds(2));
    // The stale question says that there is none, and the repeat that nothing is left.
    Map<String, Long> hidden = new LinkedHashMap<>(wechat.done);
    wechat.done.clear();
    wechat.scripted.add(
        new Refund.Failed(GatewayCode.INVALID_REQUEST, Refund.Why.REFUSED, "all is refunded"));
    run(Duration.ofSeconds(20));
    wechat.done.putAll(hidden);
    run(Duration.ofMinutes(4));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
    assertThat(said(RefundFailed.class)).isEmpty();
  }

  @Test
  void the_same_request_again_gets_the_same_answer_and_another_content_none_of_its_money()
      throws Exception {
    paid();
    handler.handle(request("R1", 500));
    run(Duration.ofMinutes(2));
    handler.handle(request("R1", 500));
    run(Duration.ofSeconds(5));
    List<RefundSucceeded> ends = said(RefundSucceeded.class);
    assertThat(ends).hasSize(2);
    assertThat(ends.get(1)).isEqualTo(ends.get(0));
    RefundRequested other = request("R1", 600);
    handler.handle(other);
    run(Duration.ofMinutes(2));
    assertThat(whyFailed()).isEqualTo(RefundFailure.OTHER_CONTENT);
    handler.handle(other);
    run(Duration.ofMinutes(2));
    assertThat(said(RefundFailed.class))
        .as("one record, one fact")
        .hasSize(2)
        .containsOnly(said(RefundFailed.class).getFirst());
    assertThat(wechat.calls).hasSize(1);
  }

  @Test
  void a_till_stays_within_its_store_and_its_limit_and_an_operator_need_not() throws Exception {
    paid();
    StoreId other = new StoreId("S018");
    handler.handle(request("R1", 500, RefundAsker.TILL, other));
    run(Duration.ofSeconds(3));
    assertThat(whyFailed()).isEqualTo(RefundFailure.STORE_MISMATCH);
    handler.handle(request("R2", settings.tillMaxFen() + 1));
    run(Duration.ofSeconds(3));
    assertThat(whyFailed()).isEqualTo(RefundFailure.ABOVE_LIMIT);
    handler.handle(request("R3", 500, RefundAsker.OPERATOR, other));
    run(Duration.ofMinutes(2));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
  }

  @Test
  void a_request_before_its_payment_waits_for_it_and_then_asks_wechat() throws Exception {
    handler.handle(request("R1", 500));
    run(Duration.ofSeconds(2));
    assertThat(published).isEmpty();
    paid();
    run(Duration.ofMinutes(2));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
  }

  @Test
  void a_payment_whose_fact_is_lost_is_asked_for_at_wechat() throws Exception {
    handler.handle(request("R1", 500, RefundAsker.OPERATOR, PAYMENT.store()));
    run(Duration.ofMinutes(2));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
  }

  @Test
  void of_an_order_that_went_back_in_parts_wechat_says_no_amount_and_nothing_more_goes_back()
      throws Exception {
    wechat.order = new OrderQuery.State(TradeState.REFUND, null, null, null, "");
    handler.handle(request("R1", 500, RefundAsker.OPERATOR, PAYMENT.store()));
    run(Duration.ofMinutes(2));
    assertThat(whyFailed()).isEqualTo(RefundFailure.REFUSED);
    assertThat(wechat.calls).isEmpty();
    assertThat(work.count()).isZero();
  }

  @Test
  void what_wechat_says_is_not_paid_is_refused_and_what_it_does_not_say_waits() throws Exception {
    wechat.order = LOST;
    handler.handle(request("R1", 500));
    run(Duration.ofMinutes(3));
    assertThat(published).isEmpty();
    wechat.order = new OrderQuery.NotFound();
    run(Duration.ofMinutes(2));
    assertThat(whyFailed()).isEqualTo(RefundFailure.NOT_PAID);
    assertThat(wechat.calls).isEmpty();
  }

  @Test
  void money_that_finds_no_card_calls_a_person_until_it_has_arrived() throws Exception {
    paid();
    wechat.status = Status.CHANGE;
    handler.handle(request("R1", 500));
    run(Duration.ofMinutes(8));
    assertThat(said(RefundChanged.class)).hasSize(1);
    assertThat(said(AttentionNeeded.class))
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).isEqualTo(AttentionReason.REFUND_CHANGED));
    wechat.status = Status.SUCCESS;
    run(Duration.ofMinutes(40));
    assertThat(said(AttentionResolved.class)).hasSize(1);
    assertThat(published.getLast()).isInstanceOf(RefundSucceeded.class);
  }

  @Test
  void a_set_up_that_must_be_mended_calls_a_person_and_goes_on_by_itself() throws Exception {
    paid();
    wechat.scripted.add(new Refund.Setup(GatewayCode.NOAUTH, "no permission"));
    handler.handle(request("R1", 500));
    run(Duration.ofSeconds(5));
    assertThat(said(AttentionNeeded.class).getFirst().reason())
        .isEqualTo(AttentionReason.REFUND_REFUSED);
    run(Duration.ofMinutes(12));
    assertThat(said(AttentionResolved.class)).hasSize(1);
    assertThat(said(RefundSucceeded.class)).hasSize(1);
  }

  @Test
  void an_empty_balance_waits_and_calls_a_person_only_when_it_lasts() throws Exception {
    paid();
    for (int i = 0; i < 3; i++) {
      wechat.scripted.add(new Refund.NotNow(GatewayCode.NOTENOUGH, "top up"));
    }
    handler.handle(request("R1", 500));
    run(Duration.ofMinutes(14));
    assertThat(said(AttentionNeeded.class)).isEmpty();
    run(Duration.ofMinutes(20));
    assertThat(said(AttentionNeeded.class).getFirst().reason())
        .isEqualTo(AttentionReason.REFUND_NOT_ENOUGH);
    assertThat(said(RefundSucceeded.class)).hasSize(1);
  }

  @Test
  void a_closed_refund_frees_its_money_for_a_new_number() throws Exception {
    paid();
    wechat.status = Status.REFUNDCLOSE;
    handler.handle(request("R1", 1280));
    run(Duration.ofMinutes(2));
    assertThat(whyFailed()).isEqualTo(RefundFailure.CLOSED_AT_GATEWAY);
    wechat.status = Status.SUCCESS;
    handler.handle(request("R2", 1280));
    run(Duration.ofMinutes(3));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
  }

  @Test
  void a_number_that_somebody_else_used_fails_with_what_wechat_has() throws Exception {
    paid();
    wechat.done.put(PAYMENT.id().outTradeNo() + "@R1", 7L);
    wechat.scripted.add(
        new Refund.Failed(GatewayCode.REFUND_FEE_MISMATCH, Refund.Why.NUMBER_USED, "other"));
    handler.handle(request("R1", 500));
    run(Duration.ofSeconds(10));
    assertThat(whyFailed()).isEqualTo(RefundFailure.NUMBER_USED);
  }

  @Test
  void a_broker_that_is_away_loses_no_end() throws Exception {
    paid();
    handler.handle(request("R1", 500));
    brokerAway = true;
    run(Duration.ofMinutes(3));
    brokerAway = false;
    run(Duration.ofMinutes(1));
    assertThat(said(RefundSucceeded.class)).hasSize(1);
    assertThat(wechat.calls).hasSize(1);
  }

  @Test
  void questions_become_rare_with_age() {
    Map<Duration, Duration> table = new LinkedHashMap<>();
    table.put(Duration.ofMinutes(1), Duration.ofMinutes(1));
    table.put(Duration.ofMinutes(5), Duration.ofMinutes(5));
    table.put(Duration.ofMinutes(10), Duration.ofMinutes(10));
    table.put(Duration.ofMinutes(20), Duration.ofMinutes(20));
    table.put(Duration.ofMinutes(40), Duration.ofMinutes(30));
    table.put(Duration.ofDays(1), Duration.ofHours(1));
    table.put(Duration.ofDays(7), Duration.ofDays(1));
    table.forEach(
        (age, pause) ->
            assertThat(RefundEnding.pause(age, settings)).as("%s", age).isEqualTo(pause));
  }
}
