package dev.facepay.reverse;

import dev.facepay.payment.Act;
import dev.facepay.payment.Coded;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.reverse.Outcomes.Ended;
import dev.facepay.reverse.Reversal.Resolution;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.stage.FactHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;

/**
 * Opens a reversal for each payment whose money must not stay, and hands it what a person wishes.
 */
final class ReverseHandler implements FactHandler {

  private static final Duration ACT_AGAIN = Duration.ofSeconds(1);

  /** A reversal begins this soon after its need, at the latest. */
  private static final Duration ACT_WITHIN = Duration.ofMinutes(1);

  private final DueRecords reversals;
  private final Outcomes outcomes;
  private final FactPublisher publisher;
  private final Timekeeper time;
  private final ReverseSettings settings;

  ReverseHandler(
      DueRecords reversals,
      Outcomes outcomes,
      FactPublisher publisher,
      Timekeeper time,
      ReverseSettings settings) {
    this.reversals = reversals;
    this.outcomes = outcomes;
    this.publisher = publisher;
    this.time = time;
    this.settings = settings;
  }

  @Override
  public void handle(Fact fact) throws InterruptedException {
    switch (fact) {
      case ReverseNeeded need -> open(need);
      case ActRequested act -> act(act);
      default -> {}
    }
  }

  /**
   * A person's wish goes into the reversal while nobody works on it, and makes it due: the reversal
   * stays the one that asks WeChat and decides.
   */
  private void act(ActRequested act) throws InterruptedException {
    String id = act.payment().id().toString();
    while (true) {
      Optional<Ended> done = outcomes.find(act.payment().id());
      if (done.isPresent()) {
        sayAgain(done.get());
        return;
      }
      switch (reversals.amend(id, time.instant(), body -> amended(body, act))) {
        case DONE -> {
          return;
        }
        case BUSY -> {}
        case ABSENT -> {
          // The need may lie in the log still, or sleep its fifteen seconds. Where it never came,
          // pay hands the payment over again for the same wish.
          if (act.act() == Act.RETRY) {
            return;
          }
          if (time.instant().isAfter(act.occurredAt().plus(settings.earliest()).plus(ACT_WITHIN))) {
            throw new IllegalStateException("no reversal of " + id + " to act on");
          }
        }
      }
      time.sleep(ACT_AGAIN);
    }
  }

  private static Document amended(Document body, ActRequested act) {
    return switch (act.act()) {
      case Act.RETRY -> body;
      case Act.RESOLVE ->
          ReversalDocument.write(
              ReversalDocument.read(body)
                  .resolved(new Resolution(act.who(), act.why(), act.evidence())));
      case Coded.Other<Act>(String wire) ->
          throw new IllegalStateException("this release does not know the act " + wire);
    };
  }

  private void open(ReverseNeeded need) throws InterruptedException {
    Optional<Ended> done = outcomes.find(need.payment().id());
    if (done.isPresent()) {
      sayAgain(done.get());
      return;
    }
    // Slept here, by the clock that heard of it: the due record may be taken up by an instance
    // whose
    // clock is minutes ahead, for which any time that is written down has come already.
    Instant heardAt = time.instant();
    time.sleep(settings.earliest());
    Instant due = ReverseDecider.firstDue(need, heardAt, settings);
    reversals.open(
        DueRecord.first(
            need.payment().id().toString(),
            due,
            ReversalDocument.write(Reversal.begin(need, heardAt))));
  }

  /**
   * Not before its reversal: that one says the outcome last, so that whoever finds it in the log
   * knows that all else was said.
   */
  private void sayAgain(Ended end) throws InterruptedException {
    if (reversals.find(end.outcome().payment().id().toString()).isEmpty()) {
      publisher.publish(end.outcome());
    }
  }
}
