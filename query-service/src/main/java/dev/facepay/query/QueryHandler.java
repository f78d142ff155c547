package dev.facepay.query;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentId;
import dev.facepay.query.QueryDecider.Schedule;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.Timekeeper.Signal;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.WechatPay;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks about one unknown payment until it is decided. The record stays open meanwhile: the log is
 * the timer, and asking again after a restart does no harm.
 */
final class QueryHandler implements FactHandler {

  private final Decisions decisions;
  private final Cancels cancels;
  private final WechatPay wechat;
  private final Sealer sealer;
  private final FactPublisher publisher;
  private final Timekeeper time;
  private final QuerySettings settings;

  QueryHandler(
      Decisions decisions,
      Cancels cancels,
      WechatPay wechat,
      Sealer sealer,
      FactPublisher publisher,
      Timekeeper time,
      QuerySettings settings) {
    this.decisions = decisions;
    this.cancels = cancels;
    this.wechat = wechat;
    this.sealer = sealer;
    this.publisher = publisher;
    this.time = time;
    this.settings = settings;
  }

  @Override
  public void handle(Fact fact) throws InterruptedException {
    handle(fact, fact.occurredAt());
  }

  @Override
  public void handle(Fact fact, Instant loggedAt) throws InterruptedException {
    if (fact instanceof Unknown unknown) {
      settle(unknown, QueryDecider.schedule(unknown, loggedAt, settings));
    }
  }

  private void settle(Unknown unknown, Schedule schedule) throws InterruptedException {
    PaymentId id = unknown.payment().id();
    Optional<PaymentFact> known = decisions.find(id);
    PaymentFact decision =
        known.isPresent() ? known.get() : decisions.decide(ask(unknown, schedule));
    publisher.publish(decision);
    // Last: what it says must be in the log before anybody is called for it. A database may be
    // lost between the two, and what is not in the log is decided anew.
    var attention = QueryDecider.attention(decision);
    if (attention.isPresent()) {
      publisher.publish(attention.get());
    }
  }

  private PaymentFact ask(Unknown unknown, Schedule schedule) throws InterruptedException {
    PaymentId id = unknown.payment().id();
    Signal cancel = cancels.watch(id);
    try {
      Optional<Instant> lastAsk = Optional.empty();
      @Nullable String number = null;
      while (true) {
        time.sleepUntil(schedule.nextAsk(lastAsk), cancel);
        boolean cancelled = cancels.requested(id);
        Instant askedAt = time.instant();
        OrderQuery.Outcome outcome = wechat.query(unknown.payment(), number);
        Optional<PaymentFact> decision =
            QueryDecider.decide(
                unknown, outcome, cancelled, schedule.isLast(askedAt), time.instant());
        if (decision.isPresent()) {
          return withBuyer(decision.get(), outcome);
        }
        lastAsk = Optional.of(askedAt);
        number = known(number, outcome);
      }
    } finally {
      cancels.forget(id, cancel);
    }
  }

  /** WeChat's own number, as soon as an answer about this order has told it. */
  private static @Nullable String known(@Nullable String number, OrderQuery.Outcome outcome) {
    return outcome instanceof OrderQuery.State found && found.transactionId() != null
        ? found.transactionId()
        : number;
  }

  private PaymentFact withBuyer(PaymentFact decision, OrderQuery.Outcome outcome) {
    return decision instanceof Succeeded paid && outcome instanceof OrderQuery.State found
        ? paid.with(
            found.buyer().sealedIn(paid.details(), openid -> sealer.sealOpenid(paid, openid)))
        : decision;
  }
}
