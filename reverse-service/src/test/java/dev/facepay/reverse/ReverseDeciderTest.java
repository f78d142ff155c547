package dev.facepay.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.UnknownReason;
import dev.facepay.reverse.ReverseDecider.Move;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.Unclear;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReverseDeciderTest extends ReverseMoves {

  @Test
  void never_before_fifteen_seconds_after_the_pay_call_by_any_clock() {
    assertThat(ReverseDecider.firstDue(NEED, HEARD, SETTINGS)).isEqualTo(HEARD.plusSeconds(15));
    Instant slowClock = NEED.sentAt().minusSeconds(120);
    assertThat(ReverseDecider.firstDue(NEED, slowClock, SETTINGS))
        .isEqualTo(NEED.sentAt().plusSeconds(15));
    Instant fastClock = NEED.sentAt().plusSeconds(120);
    assertThat(ReverseDecider.firstDue(NEED, fastClock, SETTINGS))
        .isEqualTo(fastClock.plusSeconds(15));
  }

  @ParameterizedTest
  @EnumSource(TradeState.class)
  void a_query_settles_or_leads_to_the_reversal(TradeState state) {
    Move move = afterQuery(reversal(), state(state), NOW);
    switch (state) {
      case CLOSED, REVOKED -> assertThat(move).isEqualTo(new Move.Done(ReversedHow.ALREADY_CLOSED));
      case REFUND -> assertThat(move).isInstanceOf(Move.AskRefunds.class);
      case SUCCESS, NOTPAY, USERPAYING, PAYERROR ->
          assertThat(move).isInstanceOf(Move.Reverse.class);
    }
  }

  @Test
  void a_reversal_whose_answer_was_lost_is_confirmed_by_the_query() {
    assertThat(afterQuery(reversal().askedOnce(), state(TradeState.REVOKED), NOW))
        .isEqualTo(new Move.Done(ReversedHow.CONFIRMED));
  }

  @Test
  void only_two_minutes_without_a_word_lead_to_a_reversal_without_one() {
    List<Duration> pauses = new ArrayList<>();
    Reversal silent = reversal();
    Instant now = NOW;
    Reversal last = silent;
    while (afterQuery(silent, UNCLEAR, now) instanceof Move.Wait(Reversal next, Instant until, _)) {
      pauses.add(Duration.between(now, until));
      last = silent;
      silent = next;
      now = until;
    }
    assertThat(afterQuery(silent, UNCLEAR, now)).isInstanceOf(Move.Reverse.class);
    assertThat(pauses.stream().map(Duration::toSeconds))
        .containsExactly(5L, 5L, 10L, 20L, 30L, 30L, 30L, 30L);
    Duration mayBeSkipped = Collections.max(pauses);
    assertThat(Duration.between(NOW, now).minus(mayBeSkipped))
        .isGreaterThanOrEqualTo(SETTINGS.blindAfter());

    // Whoever's clock is ahead by whatever has waited no longer.
    assertThat(afterQuery(last, UNCLEAR, now.plus(Duration.ofMinutes(5))))
        .isInstanceOf(Move.Wait.class);
    Move.Reverse word = (Move.Reverse) afterQuery(last, state(TradeState.NOTPAY), now);
    assertThat(afterQuery(word.reversal(), UNCLEAR, now)).isInstanceOf(Move.Wait.class);
  }

  @Test
  void an_order_of_a_call_that_was_written_down_late_is_ours_still() {
    OrderQuery.State paid = new OrderQuery.State(TradeState.SUCCESS, "4200", NOW, 1280L, "");
    Instant later = NOW.plus(Duration.ofMinutes(6));
    assertThat(paid.isPaidBefore(NOW, later)).isFalse();
    assertThat(paid.isPaidBefore(later, later)).isTrue();
  }

  @Test
  void a_number_that_was_used_before_is_not_reversed_without_proof_that_it_is_ours() {
    Reversal used = after(UnknownReason.ORDER_NUMBER_USED);
    Move.Wait first = (Move.Wait) afterQuery(used, UNCLEAR, NOW);
    assertThat(afterQuery(first.reversal(), UNCLEAR, NOW.plus(Duration.ofHours(1))))
        .isInstanceOf(Move.Wait.class);
    for (TradeState open : List.of(TradeState.NOTPAY, TradeState.USERPAYING, TradeState.PAYERROR)) {
      assertThat(afterQuery(used, state(open), NOW)).isInstanceOf(Move.Wait.class);
    }
    assertThat(afterQuery(used, paid(NEED.sentAt()), NOW)).isInstanceOf(Move.Reverse.class);
  }

  @Test
  void what_was_paid_before_we_asked_or_with_another_amount_is_not_ours() {
    Instant limit = NEED.sentAt().minus(Duration.ofMinutes(5));
    assertThat(afterQuery(reversal(), paid(limit.minusSeconds(1)), NOW))
        .isInstanceOf(Move.NotOurs.class);
    assertThat(afterQuery(reversal(), paid(limit), NOW)).isInstanceOf(Move.Reverse.class);
    OrderQuery.Outcome other = new OrderQuery.OtherOrder(TradeState.SUCCESS, 990);
    assertThat(afterQuery(reversal(), other, NOW)).isInstanceOf(Move.NotOurs.class);
    Reversal answered = after(UnknownReason.MISMATCH);
    assertThat(afterQuery(answered, other, NOW))
        .as("micropay itself was answered with a signed success")
        .isInstanceOf(Move.Wait.class);
    assertThat(afterQuery(answered, paid(limit.minusSeconds(1)), NOW))
        .isInstanceOf(Move.Reverse.class);
  }

  private static OrderQuery.Outcome paid(Instant at) {
    return new OrderQuery.State(TradeState.SUCCESS, "4200", at, 1280L, "");
  }

  @Test
  void the_refunds_must_come_to_the_whole_amount() {
    assertThat(afterRefunds(new RefundQuery.Refunds(1280, 0, Map.of())))
        .isEqualTo(new Move.Done(ReversedHow.ALREADY_REFUNDED));
    assertThat(afterRefunds(new RefundQuery.Refunds(480, 800, Map.of())))
        .isInstanceOfSatisfying(Move.Wait.class, it -> assertThat(it.news()).isEmpty());
    assertThat(afterRefunds(new RefundQuery.Refunds(480, 0, Map.of())))
        .isInstanceOfSatisfying(Move.Wait.class, it -> assertThat(it.news()).hasSize(1));
    assertThat(afterRefunds(new RefundQuery.None()))
        .isInstanceOfSatisfying(Move.Wait.class, it -> assertThat(it.news()).isEmpty());
    assertThat(afterRefunds(new Unclear(Cause.NO_ANSWER, Code.NONE, "")))
        .isInstanceOfSatisfying(Move.Wait.class, it -> assertThat(it.news()).isEmpty());
  }

  private static Move afterRefunds(RefundQuery.Outcome outcome) {
    return ReverseDecider.afterRefunds(reversal(), outcome, NOW, SETTINGS);
  }

  @Test
  void a_confirmed_reversal_is_looked_at_once_more() {
    Move.Wait confirmed = (Move.Wait) afterReverse(new Reverse.Confirmed());
    assertThat(confirmed.until()).isEqualTo(NOW.plus(SETTINGS.retryFirst()));
    for (OrderQuery.Outcome gone :
        List.of(state(TradeState.REVOKED), state(TradeState.CLOSED), new OrderQuery.NotFound())) {
      assertThat(afterQuery(confirmed.reversal(), gone, NOW))
          .isEqualTo(new Move.Done(ReversedHow.CONFIRMED));
    }
    assertThat(afterQuery(confirmed.reversal(), UNCLEAR, NOW.plus(Duration.ofHours(1))))
        .isInstanceOf(Move.Wait.class);
    assertThat(afterQuery(confirmed.reversal(), paid(NEED.sentAt()), NOW))
        .isInstanceOf(Move.Reverse.class);
  }

  @Test
  void a_request_that_was_old_when_it_was_read_counts_from_when_it_was_made() {
    OrderQuery.Outcome notFound = new OrderQuery.NotFound();
    Reversal old = after(UnknownReason.TOO_LATE);
    Instant dead = NEED.sentAt().plus(SETTINGS.codeLife());
    Instant end = dead.plus(SETTINGS.neverReachedAfter());
    Move.Wait first = (Move.Wait) afterQuery(old, notFound, end);
    assertThat(first.reversal().known().notFoundSince()).contains(dead);
    assertThat(afterQuery(first.reversal(), notFound, end.plus(SETTINGS.notFoundEvery())))
        .isEqualTo(new Move.Done(ReversedHow.NEVER_REACHED));
  }

  @Test
  void an_order_nobody_heard_of_ends_only_when_its_code_is_long_dead_and_every_query_says_so() {
    OrderQuery.Outcome notFound = new OrderQuery.NotFound();
    Instant dead = HEARD.plus(SETTINGS.codeLife());
    Move.Wait early = (Move.Wait) afterQuery(reversal(), notFound, dead.minusMillis(1));
    assertThat(early.reversal().known().notFoundSince()).isEmpty();
    Move.Wait first = (Move.Wait) afterQuery(reversal(), notFound, dead);
    assertThat(first.reversal().known().notFoundSince()).contains(dead);
    Instant end = dead.plus(SETTINGS.neverReachedAfter());
    assertThat(afterQuery(first.reversal(), notFound, end.minusMillis(1)))
        .isInstanceOf(Move.Wait.class);
    assertThat(afterQuery(first.reversal(), notFound, end))
        .isEqualTo(new Move.Done(ReversedHow.NEVER_REACHED));
  }

  @Test
  void every_answer_to_a_reversal_has_its_consequence() {
    assertThat(afterReverse(new Reverse.Confirmed())).isInstanceOf(Move.Wait.class);
    assertThat(afterReverse(new Reverse.CallAgain(Code.NONE, ""))).isInstanceOf(Move.Reverse.class);
    assertThat(((Move.Wait) afterReverse(new Reverse.NotNow())).until())
        .isEqualTo(NOW.plus(SETTINGS.retryFirst()));
    assertThat(afterReverse(new Unclear(Cause.SYSTEM_ERROR, GatewayCode.SYSTEMERROR, "")))
        .isInstanceOfSatisfying(Move.Wait.class, w -> assertThat(w.news()).isEmpty());
    assertNews(new Reverse.Expired(), AttentionReason.REVERSE_EXPIRED);
    assertNews(
        new Reverse.Refused(GatewayCode.INVALID_REQUEST, "no"), AttentionReason.REVERSE_REFUSED);
  }

  private static void assertNews(Reverse.Outcome outcome, AttentionReason reason) {
    Move.Wait wait = (Move.Wait) afterReverse(outcome);
    assertThat(wait.news()).extracting(AttentionNeeded::reason).containsExactly(reason);
    assertThat(wait.until()).isEqualTo(NOW.plus(SETTINGS.retrySlow()));
  }
}
