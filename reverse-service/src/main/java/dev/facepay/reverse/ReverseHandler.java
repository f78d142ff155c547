package dev.facepay.reverse;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecord;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.stage.FactHandler;
import java.time.Instant;
import java.util.Optional;

/** Opens a chase for each payment whose money must not stay. */
final class ReverseHandler implements FactHandler {

  private final DueRecords chases;
  private final Outcomes outcomes;
  private final FactPublisher publisher;
  private final Timekeeper time;
  private final ReverseSettings settings;

  ReverseHandler(
      DueRecords chases,
      Outcomes outcomes,
      FactPublisher publisher,
      Timekeeper time,
      ReverseSettings settings) {
    this.chases = chases;
    this.outcomes = outcomes;
    this.publisher = publisher;
    this.time = time;
    this.settings = settings;
  }

  @Override
  public void handle(Fact fact) throws InterruptedException {
    if (fact instanceof ReverseNeeded need) {
      open(need);
    }
  }

  private void open(ReverseNeeded need) throws InterruptedException {
    Optional<Reversed> done = outcomes.find(need.payment().id());
    if (done.isPresent()) {
      publisher.publish(done.get());
      return;
    }
    // Slept here, by the clock that heard of it: the due record may be taken up by an instance
    // whose
    // clock is minutes ahead, for which any time that is written down has come already.
    Instant heardAt = time.instant();
    time.sleep(settings.earliest());
    Instant due = ReverseDecider.firstDue(need, heardAt, settings);
    chases.open(
        DueRecord.first(
            need.payment().id().toString(), due, ChaseDocument.write(Chase.begin(need, heardAt))));
  }
}
