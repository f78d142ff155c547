package dev.facepay.console.act;

import dev.facepay.console.act.ActAnswer.Refused;
import dev.facepay.console.act.ActAnswer.Taken;
import dev.facepay.console.act.ActAnswer.Why;
import dev.facepay.console.act.ActDecider.Wish;
import dev.facepay.console.fold.Story;
import dev.facepay.console.read.Reader;
import dev.facepay.payment.Act;
import dev.facepay.payment.PaymentFact;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.wechat.WechatPay;
import java.util.Optional;

/** A person's wish about a payment: looked up, held against WeChat, published. */
public final class Acts {

  private final Reader reader;
  private final WechatPay wechat;
  private final FactPublisher publisher;
  private final Timekeeper time;

  public Acts(Reader reader, WechatPay wechat, FactPublisher publisher, Timekeeper time) {
    this.reader = reader;
    this.wechat = wechat;
    this.publisher = publisher;
    this.time = time;
  }

  /**
   * Returns when the facts are in the log.
   *
   * @param who the operator's name
   */
  public ActAnswer act(String paymentId, Act act, String who, String why)
      throws InterruptedException {
    Optional<Story> found = reader.story(paymentId);
    if (found.isEmpty()) {
      return new Refused(Why.NOT_FOUND, "");
    }
    Story story = found.get();
    Wish wish = new Wish(act, who, why, time.instant());
    Optional<ActAnswer> early = ActDecider.beforeAsking(story, wish);
    ActAnswer answer =
        early.isPresent()
            ? early.get()
            : ActDecider.afterAsking(story, wish, wechat.query(story.ref()));
    if (answer instanceof Taken taken) {
      for (PaymentFact fact : taken.facts()) {
        publisher.publish(fact);
      }
    }
    return answer;
  }
}
