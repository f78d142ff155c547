package dev.facepay.pay;

import dev.facepay.pay.Attempt.Answered;
import dev.facepay.payment.Act;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.stage.FactHandler;

/**
 * A person wants an open payment looked after now: what is unknown is handed over again. Whoever
 * has it already says what it said, or goes on; who never heard of it begins.
 */
final class ActHandler implements FactHandler {

  private final Attempts attempts;
  private final FactPublisher publisher;

  ActHandler(Attempts attempts, FactPublisher publisher) {
    this.attempts = attempts;
    this.publisher = publisher;
  }

  @Override
  public void handle(Fact fact) throws InterruptedException {
    if (fact instanceof ActRequested act && act.act() == Act.RETRY) {
      PaymentId id = act.payment().id();
      var found = attempts.find(id);
      if (found.isPresent()
          && found.get().attempt() instanceof Answered answered
          && answered.fact() instanceof Unknown unknown) {
        publisher.publish(unknown);
      }
    }
  }
}
