package dev.facepay.console.payment;

import dev.facepay.console.payment.ActAnswer.Refused;
import dev.facepay.console.payment.ActAnswer.Taken;
import dev.facepay.console.payment.ActAnswer.Why;
import dev.facepay.console.payment.ActDecider.ActRequest;
import dev.facepay.payment.Act;
import dev.facepay.payment.PaymentFact;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.wechat.WechatPay;
import java.util.Optional;

/** A person's request about a payment: looked up, held against WeChat, published. */
final class Acts {

  private final PaymentReader reader;
  private final WechatPay wechat;
  private final FactPublisher publisher;
  private final Timekeeper time;

  Acts(PaymentReader reader, WechatPay wechat, FactPublisher publisher, Timekeeper time) {
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
  ActAnswer act(String paymentId, Act act, String who, String why) throws InterruptedException {
    Optional<PaymentHistory> found = reader.history(paymentId);
    if (found.isEmpty()) {
      return new Refused(Why.NOT_FOUND, "");
    }
    PaymentHistory history = found.get();
    ActRequest request = new ActRequest(act, who, why, time.instant());
    Optional<ActAnswer> early = ActDecider.beforeAsking(history, request);
    ActAnswer answer =
        early.isPresent()
            ? early.get()
            : ActDecider.afterAsking(history, request, wechat.query(history.ref()));
    if (answer instanceof Taken taken) {
      for (PaymentFact fact : taken.facts()) {
        publisher.publish(fact);
      }
    }
    return answer;
  }
}
