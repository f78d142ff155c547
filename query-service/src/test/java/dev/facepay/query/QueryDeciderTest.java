package dev.facepay.query;

import static dev.facepay.testkit.Fixtures.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.ReverseReason;
import dev.facepay.payment.UnknownReason;
import dev.facepay.query.QueryDecider.Schedule;
import dev.facepay.testkit.Fixtures;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Unclear;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueryDeciderTest {

  private static final QuerySettings SETTINGS = QuerySettings.defaults();
  private static final Unknown PAYING = unknown(UnknownReason.USER_PAYING);
  private static final Unknown LOST = unknown(UnknownReason.NO_ANSWER);
  private static final OrderQuery.Outcome UNCLEAR =
      new Unclear(Cause.SYSTEM_ERROR, GatewayCode.SYSTEMERROR, "");

  private static OrderQuery.Outcome state(TradeState state) {
    return new OrderQuery.State(state, "42", LOST.occurredAt(), 1280L, "");
  }

  private static Optional<PaymentFact> early(OrderQuery.Outcome outcome) {
    return QueryDecider.decide(LOST, outcome, false, false, LOST.occurredAt().plusSeconds(1));
  }

  private static Optional<PaymentFact> atDeadline(OrderQuery.Outcome outcome) {
    return QueryDecider.decide(LOST, outcome, false, true, LOST.occurredAt().plusSeconds(30));
  }

  private static Schedule schedule(Unknown unknown) {
    return QueryDecider.schedule(unknown, unknown.occurredAt(), SETTINGS);
  }

  private static List<Long> schedule(Unknown unknown, int asks) {
    List<Long> seconds = new ArrayList<>();
    Optional<Instant> last = Optional.empty();
    for (int i = 0; i < asks; i++) {
      Instant next = schedule(unknown).nextAsk(last);
      seconds.add(Duration.between(unknown.occurredAt(), next).toSeconds());
      last = Optional.of(next);
    }
    return seconds;
  }

  @Test
  void a_lost_answer_is_asked_about_at_once_then_every_five_seconds_to_the_deadline() {
    assertThat(schedule(LOST, 7)).containsExactly(0L, 5L, 10L, 15L, 20L, 25L, 30L);
  }

  @Test
  void a_password_gets_five_seconds_first() {
    assertThat(schedule(PAYING, 6)).containsExactly(5L, 10L, 15L, 20L, 25L, 30L);
  }

  @Test
  void a_slow_answer_skips_no_more_than_the_points_that_passed_meanwhile() {
    Instant asked = LOST.occurredAt().plusSeconds(5);
    Instant late = asked.plusMillis(7_300);
    assertThat(schedule(LOST).nextAsk(Optional.of(asked)))
        .isEqualTo(LOST.occurredAt().plusSeconds(10));
    assertThat(schedule(LOST).nextAsk(Optional.of(late)))
        .isEqualTo(LOST.occurredAt().plusSeconds(15));
  }

  @Test
  void after_a_restart_it_asks_at_once_and_keeps_the_old_deadline() {
    assertThat(schedule(LOST).nextAsk(Optional.empty())).isEqualTo(LOST.occurredAt());
    Instant restarted = LOST.occurredAt().plusSeconds(22);
    assertThat(schedule(LOST).nextAsk(Optional.of(restarted)))
        .isEqualTo(LOST.occurredAt().plusSeconds(25));
  }

  @Test
  void the_deadline_is_always_asked_at() {
    Instant asked = LOST.occurredAt().plusSeconds(29);
    assertThat(schedule(LOST).nextAsk(Optional.of(asked)))
        .isEqualTo(LOST.occurredAt().plusSeconds(30));
  }

  @ParameterizedTest
  @EnumSource(TradeState.class)
  void every_trade_state_has_its_meaning(TradeState state) {
    Optional<PaymentFact> decision = early(state(state));
    switch (state) {
      case SUCCESS ->
          assertThat(decision.orElseThrow())
              .isInstanceOfSatisfying(
                  Succeeded.class, s -> assertThat(s.transactionId()).isEqualTo("42"));
      case CLOSED -> assertFailed(decision, FailureReason.CLOSED_AT_GATEWAY);
      case REVOKED -> assertFailed(decision, FailureReason.REVOKED_AT_GATEWAY);
      case REFUND -> assertReverse(decision, ReverseReason.REFUND_SEEN);
      case PAYERROR -> assertReverse(decision, ReverseReason.PAY_ERROR);
      case NOTPAY, USERPAYING -> {
        assertThat(decision).isEmpty();
        assertReverse(atDeadline(state(state)), ReverseReason.DEADLINE);
      }
    }
  }

  @Test
  void not_found_is_no_proof_of_not_charged() {
    assertThat(early(new OrderQuery.NotFound())).isEmpty();
    assertReverse(atDeadline(new OrderQuery.NotFound()), ReverseReason.DEADLINE);
  }

  @Test
  void an_unclear_answer_decides_nothing_until_the_deadline() {
    assertThat(early(UNCLEAR)).isEmpty();
    assertReverse(atDeadline(UNCLEAR), ReverseReason.DEADLINE);
  }

  @Test
  void a_last_ask_that_finds_it_paid_wins_over_deadline_and_cancel() {
    assertThat(atDeadline(state(TradeState.SUCCESS)).orElseThrow()).isInstanceOf(Succeeded.class);
    Instant now = LOST.occurredAt().plusSeconds(2);
    assertThat(QueryDecider.decide(LOST, state(TradeState.SUCCESS), true, false, now).orElseThrow())
        .isInstanceOf(Succeeded.class);
  }

  @Test
  void a_cancel_makes_the_next_ask_the_last() {
    Instant now = PAYING.occurredAt().plusSeconds(2);
    assertReverse(
        QueryDecider.decide(PAYING, state(TradeState.USERPAYING), true, false, now),
        ReverseReason.CANCELLED);
  }

  @Test
  void an_order_of_another_system_is_not_told_as_paid_not_reversed_and_goes_to_a_person() {
    Instant before = LOST.sentAt().minus(Duration.ofMinutes(5)).minusSeconds(1);
    for (OrderQuery.Outcome another :
        List.of(
            new OrderQuery.OtherOrder(TradeState.SUCCESS, 990),
            new OrderQuery.State(TradeState.SUCCESS, "42", before, 1280L, ""))) {
      PaymentFact decision = early(another).orElseThrow();
      assertFailed(Optional.of(decision), FailureReason.ORDER_NUMBER_USED);
      assertThat(QueryDecider.attention(decision).orElseThrow().reason())
          .isEqualTo(AttentionReason.ORDER_NUMBER_USED);
    }
    assertThat(QueryDecider.attention(early(state(TradeState.CLOSED)).orElseThrow())).isEmpty();
  }

  @Test
  void after_a_signed_success_of_micropay_another_amount_stays_unknown() {
    Unknown answered = Fixtures.unknown(UnknownReason.MISMATCH);
    Instant now = answered.occurredAt().plusSeconds(2);
    OrderQuery.Outcome other = new OrderQuery.OtherOrder(TradeState.SUCCESS, 990);
    assertThat(QueryDecider.decide(answered, other, false, false, now)).isEmpty();
  }

  @Test
  void a_password_has_its_time_though_the_clock_of_who_handed_it_over_is_off() {
    for (int minutes : List.of(-3, 0, 3)) {
      Instant loggedAt = PAYING.occurredAt().plus(Duration.ofMinutes(minutes));
      Schedule schedule = QueryDecider.schedule(PAYING, loggedAt, SETTINGS);
      assertThat(schedule)
          .isEqualTo(
              new Schedule(
                  loggedAt.plusSeconds(5), Duration.ofSeconds(5), loggedAt.plusSeconds(30)));
    }
  }

  @Test
  void what_was_handed_over_once_more_has_had_its_time() {
    Instant again = LOST.occurredAt().plus(Duration.ofMinutes(15));
    assertThat(QueryDecider.schedule(LOST, again, SETTINGS).isLast(again)).isTrue();
  }

  @Test
  void a_request_that_was_old_when_it_was_read_is_asked_about_once_and_at_once() {
    Unknown late = Fixtures.unknown(UnknownReason.TOO_LATE);
    Unknown old =
        new Unknown(
            late.payment(),
            late.reason(),
            "",
            "",
            late.sentAt(),
            late.payment().requestedAt().plus(Duration.ofMinutes(5)));
    Instant now = old.occurredAt();
    Schedule schedule = QueryDecider.schedule(old, now, SETTINGS);
    assertThat(schedule.nextAsk(Optional.empty())).isBefore(now);
    assertThat(
            QueryDecider.decide(old, new OrderQuery.NotFound(), false, schedule.isLast(now), now)
                .orElseThrow())
        .isInstanceOfSatisfying(
            ReverseNeeded.class,
            it -> assertThat(it.unknownReason()).isEqualTo(UnknownReason.TOO_LATE));
  }

  private static void assertFailed(Optional<PaymentFact> decision, FailureReason reason) {
    assertThat(decision.orElseThrow())
        .isInstanceOfSatisfying(Failed.class, f -> assertThat(f.reason()).isEqualTo(reason));
  }

  private static void assertReverse(Optional<PaymentFact> decision, ReverseReason reason) {
    assertThat(decision.orElseThrow())
        .isInstanceOfSatisfying(
            ReverseNeeded.class,
            r -> {
              assertThat(r.reason()).isEqualTo(reason);
              assertThat(r.sentAt()).isEqualTo(LOST.sentAt());
            });
  }
}
