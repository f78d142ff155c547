package dev.facepay.refund;

import static dev.facepay.testkit.Fixtures.payment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.Stage;
import dev.facepay.payment.StoreId;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
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
import dev.facepay.wechat.Refund;
import dev.facepay.wechat.Refund.Amounts;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.RefundQuery.Status;
import dev.facepay.wechat.Unclear;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refunds from request to end on a clock moved by hand: handler, documents, worker. */
class RefundingTest {

  private static final PaymentRef PAYMENT = payment();
  private static final Unclear LOST = new Unclear(Cause.NO_ANSWER, Code.NONE, "timeout");

  private final TestTime clock = new TestTime();
  private final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));
  private final RefundSettings settings = RefundSettings.defaults();
  private final RefundStore store = new RefundStore(new MemoryDocuments(), settings);
  private final DueRecords work = new DueRecords(new MemoryDocuments());
  private final List<Fact> published = new ArrayList<>();
  private final Wechat wechat = new Wechat();
  private boolean brokerAway;

  private final RefundHandler handler = new RefundHandler(store, work, time, settings);
  private final DueWorker worker =
      new DueWorker(
          "refund",
          work,
          new Refunder(store, wechat, time, settings),
          this::publish,
          time,
          DueSettings.defaults(),
          new SimpleMeterRegistry());

  /** Its own ledger: one number is one refund. */
  private final class Wechat implements WechatPay {

    final Map<String, Long> done = new LinkedHashMap<>();
    final List<Instant> calls = new ArrayList<>();
    final List<Refund.Outcome> scripted = new ArrayList<>();
    Status status = Status.SUCCESS;
    OrderQuery.Outcome order =
        new OrderQuery.State(TradeState.SUCCESS, "4200", TestTime.START, 1280L, "");
    boolean doneButLost;

    @Override
    public OrderQuery.Outcome order(RefundRef refund) {
      return order;
    }

    @Override
    public Refund.Outcome refund(Refund.Request request) {
      RefundRef ref = request.refund();
      assertThat(store.find(ref.payment()).orElseThrow().find(ref.refundNo()).orElseThrow().calls())
          .as("written down before")
          .isPositive();
      calls.add(clock.instant());
      if (!scripted.isEmpty()) {
        return scripted.removeFirst();
      }
      done.put(ref.outRefundNo(), ref.amount().fen());
      if (doneButLost) {
        doneButLost = false;
        return LOST;
      }
      return new Refund.Accepted("503", new Amounts(null, ref.amount().fen(), 0L));
    }

    @Override
    public RefundQuery.OneOutcome refund(RefundRef refund) {
      Long fen = done.get(refund.outRefundNo());
      return fen == null
          ? new RefundQuery.None()
          : new RefundQuery.One(status, "503", fen, Amounts.UNSAID, "零钱", clock.instant());
    }

    long backFen() {
      return done.values().stream().mapToLong(it -> it).sum();
    }
  }

  private void publish(Fact fact) {
    if (brokerAway) {
      throw new FactNotPublished("no broker", new IllegalStateException());
    }
    published.add(fact);
  }

  private void run(Duration forHowLong) {
    for (long s = 0; s <= forHowLong.toSeconds(); s++) {
      worker.runOnce();
      clock.advance(Duration.ofSeconds(1));
    }
  }

  private RefundRequested request(String number, long fen) {
    return request(number, fen, RefundAsker.TILL, PAYMENT.store());
  }

  private RefundRequested request(String number, long fen, RefundAsker by, StoreId from) {
    RefundRef ref =
        new RefundRef(
            PAYMENT.id(),
            PAYMENT.orderNo(),
            PAYMENT.attempt(),
            PAYMENT.subMerchant(),
            from,
            new RefundNo(number),
            new Money(fen),
            clock.instant());
    return new RefundRequested(ref, "wrong size", by, "D03");
  }

  private void paid() throws InterruptedException {
    handler.handle(
        new Succeeded(PAYMENT, Stage.PAY, "4200", TestTime.START, TestTime.START.plusSeconds(1)));
  }

  private <F extends Fact> List<F> said(Class<F> type) {
    return published.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private RefundFailure whyFailed() {
    return (RefundFailure) said(RefundFailed.class).getLast().reason();
  }

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
    handler.handle(request("R1", 600));
    run(Duration.ofMinutes(2));
    assertThat(whyFailed()).isEqualTo(RefundFailure.OTHER_CONTENT);
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
  void a_log_that_is_read_again_into_lost_documents_makes_no_second_refund() throws Exception {
    paid();
    RefundRequested request = request("R1", 1280);
    handler.handle(request);
    run(Duration.ofMinutes(2));
    RefundStore fresh = new RefundStore(new MemoryDocuments(), settings);
    DueRecords freshWork = new DueRecords(new MemoryDocuments());
    RefundFold fold = new RefundFold(fresh, freshWork, clock);
    Succeeded paid =
        new Succeeded(PAYMENT, Stage.PAY, "4200", TestTime.START, TestTime.START.plusSeconds(1));
    List<Fact> log = List.of(paid, said(RefundSucceeded.class).getFirst(), request);
    for (int i = 0; i < log.size(); i++) {
      fold.folds().get(i).taker().take(log.get(i), clock.instant());
    }
    Refunds refunds = fresh.find(PAYMENT.id()).orElseThrow();
    assertThat(refunds.reservedFen()).isEqualTo(1280);
    assertThat(refunds.open()).isFalse();
    assertThat(freshWork.count()).isZero();
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
