package dev.facepay.pay;

import dev.facepay.pay.Attempt.Closed;
import dev.facepay.pay.Attempts.Versioned;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.stage.FactHandler;
import java.util.Optional;

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
    PaymentId id = settled.payment().id();
    while (true) {
      Optional<Versioned> found = attempts.find(id);
      Optional<Closed> closed = found.flatMap(f -> PayDecider.close(f.attempt(), settled));
      if (closed.isEmpty() || attempts.replace(id, found.orElseThrow().version(), closed.get())) {
        return;
      }
    }
  }
}
