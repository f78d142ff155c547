package dev.facepay.query;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.Stage;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.fact.LogFold;
import java.time.InstantSource;
import java.util.List;

/**
 * What the log says of decisions and cancels, for documents that were restored from an older copy.
 */
final class DecisionFold {

  /** The version of this stage's decisions. */
  private static final int OWN_VERSION = 3;

  private final Decisions decisions;
  private final Cancels cancels;
  private final DueRecords alarms;
  private final InstantSource clock;

  DecisionFold(Decisions decisions, Cancels cancels, DueRecords alarms, InstantSource clock) {
    this.decisions = decisions;
    this.cancels = cancels;
    this.alarms = alarms;
    this.clock = clock;
  }

  /** Alarms come last: by then all that somebody must be called for is written down. */
  List<LogFold> folds() {
    return List.of(
        new LogFold(Topic.PAYMENT_CANCEL_REQUESTED, (fact, _) -> cancelled(fact)),
        new LogFold(Topic.PAYMENT_SETTLED, (fact, _) -> decided(fact)),
        new LogFold(Topic.PAYMENT_REVERSE_NEEDED, (fact, _) -> decided(fact)),
        new LogFold(Topic.PAYMENT_ATTENTION, (fact, _) -> called(fact)));
  }

  static boolean isOwn(Fact fact) {
    return fact instanceof PaymentFact said && said.version() == OWN_VERSION;
  }

  /** Whether the documents do not know what this stage has said. */
  static boolean isForgotten(Fact own, Decisions decisions) {
    return own instanceof PaymentFact said && decisions.find(said.payment().id()).isEmpty();
  }

  private boolean cancelled(Fact fact) {
    return fact instanceof CancelRequested cancel && cancels.note(cancel);
  }

  private boolean decided(Fact fact) {
    return switch (fact) {
      case ReverseNeeded need -> decisions.logged(need);
      case Settled settled when isOwn(settled) -> {
        // Both, each time: whatever interrupts catch-up, the same again goes on.
        boolean uncalled = QueryDecider.attention(settled).filter(this::open).isPresent();
        yield decisions.logged(settled) || uncalled;
      }
      default -> false;
    };
  }

  /** An alarm is said behind its decision, and the record that it was held with is forgotten. */
  private boolean open(AttentionNeeded alarm) {
    return alarms.open(AlarmHandler.due(alarm, clock.instant()));
  }

  private boolean called(Fact fact) {
    return fact instanceof AttentionNeeded alarm
        && alarm.by() == Stage.QUERY
        && alarms.find(AlarmHandler.id(alarm)).filter(alarms::drop).isPresent();
  }
}
