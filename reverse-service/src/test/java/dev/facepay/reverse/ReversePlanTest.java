package dev.facepay.reverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.ReversedHow;
import dev.facepay.reverse.ReverseDecider.Move;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.Unclear;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How often, for how long and how slowly a reversal goes on, and who is told. */
class ReversePlanTest extends ReverseMoves {

  @Test
  void what_takes_its_normal_course_calls_nobody_and_settings_that_would_are_refused() {
    ReverseSettings it = SETTINGS;
    // Fifteen seconds before the first look, whatever a code's life is.
    for (int slow : new int[] {30, 38, 49}) {
      assertThatThrownBy(() -> slowAfter(Duration.ofSeconds(slow)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("slow-after");
    }
    assertThat(slowAfter(Duration.ofSeconds(50)).slowAfter()).hasSeconds(50);
    assertThatThrownBy(() -> it.requireLease(Duration.ofSeconds(120), Duration.ofSeconds(27)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("facepay.due.lease must be above 162 s");
    it.requireLease(Duration.ofSeconds(240), Duration.ofSeconds(27));
  }

  private static ReverseSettings slowAfter(Duration slowAfter) {
    ReverseSettings it = SETTINGS;
    return new ReverseSettings(
        it.earliest(),
        it.window(),
        it.retryFirst(),
        it.retryMax(),
        it.retrySlow(),
        it.recallsMax(),
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        it.blindAfter(),
        slowAfter);
  }

  @Test
  void another_answer_starts_the_count_anew_and_one_that_says_nothing_does_not() {
    Instant dead = HEARD.plus(SETTINGS.codeLife());
    Move.Wait first = (Move.Wait) afterQuery(reversal(), new OrderQuery.NotFound(), dead);
    Move.Wait unclear = (Move.Wait) afterQuery(first.reversal(), UNCLEAR, dead.plusSeconds(1));
    assertThat(unclear.reversal().known().notFoundSince()).contains(dead);
    Move.Reverse paying =
        (Move.Reverse)
            afterQuery(first.reversal(), state(TradeState.USERPAYING), dead.plusSeconds(1));
    assertThat(paying.reversal().known().notFoundSince()).isEmpty();
  }

  @Test
  void after_seven_days_nothing_is_reversed_and_a_person_is_told_once() {
    Instant late = NEED.sentAt().plus(SETTINGS.window());
    Move.Wait wait = (Move.Wait) afterQuery(reversal(), state(TradeState.SUCCESS), late);
    assertThat(wait.news())
        .extracting(AttentionNeeded::reason)
        .containsExactly(AttentionReason.REVERSE_EXPIRED);
    assertThat(wait.until()).isEqualTo(late.plus(SETTINGS.retrySlow()));
    Move.Wait again = (Move.Wait) afterQuery(wait.reversal(), state(TradeState.SUCCESS), late);
    assertThat(again.news()).isEmpty();
    assertThat(afterQuery(wait.reversal(), state(TradeState.REVOKED), late))
        .isInstanceOf(Move.Done.class);
  }

  @Test
  void recall_for_ever_is_bounded_per_try_and_goes_on_later() {
    Reversal reversal = reversal();
    int asked = 0;
    Move move = new Move.Reverse(reversal);
    while (move instanceof Move.Reverse(Reversal next)) {
      reversal = next.askedOnce();
      asked++;
      move =
          ReverseDecider.afterReverse(
              reversal, new Reverse.CallAgain(Code.NONE, ""), NOW, SETTINGS);
    }
    assertThat(asked).isEqualTo(SETTINGS.recallsMax());
    assertThat(move).isInstanceOf(Move.Wait.class);
  }

  @Test
  void between_reversals_only_what_a_query_knows_changes_the_plan() {
    Reversal reversal = reversal().askedOnce();
    Move planned = new Move.Reverse(reversal);
    assertThat(between(reversal, planned, state(TradeState.SUCCESS))).isSameAs(planned);
    assertThat(between(reversal, planned, state(TradeState.NOTPAY))).isSameAs(planned);
    assertThat(between(reversal, planned, new Unclear(Cause.NO_ANSWER, Code.NONE, "")))
        .isSameAs(planned);
    assertThat(between(reversal, planned, state(TradeState.REVOKED)))
        .isEqualTo(new Move.Done(ReversedHow.CONFIRMED));
    assertThat(between(reversal, planned, state(TradeState.REFUND))).isInstanceOf(Move.Wait.class);
    assertThat(between(reversal, planned, new OrderQuery.NotFound())).isInstanceOf(Move.Wait.class);
    assertThat(between(reversal, planned, new OrderQuery.OtherOrder(TradeState.SUCCESS, 1)))
        .isInstanceOf(Move.NotOurs.class);
    assertThat(Recall.isAskedAbout(new Reverse.CallAgain(Code.NONE, ""))).isTrue();
    assertThat(Recall.isAskedAbout(new Unclear(Cause.SYSTEM_ERROR, GatewayCode.SYSTEMERROR, "")))
        .isTrue();
    assertThat(Recall.isAskedAbout(new Unclear(Cause.NO_ANSWER, Code.NONE, ""))).isFalse();
    assertThat(Recall.isAskedAbout(new Reverse.Confirmed())).isFalse();
  }

  private static Move between(Reversal reversal, Move planned, OrderQuery.Outcome outcome) {
    return Recall.between(reversal, planned, outcome, NOW, SETTINGS);
  }

  @Test
  void back_off_doubles_to_its_bound_and_never_ends() {
    Reversal reversal = reversal();
    Duration before = Duration.ZERO;
    for (int i = 0; i < 8; i++) {
      Duration pause = ReverseDecider.backOff(reversal, SETTINGS);
      assertThat(pause).isGreaterThan(before.multipliedBy(13).dividedBy(10));
      before = pause;
      reversal = reversal.tried();
    }
    for (int i = 0; i < 1_000; i++) {
      reversal = reversal.tried();
    }
    assertThat(ReverseDecider.backOff(reversal, SETTINGS))
        .isBetween(Duration.ofMinutes(48), Duration.ofMinutes(72));
  }

  @Test
  void a_slow_reversal_is_told_of_once() {
    Instant slow = HEARD.plus(SETTINGS.slowAfter());
    Move.Wait wait =
        (Move.Wait)
            ReverseDecider.afterReverse(
                reversal().askedOnce(), new Reverse.NotNow(), slow, SETTINGS);
    assertThat(wait.news())
        .extracting(AttentionNeeded::reason)
        .containsExactly(AttentionReason.REVERSE_SLOW);
  }
}
