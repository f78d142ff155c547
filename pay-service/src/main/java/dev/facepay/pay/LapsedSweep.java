package dev.facepay.pay;

import dev.facepay.pay.Attempt.Answered;
import dev.facepay.pay.Attempt.Asking;
import dev.facepay.pay.Attempt.Closed;
import dev.facepay.pay.Attempts.Versioned;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over attempts whose record nobody handles any more, as after a dead letter: nothing stays
 * open by an error.
 */
final class LapsedSweep {

  private static final Logger LOG = LoggerFactory.getLogger(LapsedSweep.class);
  private static final int BATCH = 200;

  private final Attempts attempts;
  private final FactPublisher publisher;
  private final Timekeeper time;
  private final PaySettings settings;

  LapsedSweep(Attempts attempts, FactPublisher publisher, Timekeeper time, PaySettings settings) {
    this.attempts = attempts;
    this.publisher = publisher;
    this.time = time;
    this.settings = settings;
  }

  /** Returns how many facts were published. */
  int run() throws InterruptedException {
    int published = 0;
    for (PaymentId id : attempts.lapsed(time.instant().minus(settings.sweepAfter()), BATCH)) {
      Optional<Versioned> found = attempts.find(id).flatMap(f -> takeOver(id, f));
      if (found.isPresent() && found.get().attempt() instanceof Answered answered) {
        publisher.publish(answered.fact());
        attempts.replace(
            id, found.get().version(), new Answered(answered.fingerprint(), answered.fact()));
        published++;
      }
    }
    if (published > 0) {
      LOG.warn("event=attempts-taken-over count={}", published);
    }
    return published;
  }

  /** Written down before it is published, and marked so that a crash in between is made good. */
  private Optional<Versioned> takeOver(PaymentId id, Versioned found) {
    return switch (found.attempt()) {
      case Asking asking -> {
        PaymentFact fact = PayDecider.interrupted(asking, time.instant()).fact();
        Answered answered = new Answered(asking.fingerprint(), fact, true);
        yield attempts.replace(id, found.version(), answered)
            ? Optional.of(new Versioned(answered, found.version() + 1))
            : Optional.empty();
      }
      case Answered answered when answered.unpublished() -> Optional.of(found);
      case Answered answered -> Optional.empty();
      case Closed closed -> Optional.empty();
    };
  }
}
