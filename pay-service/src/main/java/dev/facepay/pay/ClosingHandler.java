package dev.facepay.pay;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.runtime.stage.FactHandler;

/** Closes attempts that were handed over, so that the order's next attempt knows. */
final class ClosingHandler implements FactHandler {

  private final Attempts attempts;

  ClosingHandler(Attempts attempts) {
    this.attempts = attempts;
  }

  /** The pay stage's own answers are written down already. */
  @Override
  public void handle(Fact fact) {
    if (fact instanceof Settled settled && settled.version() > PayDecider.OWN_VERSION) {
      close(settled);
    }
  }

  private void close(Settled settled) {
    attempts.change(
        settled.payment().id(),
        found -> found.flatMap(it -> PayDecider.close(it, settled)).map(Attempt.class::cast));
  }
}
