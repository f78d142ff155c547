package dev.facepay.reverse;

import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentRef;
import dev.facepay.reverse.Chase.Resolution;
import dev.facepay.reverse.Outcomes.Ended;
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

/** Looks after one chase when it is due: query, then reverse, and query between reversals. */
final class Chaser implements DueHandler {

  private final Outcomes outcomes;
  private final WechatPay wechat;
  private final Timekeeper time;
  private final ReverseSettings settings;

  Chaser(Outcomes outcomes, WechatPay wechat, Timekeeper time, ReverseSettings settings) {
    this.outcomes = outcomes;
    this.wechat = wechat;
    this.time = time;
    this.settings = settings;
  }

  /** Whatever a crash or an outage left undone, an outcome brings the same facts with it. */
  @Override
  public DueStep handle(DueRecord claimed) throws InterruptedException {
    Chase chase = ChaseDocument.read(claimed.body()).tried();
    Optional<Ended> known = outcomes.find(chase.need().payment().id());
    return known.isPresent() ? ended(chase, known.get()) : look(chase);
  }

  private static DueStep ended(Chase chase, Ended end) {
    return new DueStep.Finished(
        end.isOf(chase) ? Ending.facts(chase, end.outcome()) : List.of(end.outcome()));
  }

  /** What WeChat has told, if it has. */
  private static @Nullable String number(OrderQuery.Outcome asked) {
    return asked instanceof OrderQuery.State found ? found.transactionId() : null;
  }

  private DueStep look(Chase begun) throws InterruptedException {
    Chase chase = begun;
    PaymentRef payment = chase.need().payment();
    OrderQuery.Outcome asked = wechat.query(payment);
    Optional<Resolution> resolution = ReverseDecider.proven(chase, asked);
    Move move = ReverseDecider.afterQuery(chase, asked, time.instant(), settings);
    if (move instanceof Move.AskRefunds(Chase next)) {
      chase = next;
      move = ReverseDecider.afterRefunds(chase, wechat.refunds(payment), time.instant(), settings);
    }
    String number = number(asked);
    for (int calls = 0; move instanceof Move.Reverse(Chase next); calls += 2) {
      chase = next.askedOnce();
      Reverse.Outcome reply = wechat.reverse(payment, number);
      move = ReverseDecider.afterReverse(chase, reply, time.instant(), settings);
      if (calls + 2 >= settings.callsMax()) {
        move = Recall.orLater(move, time.instant(), settings);
      } else if (Recall.isAskedAbout(reply)) {
        OrderQuery.Outcome between = wechat.query(payment, number);
        move = Recall.between(chase, move, between, time.instant(), settings);
      }
    }
    Instant now = time.instant();
    return switch (move) {
      case Move.Done done ->
          ended(chase, outcomes.decide(chase, Ending.reversed(chase, done, resolution, now)));
      case Move.NotOurs notOurs ->
          ended(chase, outcomes.decide(chase, Ending.numberUsed(chase, notOurs, now)));
      case Move.Wait(Chase next, Instant until, List<AttentionNeeded> news) ->
          new DueStep.Later(until, ChaseDocument.write(next), List.copyOf(news));
      case Move.AskRefunds again -> throw new IllegalStateException("they were asked for");
      case Move.Reverse again -> throw new IllegalStateException("the loop above ends these");
    };
  }
}
