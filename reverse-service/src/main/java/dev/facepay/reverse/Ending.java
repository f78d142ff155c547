package dev.facepay.reverse;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Coded;
import dev.facepay.payment.Fact;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.Stage;
import dev.facepay.reverse.Reversal.Resolution;
import dev.facepay.reverse.ReverseDecider.Move;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How a reversal ends, and all that is said of it. Total functions over values. */
final class Ending {

  private Ending() {}

  static Reversed reversed(
      Reversal reversal, Move.Done done, Optional<Resolution> resolution, Instant now) {
    return new Reversed(
        reversal.need().payment(),
        resolution.isPresent() ? Stage.PERSON : Stage.REVERSE,
        resolution.isPresent() ? ReversedHow.BY_PERSON : done.how(),
        reversal.asked(),
        now);
  }

  static Failed numberUsed(Reversal reversal, Move.NotOurs notOurs, Instant now) {
    return new Failed(
        reversal.need().payment(),
        Stage.REVERSE,
        FailureReason.ORDER_NUMBER_USED,
        "",
        notOurs.text(),
        now);
  }

  /**
   * All that is said when a reversal ends, the outcome last. It follows from what is written down
   * alone, so whoever says it, after whatever crash, says the same.
   */
  static List<Fact> facts(Reversal reversal, Settled outcome) {
    List<Fact> facts = new ArrayList<>();
    Optional<AttentionNeeded> seen = seen(reversal, outcome);
    reversal.raised().stream()
        .filter(reason -> seen.isEmpty() || !reason.equals(seen.get().reason()))
        .sorted(Comparator.comparing(Coded::wire))
        .forEach(reason -> facts.add(resolved(reversal, outcome, reason)));
    seen.filter(it -> !reversal.raised().contains(it.reason())).ifPresent(facts::add);
    facts.add(outcome);
    return facts;
  }

  /** What a person must see of the outcome itself; it stays until a person puts it to rest. */
  private static Optional<AttentionNeeded> seen(Reversal reversal, Settled outcome) {
    return switch (outcome) {
      case Failed failed ->
          Optional.of(
              ReverseDecider.news(
                  reversal,
                  AttentionReason.ORDER_NUMBER_USED,
                  failed.gatewayCode(),
                  failed.gatewayText(),
                  failed.occurredAt()));
      case Reversed reversed when reversed.how() == ReversedHow.ALREADY_REFUNDED ->
          Optional.of(
              ReverseDecider.news(
                  reversal,
                  AttentionReason.REFUND_SEEN,
                  "REFUND",
                  "a refund that we did not make",
                  reversed.occurredAt()));
      case Reversed reversed -> Optional.empty();
      case Succeeded succeeded -> Optional.empty();
    };
  }

  private static AttentionResolved resolved(
      Reversal reversal, Settled outcome, Coded<AttentionReason> reason) {
    boolean byPerson =
        outcome instanceof Reversed reversed && reversed.how() == ReversedHow.BY_PERSON;
    String evidence =
        reversal
            .resolution()
            .filter(r -> byPerson)
            .map(r -> "%s: %s; %s".formatted(r.who(), r.why(), r.evidence()))
            .orElse("settled as " + word(outcome));
    return new AttentionResolved(
        outcome.payment(),
        byPerson ? Stage.PERSON : Stage.REVERSE,
        reason,
        evidence,
        outcome.occurredAt());
  }

  private static String word(Settled outcome) {
    return switch (outcome) {
      case Reversed reversed -> reversed.how().wire();
      case Failed failed -> failed.reason().wire();
      case Succeeded succeeded -> "succeeded";
    };
  }
}
