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
import dev.facepay.reverse.Chase.Resolution;
import dev.facepay.reverse.ReverseDecider.Move;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How a chase ends, and all that is said of it. Total functions over values. */
final class Ending {

  private Ending() {}

  static Reversed reversed(
      Chase chase, Move.Done done, Optional<Resolution> resolution, Instant now) {
    return new Reversed(
        chase.need().payment(),
        resolution.isPresent() ? Stage.PERSON : Stage.REVERSE,
        resolution.isPresent() ? ReversedHow.BY_PERSON : done.how(),
        chase.asked(),
        now);
  }

  static Failed numberUsed(Chase chase, Move.NotOurs notOurs, Instant now) {
    return new Failed(
        chase.need().payment(),
        Stage.REVERSE,
        FailureReason.ORDER_NUMBER_USED,
        "",
        notOurs.text(),
        now);
  }

  /**
   * All that is said when a chase ends, the outcome last. It follows from what is written down
   * alone, so whoever says it, after whatever crash, says the same.
   */
  static List<Fact> facts(Chase chase, Settled outcome) {
    List<Fact> facts = new ArrayList<>();
    Optional<AttentionNeeded> seen = seen(chase, outcome);
    chase.raised().stream()
        .filter(reason -> seen.isEmpty() || !reason.equals(seen.get().reason()))
        .sorted(Comparator.comparing(Coded::wire))
        .forEach(reason -> facts.add(resolved(chase, outcome, reason)));
    seen.filter(it -> !chase.raised().contains(it.reason())).ifPresent(facts::add);
    facts.add(outcome);
    return facts;
  }

  /** What a person must see of the outcome itself; it stays until a person puts it to rest. */
  private static Optional<AttentionNeeded> seen(Chase chase, Settled outcome) {
    return switch (outcome) {
      case Failed failed ->
          Optional.of(
              ReverseDecider.news(
                  chase,
                  AttentionReason.ORDER_NUMBER_USED,
                  failed.gatewayCode(),
                  failed.gatewayText(),
                  failed.occurredAt()));
      case Reversed reversed when reversed.how() == ReversedHow.ALREADY_REFUNDED ->
          Optional.of(
              ReverseDecider.news(
                  chase,
                  AttentionReason.REFUND_SEEN,
                  "REFUND",
                  "a refund that we did not make",
                  reversed.occurredAt()));
      case Reversed reversed -> Optional.empty();
      case Succeeded succeeded -> Optional.empty();
    };
  }

  private static AttentionResolved resolved(
      Chase chase, Settled outcome, Coded<AttentionReason> reason) {
    boolean byPerson =
        outcome instanceof Reversed reversed && reversed.how() == ReversedHow.BY_PERSON;
    String evidence =
        chase
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
