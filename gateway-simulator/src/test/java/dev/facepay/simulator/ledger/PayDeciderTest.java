package dev.facepay.simulator.ledger;

import static dev.facepay.simulator.ledger.Orders.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.facepay.simulator.ledger.Situation.CodeUse;
import dev.facepay.simulator.ledger.Situation.Rules;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayDeciderTest {

  @Test
  void an_ordinary_payment_is_opened_and_charged_at_once() {
    Decision decision = PayDecider.decide(at(null, Step.ORDINARY, T0), pay());

    assertThat(decision.moves()).hasExactlyElementsOfTypes(Move.Opened.class, Move.Charged.class);
    assertThat(decision.reply().resultCode()).isEqualTo("SUCCESS");
    assertThat(decision.reply().fields())
        .containsEntry("total_fee", "100")
        .containsEntry("trade_type", "MICROPAY")
        .containsEntry("time_end", "20260301180000")
        .containsEntry("attach", "note")
        .containsEntry("device_info", "till-1");
  }

  static Stream<Arguments> coupons() {
    return Stream.of(
        arguments(Behaviour.COUPON_CASH, "50", "50", null, "1"),
        arguments(Behaviour.COUPON_NO_CASH, "67", "33", "67", "1"),
        arguments(Behaviour.COUPONS, "17", "83", "67", "2"));
  }

  @ParameterizedTest
  @MethodSource("coupons")
  void what_coupons_pay_is_told_alike_by_the_call_and_by_a_query_which_lists_them(
      Behaviour behaviour, String cash, String coupon, String settlement, String count) {
    Decision decision = PayDecider.decide(at(null, Step.of(behaviour), T0), pay());
    Call.Query query = new Call.Query(KEY.mchId(), null, null, "A1");
    Order order = after(Step.of(behaviour));
    Decision asked = QueryDecider.decide(at(order, Step.ORDINARY, T0), query);

    for (Decision one : List.of(decision, asked)) {
      assertThat(one.reply().fields())
          .containsEntry("total_fee", "100")
          .containsEntry("cash_fee", cash)
          .containsEntry("coupon_fee", coupon);
      assertThat(one.reply().fields().get("settlement_total_fee")).isEqualTo(settlement);
    }
    assertThat(decision.reply().fields()).doesNotContainKey("coupon_count");
    assertThat(asked.reply().fields()).containsEntry("coupon_count", count);
  }

  static Stream<Arguments> repeats() {
    return Stream.of(
        arguments(paid(), pay(), "ORDERPAID"),
        arguments(paid(), pay("other", "code"), "OUT_TRADE_NO_USED"),
        arguments(userPaying(), pay(), "USERPAYING"),
        arguments(userPaying(), pay("content", "another-code"), "BUYER_MISMATCH"),
        arguments(hidden(), pay(), "USERPAYING"),
        arguments(refused(), pay(), "NOTENOUGH"),
        arguments(closed(), pay(), "ORDERCLOSED"),
        arguments(revoked(), pay(), "ORDERREVERSED"),
        arguments(reversed(), pay(), "ORDERREVERSED"));
  }

  @ParameterizedTest
  @MethodSource("repeats")
  void a_repeat_never_moves_money_and_is_told_the_state(Order order, Call.Pay call, String code) {
    Decision decision = PayDecider.decide(at(order, Step.ORDINARY, T0), call);

    assertThat(decision.moves()).isEmpty();
    assertThat(decision.reply().errCode()).isEqualTo(code);
  }

  @Test
  void without_deduplication_a_repeat_really_charges_again() {
    Rules careless = new Rules(false, Duration.ofSeconds(45), Duration.ofDays(7));
    Situation again =
        new Situation(paid(), CodeUse.FRESH, Step.ORDINARY, careless, "T2", T0.plusSeconds(1));

    Order order = paid();
    for (Move move : PayDecider.decide(again, pay()).moves()) {
      order = Order.apply(order, move);
    }

    assertThat(order.charges()).hasSize(2);
    assertThat(order.heldFen()).isEqualTo(200);
  }

  @Test
  void a_code_used_for_another_order_or_too_old_is_refused_without_an_order() {
    Situation used = new Situation(null, CodeUse.USED, Step.ORDINARY, RULES, "T", T0);
    Situation old = new Situation(null, CodeUse.EXPIRED, Step.ORDINARY, RULES, "T", T0);

    assertThat(PayDecider.decide(used, pay()))
        .isEqualTo(Decision.only(Reply.failure(Reply.ErrorCode.AUTH_CODE_ERROR)));
    assertThat(PayDecider.decide(old, pay()))
        .isEqualTo(Decision.only(Reply.failure(Reply.ErrorCode.AUTHCODEEXPIRE)));
  }

  @ParameterizedTest
  @EnumSource(Reply.ErrorCode.class)
  void every_code_can_be_scripted_and_charges_nothing(Reply.ErrorCode code) {
    Decision decision = PayDecider.decide(at(null, Step.error(code.name()), T0), pay());

    assertThat(decision.reply().errCode()).isEqualTo(code.name());
    assertThat(decision.moves()).noneMatch(Move.Charged.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOTENOUGH", "NOTSUPORTCARD", "TRADE_ERROR"})
  void the_buyers_own_failures_leave_a_failed_order(String code) {
    assertThat(after(Step.error(code)).state()).isEqualTo(OrderState.PAYERROR);
  }

  static Stream<Arguments> waits() {
    return Stream.of(
        arguments(Behaviour.USERPAYING_THEN_PAID, 2, OrderState.USERPAYING),
        arguments(Behaviour.USERPAYING_THEN_PAID, 3, OrderState.PAID),
        arguments(Behaviour.USERPAYING_THEN_PAID, 60, OrderState.PAID),
        arguments(Behaviour.USERPAYING_THEN_REFUSED, 2, OrderState.USERPAYING),
        arguments(Behaviour.USERPAYING_THEN_REFUSED, 3, OrderState.PAYERROR),
        arguments(Behaviour.USERPAYING_NEVER, 44, OrderState.USERPAYING),
        arguments(Behaviour.USERPAYING_NEVER, 45, OrderState.REVOKED),
        arguments(Behaviour.LATE_CHARGE, 9, OrderState.HIDDEN),
        arguments(Behaviour.LATE_CHARGE, 10, OrderState.PAID),
        arguments(Behaviour.PAYERROR, 0, OrderState.PAYERROR),
        arguments(Behaviour.UNCLEAR_THEN_PAID, 0, OrderState.PAID));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void time_alone_brings_what_was_promised(Behaviour told, int seconds, OrderState state) {
    Order order = after(Step.of(told));

    order =
        DueMove.due(order, "T9", T0.plusSeconds(seconds))
            .map(move -> Order.apply(after(Step.of(told)), move))
            .orElse(order);

    assertThat(order.state()).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(ints = {44, 45, 46})
  void paid_at_the_very_second_of_giving_up_counts_as_paid(int seconds) {
    Step step = Step.of(Behaviour.USERPAYING_THEN_PAID).withAfter(Duration.ofSeconds(seconds));
    Order order = after(step);

    Move move = DueMove.due(order, "T9", T0.plusSeconds(50)).orElseThrow();

    assertThat(move.getClass()).isEqualTo(seconds <= 45 ? Move.Charged.class : Move.Revoked.class);
    assertThat(move.at()).isEqualTo(T0.plusSeconds(Math.min(seconds, 45)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"ORDINARY", "ANSWER_LOST", "WRONG_AMOUNT", "WRONG_ORDER", "UNSIGNED", "BAD_SIGN"})
  void a_spoilt_answer_is_about_a_payment_that_was_made(Behaviour behaviour) {
    assertThat(after(Step.of(behaviour)).state()).isEqualTo(OrderState.PAID);
  }
}
