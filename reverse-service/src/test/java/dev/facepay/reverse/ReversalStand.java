package dev.facepay.reverse;

import static dev.facepay.testkit.Fixtures.payment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Act;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReversedHow;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole reversal on a clock moved by hand: handler, due records, worker. */
abstract class ReversalStand {

  final TestTime clock = new TestTime();

  /** Sleeping moves the clock: nothing else happens here meanwhile. */
  final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));

  final DueRecords reversals = new DueRecords(new MemoryDocuments());
  final Outcomes outcomes = new Outcomes(new MemoryDocuments(), Fixtures.KEPT);
  final List<PaymentFact> published = new ArrayList<>();
  final List<Instant> reversedAt = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  OrderQuery.Outcome state =
      new OrderQuery.State(TradeState.SUCCESS, "4200", TestTime.START, 1280L, "");
  Reverse.Outcome reply = new Reverse.Confirmed();
  RefundQuery.Outcome refunds = new RefundQuery.Refunds(1280, 0, Map.of());
  boolean confirmsInVain;
  boolean brokerAway;

  final WechatPay wechat =
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
          assertThat(reversals.find(payment.id().toString())).as("written down before").isPresent();
          reversedAt.add(clock.instant());
          if (reply instanceof Reverse.Confirmed && !confirmsInVain) {
            state = new OrderQuery.State(TradeState.REVOKED, null, null, null, "");
          }
          return reply;
        }
      };

  final ReverseHandler handler =
      new ReverseHandler(reversals, outcomes, this::publish, time, ReverseSettings.defaults());
  final DueWorker worker =
      new DueWorker(
          "reverse",
          reversals,
          new ReversalWorker(outcomes, wechat, time, ReverseSettings.defaults()),
          this::publish,
          time,
          DueSettings.defaults(),
          new SimpleMeterRegistry());

  void publish(Fact fact) {
    if (brokerAway) {
      throw new FactNotPublished("no broker", new IllegalStateException());
    }
    published.add((PaymentFact) fact);
  }

  void run(Duration forHowLong) {
    for (long s = 0; s <= forHowLong.toSeconds(); s++) {
      worker.runOnce();
      clock.advance(Duration.ofSeconds(1));
    }
  }

  PaymentFact.ActRequested act(Act act) {
    return new PaymentFact.ActRequested(
        payment(), act, "alice", "refunded by hand", "WeChat says REFUND", clock.instant());
  }

  static Reversed outcome(ReversedHow how) {
    return new Reversed(payment(), dev.facepay.payment.Stage.REVERSE, how, 1, TestTime.START);
  }

  static String reason(PaymentFact fact) {
    return switch (fact) {
      case AttentionNeeded it -> it.reason().wire();
      case AttentionResolved it -> it.reason().wire();
      case Reversed it -> it.how().wire();
      default -> "";
    };
  }
}
