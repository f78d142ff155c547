package dev.facepay.query;

import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReverseReason;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.Timekeeper.Signal;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import dev.facepay.wechat.Micropay;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.WechatPay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueryHandlerTest {

  private static final OrderQuery.Outcome PAYING = state(TradeState.USERPAYING);

  private final TestTime clock = new TestTime();
  private final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(positive(clock.instant(), due)));
  private final Cancels cancels = new Cancels(new MemoryDocuments(), Fixtures.KEPT);
  private final Decisions decisions = new Decisions(new MemoryDocuments(), Fixtures.KEPT);
  private final List<PaymentFact> published = new ArrayList<>();
  private final List<Instant> asks = new ArrayList<>();
  private final Deque<OrderQuery.Outcome> replies = new ArrayDeque<>();
  private final List<Optional<String>> numbers = new ArrayList<>();
  private boolean brokerAway;

  private final QueryHandler handler =
      new QueryHandler(
          decisions,
          cancels,
          asked(
              number -> {
                asks.add(clock.instant());
                numbers.add(Optional.ofNullable(number));
                return replies.size() > 1 ? replies.pop() : replies.getFirst();
              }),
          new FakeSealer(),
          this::publish,
          time,
          QuerySettings.defaults());

  private interface Answer {
    OrderQuery.Outcome to(@Nullable String transactionId) throws InterruptedException;
  }

  private static WechatPay asked(Answer answer) {
    return new WechatPay() {
      @Override
      public OrderQuery.Outcome query(PaymentRef payment, @Nullable String transactionId)
          throws InterruptedException {
        return answer.to(transactionId);
      }
    };
  }

  private static Duration positive(Instant now, Instant due) {
    return due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
  }

  private static OrderQuery.Outcome state(TradeState state) {
    return new OrderQuery.State(state, "4200", TestTime.START, 1280L, "");
  }

  private void publish(Fact fact) {
    if (brokerAway) {
      throw new FactNotPublished("no broker", new IllegalStateException());
    }
    published.add((PaymentFact) fact);
  }

  @Test
  void a_password_that_comes_in_time_is_a_success() throws Exception {
    replies.addAll(List.of(PAYING, PAYING, state(TradeState.SUCCESS)));
    handler.handle(unknown(UnknownReason.USER_PAYING));
    assertThat(asks).hasSize(3);
    assertThat(published).singleElement().isInstanceOf(Succeeded.class);
  }

  @Test
  void wechats_own_number_is_asked_by_as_soon_as_an_answer_has_told_it() throws Exception {
    replies.addAll(
        List.of(
            new OrderQuery.State(TradeState.USERPAYING, null, null, null, ""),
            PAYING,
            new OrderQuery.NotFound(),
            state(TradeState.SUCCESS)));
    handler.handle(unknown(UnknownReason.USER_PAYING));
    assertThat(numbers)
        .containsExactly(
            Optional.empty(), Optional.empty(), Optional.of("4200"), Optional.of("4200"));
  }

  @Test
  void a_password_that_never_comes_leads_to_the_reversal_after_the_last_ask() throws Exception {
    replies.add(PAYING);
    var unknown = unknown(UnknownReason.USER_PAYING);
    handler.handle(unknown);
    assertThat(asks).hasSize(6);
    assertThat(asks.getLast()).isEqualTo(unknown.occurredAt().plusSeconds(30));
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            ReverseNeeded.class, r -> assertThat(r.reason()).isEqualTo(ReverseReason.DEADLINE));
  }

  @Test
  void a_second_delivery_says_the_same_and_asks_nothing() throws Exception {
    replies.add(state(TradeState.SUCCESS));
    brokerAway = true;
    assertThatThrownBy(() -> handler.handle(unknown(UnknownReason.NO_ANSWER)))
        .isInstanceOf(FactNotPublished.class);
    brokerAway = false;
    replies.clear();
    replies.add(state(TradeState.CLOSED));
    handler.handle(unknown(UnknownReason.NO_ANSWER));
    assertThat(asks).hasSize(1);
    assertThat(published).singleElement().isInstanceOf(Succeeded.class);
  }

  @Test
  void what_wechat_says_of_the_money_is_told_and_the_buyer_only_sealed() throws Exception {
    PaidDetails said = PaidDetails.NONE.of(null, new Sealed("another's"));
    replies.add(
        new OrderQuery.State(
            TradeState.SUCCESS,
            "4200",
            TestTime.START,
            1280L,
            "",
            said,
            new Micropay.Buyer("oUpF8uMuAJO", null)));
    handler.handle(unknown(UnknownReason.NO_ANSWER));

    Sealed buyer = new Sealed("openid of " + payment().id() + ", 11 long");
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            Succeeded.class, fact -> assertThat(fact.details()).isEqualTo(said.of(buyer, null)));
  }

  @Test
  void of_two_workers_the_first_decision_is_the_truth() throws Exception {
    var unknown = unknown(UnknownReason.NO_ANSWER);
    new QueryHandler(
            decisions,
            cancels,
            asked(
                number -> {
                  replies.add(state(TradeState.SUCCESS));
                  handler.handle(unknown);
                  return state(TradeState.CLOSED);
                }),
            new FakeSealer(),
            this::publish,
            time,
            QuerySettings.defaults())
        .handle(unknown);
    assertThat(published).hasSize(2).allMatch(f -> f instanceof Succeeded);
  }

  @Test
  void a_cancel_that_came_before_makes_the_first_ask_the_last() throws Exception {
    cancels.handle(new CancelRequested(payment(), clock.instant()));
    replies.add(PAYING);
    handler.handle(unknown(UnknownReason.NO_ANSWER));
    assertThat(asks).hasSize(1);
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            ReverseNeeded.class, r -> assertThat(r.reason()).isEqualTo(ReverseReason.CANCELLED));
  }

  @Test
  void a_cancel_wakes_the_worker_that_waits_here() {
    Signal signal = cancels.watch(payment().id());
    cancels.handle(new CancelRequested(payment(), clock.instant()));
    assertThat(signal.isRaised()).isTrue();
    assertThat(cancels.requested(payment().id())).isTrue();
  }

  @Test
  void a_refund_that_we_did_not_make_is_handed_over_to_who_finds_out_how_much() throws Exception {
    replies.add(state(TradeState.REFUND));
    handler.handle(unknown(UnknownReason.NO_ANSWER));
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            ReverseNeeded.class,
            it -> assertThat(it.reason()).isEqualTo(ReverseReason.REFUND_SEEN));
  }

  @Test
  void another_systems_order_is_settled_at_once_and_a_person_is_called() throws Exception {
    replies.add(new OrderQuery.OtherOrder(TradeState.SUCCESS, 990));
    handler.handle(unknown(UnknownReason.NO_ANSWER));
    assertThat(published).hasSize(2);
    assertThat(published.get(0)).isInstanceOf(Failed.class);
    assertThat(published.get(1)).as("for what is in the log").isInstanceOf(AttentionNeeded.class);
  }
}
