package dev.facepay.pay;

import dev.facepay.pay.Attempt.Again;
import dev.facepay.pay.Attempt.Answered;
import dev.facepay.pay.Attempt.Asking;
import dev.facepay.pay.Attempt.Closed;
import dev.facepay.pay.Attempts.Versioned;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.Outage;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over attempts whose record nobody handles any more, hands over again what was handed over
 * and nobody closed, and says the rejections that nobody else would: nothing stays open by an
 * error, here or behind.
 */
final class LapsedSweep {

  private static final Logger LOG = LoggerFactory.getLogger(LapsedSweep.class);
  private static final int BATCH = 200;

  private final Attempts attempts;
  private final FactPublisher publisher;
  private final Timekeeper time;
  private final PaySettings settings;
  private final Counter again;
  private final Counter unreadable;

  LapsedSweep(
      Attempts attempts,
      FactPublisher publisher,
      Timekeeper time,
      PaySettings settings,
      MeterRegistry meters) {
    this.attempts = attempts;
    this.publisher = publisher;
    this.time = time;
    this.settings = settings;
    this.again =
        Counter.builder("facepay.pay.handed.over.again")
            .description("unknown payments handed over once more, since nobody had closed them")
            .register(meters);
    this.unreadable =
        Counter.builder("facepay.pay.unreadable")
            .description("attempts that this release can't read, put off by the sweep")
            .register(meters);
  }

  /** Returns how many facts were published. */
  int run() throws InterruptedException {
    Instant before = time.instant().minus(settings.sweepAfter());
    int published = 0;
    for (Document found : attempts.due(before, BATCH)) {
      try {
        published += sweep(found) ? 1 : 0;
      } catch (RuntimeException e) {
        if (Outage.isBehind(e)) {
          throw e;
        }
        unreadable.increment();
        LOG.error("event=attempt-unreadable payment_id={}", found.get("_id"), e);
        attempts.postpone(found, time.instant().plus(settings.handOverAgainMax()));
      }
    }
    // Behind all money.
    for (Document rejection : attempts.unsaid(before, BATCH)) {
      say(rejection);
    }
    if (published > 0) {
      LOG.warn("event=attempts-taken-over count={}", published);
    }
    return published;
  }

  /** Not while the number is open: what was asked for under it may be this very request. */
  private void say(Document rejection) throws InterruptedException {
    RequestRejected fact = Attempts.rejection(rejection);
    if (attempts.find(fact.payment().id()).filter(it -> it.attempt().isOpen()).isPresent()) {
      attempts.postponeRejection(rejection, time.instant());
      return;
    }
    publisher.publish(fact);
    attempts.said(rejection);
  }

  private boolean sweep(Document document) throws InterruptedException {
    PaymentId id = Attempts.id(document);
    Optional<Versioned> mine = takeOver(id, Attempts.read(document));
    if (mine.isEmpty() || !(mine.get().attempt() instanceof Answered said)) {
      return false;
    }
    publisher.publish(said.fact());
    attempts.replace(id, mine.get().version(), PayDecider.said(said, time.instant(), settings));
    return true;
  }

  /** Written down before it is published, and marked so that a crash in between is made good. */
  private Optional<Versioned> takeOver(PaymentId id, Versioned found) {
    return switch (found.attempt()) {
      case Asking asking -> {
        Instant now = time.instant();
        Unknown fact = PayDecider.interrupted(asking, now);
        Answered answered =
            new Answered(asking.fingerprint(), fact, Optional.of(new Again(now, 0)));
        yield attempts.replace(id, found.version(), answered)
            ? Optional.of(new Versioned(answered, found.version() + 1))
            : Optional.empty();
      }
      case Answered answered -> {
        if (answered.fact() instanceof Unknown) {
          again.increment();
        }
        yield Optional.of(found);
      }
      case Closed closed -> Optional.empty();
    };
  }
}
