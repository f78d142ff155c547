package dev.facepay.reverse;

import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.reverseNeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.payment.Act;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.ReversedHow;
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

/** How the money goes back, whatever WeChat answers. */
class ReversalTest extends ReversalStand {

  @Test
  void the_money_goes_back_fifteen_seconds_after_it_was_heard_of() throws Exception {
    clock.advance(Duration.ofSeconds(31));
    Instant heard = clock.instant();
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(20));
    assertThat(reversedAt).containsExactly(heard.plusSeconds(15));
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            Reversed.class, r -> assertThat(r.how()).isEqualTo(ReversedHow.CONFIRMED));
    assertThat(reversals.count()).as("finished records are deleted").isZero();
  }

  @Test
  void an_hour_of_errors_does_not_end_the_reversal() throws Exception {
    reply = new Unclear(Cause.SYSTEM_ERROR, GatewayCode.SYSTEMERROR, "");
    handler.handle(reverseNeeded());
    run(Duration.ofHours(1));
    assertThat(published)
        .as("a person was told that it is slow")
        .singleElement()
        .isInstanceOf(AttentionNeeded.class);
    reply = new Reverse.Confirmed();
    run(Duration.ofMinutes(75));
    assertThat(published).hasSize(3);
    assertThat(published.get(1)).isInstanceOf(AttentionResolved.class);
    assertThat(published.get(2)).isInstanceOf(Reversed.class);
  }

  @Test
  void while_wechat_wants_the_call_again_each_reversal_has_a_query_before_it() throws Exception {
    reply = new Reverse.CallAgain(Code.NONE, "");
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(1));
    String reversal = "reverse by WeChat's number";
    assertThat(calls).containsExactly(reversal, "query", reversal, "query", reversal);
    reply = new Reverse.Confirmed();
    run(Duration.ofSeconds(20));
    assertThat(published).singleElement().isInstanceOf(Reversed.class);
  }

  @Test
  void after_a_system_error_the_order_is_asked_about_at_once() throws Exception {
    reply = new Unclear(Cause.SYSTEM_ERROR, GatewayCode.SYSTEMERROR, "");
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(1));
    assertThat(calls).containsExactly("reverse by WeChat's number", "query");
    assertThat(published).isEmpty();
  }

  @Test
  void an_order_that_never_arrived_is_settled_without_a_reversal() throws Exception {
    state = new OrderQuery.NotFound();
    handler.handle(reverseNeeded());
    run(Duration.ofMinutes(10));
    assertThat(published).noneMatch(Reversed.class::isInstance);
    run(Duration.ofMinutes(3));
    assertThat(published.getLast())
        .isInstanceOfSatisfying(
            Reversed.class, r -> assertThat(r.how()).isEqualTo(ReversedHow.NEVER_REACHED));
    assertThat(reversedAt).isEmpty();
  }

  @Test
  void a_broker_that_is_away_delays_the_news_and_changes_nothing() throws Exception {
    handler.handle(reverseNeeded());
    brokerAway = true;
    run(Duration.ofSeconds(30));
    assertThat(reversedAt).hasSize(1);
    brokerAway = false;
    run(Duration.ofSeconds(90));
    assertThat(reversedAt).as("not again").hasSize(1);
    assertThat(published).singleElement().isInstanceOf(Reversed.class);
  }

  @Test
  void the_same_need_again_repeats_the_outcome() throws Exception {
    handler.handle(reverseNeeded());
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(20));
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(20));
    assertThat(reversedAt).hasSize(1);
    assertThat(published).hasSize(2);
    assertThat(published.get(1)).isEqualTo(published.get(0));
  }

  @Test
  void without_a_reversal_a_retry_has_nothing_to_do_here_and_a_resolution_waits_for_one()
      throws Exception {
    handler.handle(act(Act.RETRY));
    assertThat(published).isEmpty();
    assertThatThrownBy(() -> handler.handle(act(Act.RESOLVE)))
        .as("held, and tried again")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no reversal");
  }

  @Test
  void the_outcome_is_decided_once_even_if_two_workers_end_the_reversal() {
    Reversed first = outcome(ReversedHow.CONFIRMED);
    Reversal reversal = Reversal.begin(reverseNeeded(), clock.instant());
    assertThat(outcomes.decide(reversal, first).outcome()).isEqualTo(first);
    assertThat(outcomes.decide(reversal, outcome(ReversedHow.ALREADY_CLOSED)).outcome())
        .isEqualTo(first);
    assertThat(outcomes.find(payment().id()).orElseThrow().outcome()).isEqualTo(first);
  }

  @Test
  void a_reversal_comes_back_from_its_document_as_it_was() {
    assertThatThrownBy(() -> ReversalDocument.read(new org.bson.Document()))
        .isInstanceOf(RuntimeException.class);
    Reversal reversal = Reversal.begin(reverseNeeded(), clock.instant()).tried().askedOnce();
    assertThat(ReversalDocument.read(ReversalDocument.write(reversal))).isEqualTo(reversal);
  }

  @Test
  void a_reversal_that_was_confirmed_and_did_nothing_is_asked_for_again() throws Exception {
    confirmsInVain = true;
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(12));
    assertThat(reversedAt).hasSize(3);
    assertThat(published).as("nobody is told that the money is back").isEmpty();
    confirmsInVain = false;
    run(Duration.ofSeconds(12));
    assertThat(published).singleElement().isInstanceOf(Reversed.class);
  }

  @Test
  void an_order_of_another_system_is_never_reversed_and_fails_with_a_reason_of_its_own()
      throws Exception {
    state = new OrderQuery.OtherOrder(TradeState.SUCCESS, 990);
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(5));
    assertThat(reversedAt).isEmpty();
    assertThat(published).hasSize(2);
    assertThat(published.getFirst())
        .isInstanceOfSatisfying(
            AttentionNeeded.class,
            it -> assertThat(it.reason()).isEqualTo(AttentionReason.ORDER_NUMBER_USED));
    assertThat(published.getLast())
        .isInstanceOfSatisfying(
            PaymentFact.Failed.class,
            it -> {
              assertThat(it.reason()).isEqualTo(FailureReason.ORDER_NUMBER_USED);
              assertThat(it.version()).isEqualTo(4);
            });
    handler.handle(reverseNeeded());
    assertThat(published.getLast()).as("said again").isInstanceOf(PaymentFact.Failed.class);
  }
}
