package dev.facepay.reverse;

import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentRef;
import dev.facepay.reverse.Outcomes.Ended;
import dev.facepay.reverse.Reversal.Resolution;
import dev.facepay.reverse.ReverseDecider.Move;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.runtime.due.DueWorker.DueHandler.DueStep;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.WechatPay;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks after one reversal when it is due: query, then reverse, and query between the calls. */
final class ReversalWorker implements DueHandler {

  private final Outcomes outcomes;
  private final WechatPay wechat;
  private final Timekeeper time;
  private final ReverseSettings settings;

  ReversalWorker(Outcomes outcomes, WechatPay wechat, Timekeeper time, ReverseSettings settings) {
    this.outcomes = outcomes;
    this.wechat = wechat;
    this.time = time;
    this.settings = settings;
  }

  /** Whatever a crash or an outage left undone, an outcome brings the same facts with it. */
  @Override
  public DueStep handle(DueRecord claimed) throws InterruptedException {
    Reversal reversal = ReversalDocument.read(claimed.body()).tried();
    Optional<Ended> known = outcomes.find(reversal.need().payment().id());
    return known.isPresent() ? ended(reversal, known.get()) : look(reversal);
  }

  private static DueStep ended(Reversal reversal, Ended end) {
    return new DueStep.Finished(
        end.isOf(reversal) ? Ending.facts(reversal, end.outcome()) : List.of(end.outcome()));
  }

  /** What WeChat has told, if it has. */
  private static @Nullable String number(OrderQuery.Outcome asked) {
    return asked instanceof OrderQuery.State found ? found.transactionId() : null;
  }

  private DueStep look(Reversal begun) throws InterruptedException {
    Reversal reversal = begun;
    PaymentRef payment = reversal.need().payment();
    OrderQuery.Outcome asked = wechat.query(payment);
    Optional<Resolution> resolution = ReverseDecider.proven(reversal, asked);
    Move move = ReverseDecider.afterQuery(reversal, asked, time.instant(), settings);
    if (move instanceof Move.AskRefunds(Reversal next)) {
      reversal = next;
      move =
          ReverseDecider.afterRefunds(reversal, wechat.refunds(payment), time.instant(), settings);
    }
    String number = number(asked);
    for (int calls = 0; move instanceof Move.Reverse(Reversal next); calls += 2) {
      reversal = next.askedOnce();
      Reverse.Outcome reply = wechat.reverse(payment, number);
      move = ReverseDecider.afterReverse(reversal, reply, time.instant(), settings);
      if (calls + 2 >= settings.callsMax()) {
        move = Recall.orLater(move, time.instant(), settings);
      } else if (Recall.isAskedAbout(reply)) {
        OrderQuery.Outcome between = wechat.query(payment, number);
        move = Recall.between(reversal, move, between, time.instant(), settings);
      }
    }
    Instant now = time.instant();
    return switch (move) {
      case Move.Done done ->
          ended(
              reversal,
              outcomes.decide(reversal, Ending.reversed(reversal, done, resolution, now)));
      case Move.NotOurs notOurs ->
          ended(reversal, outcomes.decide(reversal, Ending.numberUsed(reversal, notOurs, now)));
      case Move.Wait(Reversal next, Instant until, List<AttentionNeeded> news) ->
          new DueStep.Later(until, ReversalDocument.write(next), List.copyOf(news));
      case Move.AskRefunds again -> throw new IllegalStateException("they were asked for");
      case Move.Reverse again -> throw new IllegalStateException("the loop above ends these");
    };
  }
}
