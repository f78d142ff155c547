package dev.facepay.refund;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RefundNo;
import dev.facepay.refund.RefundDecider.Step;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.Refund;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.WechatPay;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bson.Document;

/** Does what is due for one payment's refunds: at most one call, and says what came of it. */
final class Refunder implements DueHandler {

  /** Facts that the step before handed over: by now the broker has acknowledged them. */
  private static final String SAID = "said";

  private final RefundStore store;
  private final WechatPay wechat;
  private final Timekeeper time;
  private final RefundSettings settings;

  Refunder(RefundStore store, WechatPay wechat, Timekeeper time, RefundSettings settings) {
    this.store = store;
    this.wechat = wechat;
    this.time = time;
    this.settings = settings;
  }

  /**
   * What is to be said goes first and lies in the payment's document until it is said: a crash
   * anywhere says it again, with the same words.
   */
  @Override
  public DueStep handle(DueRecord claimed) throws InterruptedException {
    PaymentId id = PaymentId.parse(claimed.id());
    Set<String> said = Set.copyOf(claimed.body().getList(SAID, String.class, List.of()));
    Refunds refunds = change(id, was -> was.said(said));
    if (refunds.unsaid().isEmpty()) {
      refunds = step(id, refunds);
    }
    Instant now = time.instant();
    if (!refunds.unsaid().isEmpty()) {
      List<String> ids = refunds.unsaid().stream().map(Fact::factId).toList();
      return new DueStep.Later(now, new Document(SAID, ids), refunds.unsaid());
    }
    return switch (RefundDecider.next(refunds, now, settings)) {
      case Step.Done() -> DueStep.finished();
      case Step.Rest(Instant until) -> DueStep.later(until, new Document());
      case Step.AskOrder _, Step.AskAll _, Step.Call _, Step.Ask _ ->
          DueStep.later(now, new Document());
    };
  }

  private Refunds step(PaymentId id, Refunds refunds) throws InterruptedException {
    return switch (RefundDecider.next(refunds, time.instant(), settings)) {
      case Step.Done() -> refunds;
      case Step.Rest _ -> refunds;
      case Step.AskOrder(var refund) -> {
        OrderQuery.Outcome outcome = wechat.order(refund.request().refund());
        RefundNo number = refund.number();
        Instant now = time.instant();
        yield change(id, it -> RefundDecider.afterOrder(it, number, outcome, now, settings));
      }
      case Step.AskAll(var refund, var total) -> {
        RefundQuery.Outcome outcome = wechat.refunds(refund.request().refund(), total);
        RefundNo number = refund.number();
        Instant now = time.instant();
        yield change(id, it -> RefundDecider.afterAll(it, number, outcome, now));
      }
      case Step.Call(var refund, var total) -> {
        RefundNo number = refund.number();
        Instant leaves = time.instant();
        change(id, it -> RefundDecider.calling(it, number, leaves));
        Refund.Outcome outcome =
            wechat.refund(
                new Refund.Request(
                    refund.request().refund(),
                    total,
                    refund.request().why(),
                    refund.fromBalance()));
        Instant now = time.instant();
        yield change(id, it -> RefundDecider.afterCall(it, number, outcome, now, settings));
      }
      case Step.Ask(var refund) -> {
        RefundQuery.OneOutcome outcome = wechat.refund(refund.request().refund());
        RefundNo number = refund.number();
        Instant now = time.instant();
        yield change(id, it -> RefundEnding.afterQuery(it, number, outcome, now, settings));
      }
    };
  }

  private Refunds change(PaymentId id, UnaryOperator<Refunds> change) {
    return store.change(id, time.instant(), change);
  }
}
