package dev.facepay.query;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.LogFold;
import java.util.List;

/**
 * What the log says of decisions and cancels, for documents that were restored from an older copy.
 */
final class DecisionFold {

  /** The version of this stage's decisions. */
  private static final int OWN_VERSION = 3;

  private final Decisions decisions;
  private final Cancels cancels;

  DecisionFold(Decisions decisions, Cancels cancels) {
    this.decisions = decisions;
    this.cancels = cancels;
  }

  List<LogFold> folds() {
    return List.of(
        new LogFold(Topic.PAYMENT_CANCEL_REQUESTED, (fact, _) -> cancelled(fact)),
        new LogFold(Topic.PAYMENT_SETTLED, (fact, _) -> decided(fact)),
        new LogFold(Topic.PAYMENT_REVERSE_NEEDED, (fact, _) -> decided(fact)));
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
      case Settled settled -> settled.version() == OWN_VERSION && decisions.logged(settled);
      default -> false;
    };
  }
}
