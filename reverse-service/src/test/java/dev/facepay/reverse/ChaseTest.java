package dev.facepay.reverse;

import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.reverseNeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.payment.Act;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Fact;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReversedHow;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.TestTime;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.Unclear;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole chase on a clock moved by hand: handler, due records, worker. */
class ChaseTest {

  private final TestTime clock = new TestTime();

  /** Sleeping moves the clock: nothing else happens here meanwhile. */
  private final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));

  private final DueRecords chases = new DueRecords(new MemoryDocuments());
  private final Outcomes outcomes = new Outcomes(new MemoryDocuments());
  private final List<PaymentFact> published = new ArrayList<>();
  private final List<Instant> reversals = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private OrderQuery.Outcome state =
      new OrderQuery.State(TradeState.SUCCESS, "4200", TestTime.START, 1280L, "");
  private Reverse.Outcome reply = new Reverse.Confirmed();
  private RefundQuery.Outcome refunds = new RefundQuery.Refunds(1280, 0, Map.of());
  private boolean confirmsInVain;
  private boolean brokerAway;

  private final WechatPay wechat =
      new WechatPay() {
        @Override
        public OrderQuery.Outcome query(PaymentRef payment) {
          return state;
        }

        @Override
        public OrderQuery.Outcome query(PaymentRef payment, @Nullable String transactionId) {
          assertThat(transactionId).isEqualTo("4200");
          calls.add("query");
          return state;
        }

        @Override
        public Reverse.Outcome reverse(PaymentRef payment, @Nullable String transactionId) {
          assertThat(transactionId).isIn(null, "4200");
          calls.add(transactionId == null ? "reverse" : "reverse by WeChat's number");
          return reverse(payment);
        }

        @Override
        public RefundQuery.Outcome refunds(PaymentRef payment) {
          return refunds;
        }

        @Override
        public Reverse.Outcome reverse(PaymentRef payment) {
          assertThat(chases.find(payment.id().toString())).as("written down before").isPresent();
          reversals.add(clock.instant());
          if (reply instanceof Reverse.Confirmed && !confirmsInVain) {
            state = new OrderQuery.State(TradeState.REVOKED, null, null, null, "");
          }
          return reply;
        }
      };

  private final ReverseHandler handler =
      new ReverseHandler(chases, outcomes, this::publish, time, ReverseSettings.defaults());
  private final DueWorker worker =
      new DueWorker(
          "reverse",
          chases,
          new Chaser(outcomes, wechat, time, ReverseSettings.defaults()),
          this::publish,
          time,
          DueSettings.defaults(),
          new SimpleMeterRegistry());

  private void publish(Fact fact) {
    if (brokerAway) {
      throw new FactNotPublished("no broker", new IllegalStateException());
    }
    published.add((PaymentFact) fact);
  }

  private void run(Duration forHowLong) {
    for (long s = 0; s <= forHowLong.toSeconds(); s++) {
      worker.runOnce();
      clock.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void the_money_goes_back_fifteen_seconds_after_it_was_heard_of() throws Exception {
    clock.advance(Duration.ofSeconds(31));
    Instant heard = clock.instant();
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(20));
    assertThat(reversals).containsExactly(heard.plusSeconds(15));
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            Reversed.class, r -> assertThat(r.how()).isEqualTo(ReversedHow.CONFIRMED));
    assertThat(chases.count()).as("finished records are deleted").isZero();
  }

  @Test
  void an_hour_of_errors_does_not_end_the_chase() throws Exception {
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
  void what_a_person_must_mend_is_tried_slowly_until_it_is_mended() throws Exception {
    reply = new Reverse.Refused(Code.Obstacle.NO_CERTIFICATE, "no certificate here");
    handler.handle(reverseNeeded());
    run(Duration.ofMinutes(61));
    assertThat(reversals).hasSize(7);
    reply = new Reverse.Confirmed();
    run(Duration.ofMinutes(11));
    assertThat(published.getLast()).isInstanceOf(Reversed.class);
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
    assertThat(reversals).isEmpty();
  }

  @Test
  void a_broker_that_is_away_delays_the_news_and_changes_nothing() throws Exception {
    handler.handle(reverseNeeded());
    brokerAway = true;
    run(Duration.ofSeconds(30));
    assertThat(reversals).hasSize(1);
    brokerAway = false;
    run(Duration.ofSeconds(90));
    assertThat(reversals).as("not again").hasSize(1);
    assertThat(published).singleElement().isInstanceOf(Reversed.class);
  }

  @Test
  void the_same_need_again_repeats_the_outcome() throws Exception {
    handler.handle(reverseNeeded());
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(20));
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(20));
    assertThat(reversals).hasSize(1);
    assertThat(published).hasSize(2);
    assertThat(published.get(1)).isEqualTo(published.get(0));
  }

  @Test
  void a_persons_retry_is_looked_after_at_once() throws Exception {
    reply = new Reverse.Refused(Code.Obstacle.NO_CERTIFICATE, "no certificate here");
    handler.handle(reverseNeeded());
    run(Duration.ofMinutes(2));
    assertThat(reversals).hasSize(1);
    reply = new Reverse.Confirmed();
    handler.handle(act(Act.RETRY));
    run(Duration.ofSeconds(7));
    assertThat(reversals).hasSize(2);
    assertThat(published.getLast())
        .isInstanceOfSatisfying(
            Reversed.class, r -> assertThat(r.how()).isEqualTo(ReversedHow.CONFIRMED));
  }

  @Test
  void what_a_person_resolved_and_wechat_proves_is_settled_by_the_person() throws Exception {
    reply = new Reverse.Expired();
    handler.handle(reverseNeeded());
    run(Duration.ofMinutes(2));
    state = new OrderQuery.State(TradeState.REFUND, null, null, null, "");
    handler.handle(act(Act.RESOLVE));
    run(Duration.ofSeconds(1));
    assertThat(published.getLast())
        .isInstanceOfSatisfying(
            Reversed.class,
            r -> {
              assertThat(r.how()).isEqualTo(ReversedHow.BY_PERSON);
              assertThat(r.by()).isEqualTo(dev.facepay.payment.Stage.PERSON);
              assertThat(r.version()).isEqualTo(5);
            });
    assertThat(published.get(published.size() - 2))
        .isInstanceOfSatisfying(
            AttentionResolved.class,
            r -> assertThat(r.evidence()).contains("alice", "refunded by hand", "REFUND"));
    assertThat(chases.count()).isZero();
    handler.handle(act(Act.RESOLVE));
    assertThat(published.getLast()).as("said again").isInstanceOf(Reversed.class);
  }

  @Test
  void a_resolution_that_wechat_does_not_prove_waits_and_the_chase_goes_on() throws Exception {
    reply = new Reverse.Refused(Code.Obstacle.NO_CERTIFICATE, "no certificate here");
    handler.handle(reverseNeeded());
    run(Duration.ofMinutes(2));
    handler.handle(act(Act.RESOLVE));
    run(Duration.ofMinutes(1));
    assertThat(published).noneMatch(Reversed.class::isInstance);
    reply = new Reverse.Confirmed();
    run(Duration.ofMinutes(11));
    assertThat(published.getLast())
        .as("our own reversal did it")
        .isInstanceOfSatisfying(
            Reversed.class, r -> assertThat(r.how()).isEqualTo(ReversedHow.CONFIRMED));
  }

  @Test
  void without_a_chase_a_retry_has_nothing_to_do_here_and_a_resolution_waits_for_one()
      throws Exception {
    handler.handle(act(Act.RETRY));
    assertThat(published).isEmpty();
    assertThatThrownBy(() -> handler.handle(act(Act.RESOLVE)))
        .as("held, and tried again")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no chase");
  }

  private PaymentFact.ActRequested act(Act act) {
    return new PaymentFact.ActRequested(
        payment(), act, "alice", "refunded by hand", "WeChat says REFUND", clock.instant());
  }

  @Test
  void the_outcome_is_decided_once_even_if_two_workers_end_the_chase() {
    Reversed first = outcome(ReversedHow.CONFIRMED);
    Chase chase = Chase.begin(reverseNeeded(), clock.instant());
    assertThat(outcomes.decide(chase, first).outcome()).isEqualTo(first);
    assertThat(outcomes.decide(chase, outcome(ReversedHow.ALREADY_CLOSED)).outcome())
        .isEqualTo(first);
    assertThat(outcomes.find(payment().id()).orElseThrow().outcome()).isEqualTo(first);
  }

  private static Reversed outcome(ReversedHow how) {
    return new Reversed(payment(), dev.facepay.payment.Stage.REVERSE, how, 1, TestTime.START);
  }

  @Test
  void a_chase_comes_back_from_its_document_as_it_was() {
    assertThatThrownBy(() -> ChaseDocument.read(new org.bson.Document()))
        .isInstanceOf(RuntimeException.class);
    Chase chase = Chase.begin(reverseNeeded(), clock.instant()).tried().askedOnce();
    assertThat(ChaseDocument.read(ChaseDocument.write(chase))).isEqualTo(chase);
  }

  @Test
  void a_reversal_that_was_confirmed_and_did_nothing_is_asked_for_again() throws Exception {
    confirmsInVain = true;
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(12));
    assertThat(reversals).hasSize(3);
    assertThat(published).as("nobody is told that the money is back").isEmpty();
    confirmsInVain = false;
    run(Duration.ofSeconds(12));
    assertThat(published).singleElement().isInstanceOf(Reversed.class);
  }

  @Test
  void a_refund_of_a_part_is_not_all_the_money_and_a_person_is_told_once() throws Exception {
    state = new OrderQuery.State(TradeState.REFUND, null, null, null, "");
    refunds = new RefundQuery.Refunds(480, 0, Map.of());
    handler.handle(reverseNeeded());
    run(Duration.ofHours(1));
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            AttentionNeeded.class,
            it -> {
              assertThat(it.reason()).isEqualTo(AttentionReason.REFUND_SEEN);
              assertThat(it.gatewayText()).contains("480 of 1280");
            });
    assertThat(reversals).isEmpty();
    refunds = new RefundQuery.Refunds(1280, 0, Map.of());
    run(Duration.ofMinutes(11));
    assertThat(published).as("raised exactly once, and a person puts it to rest").hasSize(2);
    assertThat(published.getLast())
        .isInstanceOfSatisfying(
            Reversed.class, r -> assertThat(r.how()).isEqualTo(ReversedHow.ALREADY_REFUNDED));
  }

  @Test
  void an_order_of_another_system_is_never_reversed_and_fails_with_a_reason_of_its_own()
      throws Exception {
    state = new OrderQuery.OtherOrder(TradeState.SUCCESS, 990);
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(5));
    assertThat(reversals).isEmpty();
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

  /** The outcome is inserted; what follows fails, as by an election or a crash. */
  @Test
  void alarms_are_said_once_and_cleared_once_whatever_crashes_between() throws Exception {
    reply = new Reverse.Refused(Code.Obstacle.NO_CERTIFICATE, "no certificate here");
    handler.handle(reverseNeeded());
    run(Duration.ofMinutes(2));
    state = new OrderQuery.State(TradeState.REFUND, null, null, null, "");
    Chase chase = ChaseDocument.read(chases.find(payment().id().toString()).orElseThrow().body());
    Reversed outcome =
        Ending.reversed(
            chase,
            new ReverseDecider.Move.Done(ReversedHow.ALREADY_REFUNDED),
            Optional.empty(),
            clock.instant());
    outcomes.decide(chase, outcome);
    run(Duration.ofMinutes(11));
    assertThat(published.subList(1, published.size()))
        .extracting(it -> it.type().wire() + "/" + reason(it))
        .containsExactly(
            "payment.attention-resolved.v1/reverse_refused",
            "payment.attention-needed.v1/refund_seen",
            "payment.reversed.v1/already_refunded");
    assertThat(published.subList(1, published.size()))
        .allSatisfy(it -> assertThat(it.occurredAt()).isEqualTo(outcome.occurredAt()));
  }

  /** Else the outcome is in the log before the alarm, and who catches up takes all for said. */
  @Test
  void a_need_that_comes_again_says_nothing_before_its_chase_has() throws Exception {
    state = new OrderQuery.State(TradeState.REFUND, null, null, null, "");
    handler.handle(reverseNeeded());
    brokerAway = true;
    run(Duration.ofSeconds(1));
    brokerAway = false;
    assertThat(outcomes.find(payment().id())).as("decided, and not said").isPresent();

    handler.handle(reverseNeeded());
    assertThat(published).isEmpty();

    run(Duration.ofMinutes(5));
    assertThat(published)
        .extracting(it -> reason(it))
        .containsExactly("refund_seen", "already_refunded");
  }

  /** The need came again and slept its fifteen seconds while the chase ended. */
  @Test
  void a_chase_that_begins_anew_after_its_end_calls_nobody_again() throws Exception {
    state = new OrderQuery.State(TradeState.REFUND, null, null, null, "");
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(5));
    assertThat(published)
        .extracting(it -> reason(it))
        .containsExactly("refund_seen", "already_refunded");

    Chase anew = Chase.begin(reverseNeeded(), clock.instant());
    chases.open(
        DueRecord.first(payment().id().toString(), clock.instant(), ChaseDocument.write(anew)));
    run(Duration.ofSeconds(5));

    assertThat(published).hasSize(3);
    assertThat(published.getLast()).isEqualTo(published.get(1));
    assertThat(chases.count()).isZero();
  }

  private static String reason(PaymentFact fact) {
    return switch (fact) {
      case AttentionNeeded it -> it.reason().wire();
      case AttentionResolved it -> it.reason().wire();
      case Reversed it -> it.how().wire();
      default -> "";
    };
  }

  /** 69 of 114 were open long after the healing, and 46 of these paged somebody. */
  @Test
  void unclear_queries_make_no_incident_of_an_order_that_never_arrived() throws Exception {
    handler.handle(reverseNeeded());
    Instant begun = clock.instant();
    int second = 0;
    while (published.isEmpty()) {
      // Every fourth look or so hits one that says nothing.
      state =
          second % 113 < 30
              ? new Unclear(Cause.NO_ANSWER, Code.NONE, "")
              : new OrderQuery.NotFound();
      worker.runOnce();
      clock.advance(Duration.ofSeconds(1));
      second++;
    }
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            Reversed.class, r -> assertThat(r.how()).isEqualTo(ReversedHow.NEVER_REACHED));
    assertThat(reversals).isEmpty();
    assertThat(Duration.between(begun, clock.instant())).isLessThan(Duration.ofMinutes(15));
  }
}
