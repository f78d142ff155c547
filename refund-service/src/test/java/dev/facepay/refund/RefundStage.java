package dev.facepay.refund;

import static dev.facepay.testkit.Fixtures.payment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Fact;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
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

/** The stage on a clock moved by hand: handler, documents, worker, and a WeChat with a ledger. */
abstract class RefundStage {

  static final PaymentRef PAYMENT = payment();
  static final Succeeded SUCCEEDED =
      new Succeeded(PAYMENT, Stage.PAY, "4200", TestTime.START, TestTime.START.plusSeconds(1));
  static final Unclear LOST = new Unclear(Cause.NO_ANSWER, Code.NONE, "timeout");

  final TestTime clock = new TestTime();
  final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));
  final RefundSettings settings = RefundSettings.defaults();
  final MemoryDocuments documents = new MemoryDocuments();
  final RefundStore store = new RefundStore(documents, settings);
  final MemoryDocuments records = new MemoryDocuments();
  final DueRecords work = new DueRecords(records);
  final List<Fact> published = new ArrayList<>();
  final Wechat wechat = new Wechat();
  boolean brokerAway;

  final RefundHandler handler = new RefundHandler(store, work, time, settings);
  final DueWorker worker =
      new DueWorker(
          "refund",
          work,
          new Refunder(store, wechat, time, settings),
          this::publish,
          time,
          DueSettings.defaults(),
          new SimpleMeterRegistry());

  /** Its own ledger: one number is one refund. */
  final class Wechat implements WechatPay {

    final Map<String, Long> done = new LinkedHashMap<>();
    final List<Instant> calls = new ArrayList<>();
    final List<Boolean> fromBalance = new ArrayList<>();
    final Map<String, Long> byOthers = new LinkedHashMap<>();
    final List<Refund.Outcome> scripted = new ArrayList<>();
    Status status = Status.SUCCESS;
    OrderQuery.Outcome order =
        new OrderQuery.State(TradeState.SUCCESS, "4200", TestTime.START, 1280L, "");
    boolean doneButLost;
    boolean silent;

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
      fromBalance.add(request.fromBalance());
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
    public RefundQuery.Outcome refunds(RefundRef refund, Money paid) {
      if (silent) {
        return LOST;
      }
      Map<String, Long> all = new LinkedHashMap<>(done);
      all.putAll(byOthers);
      return all.isEmpty() ? new RefundQuery.None() : new RefundQuery.Refunds(0, 0, all);
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

  void publish(Fact fact) {
    if (brokerAway) {
      throw new FactNotPublished("no broker", new IllegalStateException());
    }
    published.add(fact);
  }

  void run(Duration forHowLong) {
    for (long s = 0; s <= forHowLong.toSeconds(); s++) {
      worker.runOnce();
      clock.advance(Duration.ofSeconds(1));
    }
  }

  RefundRequested request(String number, long fen) {
    return request(number, fen, RefundAsker.TILL, PAYMENT.store());
  }

  RefundRequested request(String number, long fen, RefundAsker by, StoreId from) {
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

  void paid() throws InterruptedException {
    handler.handle(SUCCEEDED);
  }

  <F extends Fact> List<F> said(Class<F> type) {
    return published.stream().filter(type::isInstance).map(type::cast).toList();
  }

  RefundFailure whyFailed() {
    return (RefundFailure) said(RefundFailed.class).getLast().reason();
  }
}
