package dev.facepay.simulator.ledger;

import static dev.facepay.simulator.ledger.Orders.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryAndReverseTest {
  private static final Call.Query QUERY = new Call.Query(KEY.mchId(), null, null, "A1");
  private static final Call.Reverse REVERSE = new Call.Reverse(KEY.mchId(), null, null, "A1");

  static Stream<Arguments> states() {
    return Stream.of(
        arguments(paid(), "SUCCESS"),
        arguments(userPaying(), "USERPAYING"),
        arguments(refused(), "PAYERROR"),
        arguments(closed(), "CLOSED"),
        arguments(revoked(), "REVOKED"),
        arguments(reversed(), "REVOKED"));
  }

  @ParameterizedTest
  @MethodSource("states")
  void a_query_tells_the_state_and_moves_nothing(Order order, String tradeState) {
    Decision decision = QueryDecider.decide(at(order, Step.ORDINARY, T0), QUERY);

    assertThat(decision.moves()).isEmpty();
    assertThat(decision.reply().fields()).containsEntry("trade_state", tradeState);
    assertThat(decision.reply().fields().containsKey("total_fee"))
        .isEqualTo(tradeState.equals("SUCCESS"));
  }

  static Stream<@Nullable Order> unknown() {
    return Stream.of(null, hidden());
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void an_order_that_is_unknown_or_not_yet_in_does_not_exist(@Nullable Order order) {
    assertThat(QueryDecider.decide(at(order, Step.ORDINARY, T0), QUERY).reply().errCode())
        .isEqualTo("ORDERNOTEXIST");
    assertThat(ReverseDecider.decide(at(order, Step.ORDINARY, T0), REVERSE))
        .satisfies(d -> assertThat(d.moves()).isEmpty())
        .satisfies(d -> assertThat(d.reply().errCode()).isEqualTo("INVALID_TRANSACTIONID"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR"})
  void every_trade_state_can_be_scripted(String state) {
    Step base = Step.of(Behaviour.TRADE_STATE);
    Step told =
        new Step(
            base.behaviour(),
            null,
            500,
            state,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            false,
            1,
            null);
    assertThat(QueryDecider.decide(at(null, told, T0), QUERY).reply().fields())
        .containsEntry("trade_state", state);
  }

  @Test
  void another_sub_merchant_cannot_see_or_reverse_the_order() {
    Call.Query query = new Call.Query(KEY.mchId(), "1900000201", null, "A1");
    Call.Reverse reverse = new Call.Reverse(KEY.mchId(), "1900000201", null, "A1");

    assertThat(QueryDecider.decide(at(paid(), Step.ORDINARY, T0), query).reply().errCode())
        .isEqualTo("ORDERNOTEXIST");
    assertThat(ReverseDecider.decide(at(paid(), Step.ORDINARY, T0), reverse).moves()).isEmpty();
  }

  static Stream<Arguments> reversals() {
    return Stream.of(
        arguments(paid(), null, OrderState.REVERSED, 1),
        arguments(refused(), null, OrderState.CLOSED, 1),
        arguments(userPaying(), "USERPAYING", OrderState.USERPAYING, 0),
        arguments(closed(), null, OrderState.CLOSED, 0),
        arguments(revoked(), null, OrderState.REVOKED, 0),
        arguments(reversed(), null, OrderState.REVERSED, 0));
  }

  @ParameterizedTest
  @MethodSource("reversals")
  void a_reversal_closes_or_returns_and_may_be_repeated(
      Order before, @Nullable String code, OrderState after, int moves) {
    Decision decision = ReverseDecider.decide(at(before, Step.ORDINARY, T0), REVERSE);

    Order order = before;
    for (Move move : decision.moves()) {
      order = Order.apply(order, move);
    }
    assertThat(decision.reply().errCode()).isEqualTo(code);
    assertThat(decision.reply().fields()).containsEntry("recall", "N");
    assertThat(decision.moves()).hasSize(moves);
    assertThat(order.state()).isEqualTo(after);
    assertThat(order.heldFen()).isZero();
  }

  @Test
  void after_seven_days_the_money_cannot_go_back() {
    Situation last = at(paid(), Step.ORDINARY, T0.plus(Duration.ofDays(7)));
    Situation late = at(paid(), Step.ORDINARY, T0.plus(Duration.ofDays(7)).plusMillis(1));

    assertThat(ReverseDecider.decide(last, REVERSE).reply().resultCode()).isEqualTo("SUCCESS");
    assertThat(ReverseDecider.decide(late, REVERSE).reply().errCode()).isEqualTo("REVERSE_EXPIRE");
    assertThat(ReverseDecider.decide(late, REVERSE).moves()).isEmpty();
  }

  @Test
  void recall_asks_to_call_again_and_does_nothing() {
    Decision decision = ReverseDecider.decide(at(paid(), Step.of(Behaviour.RECALL), T0), REVERSE);

    assertThat(decision.moves()).isEmpty();
    assertThat(decision.reply().fields()).containsEntry("recall", "Y");
  }

  @ParameterizedTest
  @EnumSource(Reply.ErrorCode.class)
  void every_code_can_be_scripted(Reply.ErrorCode code) {
    Step step = Step.error(code.name());
    assertThat(QueryDecider.decide(at(paid(), step, T0), QUERY).reply().errCode())
        .isEqualTo(code.name());
    assertThat(ReverseDecider.decide(at(paid(), step, T0), REVERSE))
        .satisfies(d -> assertThat(d.moves()).isEmpty())
        .satisfies(d -> assertThat(d.reply().errCode()).isEqualTo(code.name()));
  }
}
