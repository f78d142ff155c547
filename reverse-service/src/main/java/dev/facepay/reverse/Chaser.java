package dev.facepay.reverse;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Coded;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.Stage;
import dev.facepay.reverse.Chase.Resolution;
import dev.facepay.reverse.ReverseDecider.Move;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueHandler;
import dev.facepay.runtime.due.DueRecord;
import dev.facepay.runtime.due.DueStep;
import dev.facepay.wechat.call.QueryOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks after one chase when it is due: query, then reverse. */
final class Chaser implements DueHandler {

  private final Outcomes outcomes;
  private final ReverseGateway gateway;
  private final Timekeeper time;
  private final ReverseSettings settings;

  Chaser(Outcomes outcomes, ReverseGateway gateway, Timekeeper time, ReverseSettings settings) {
    this.outcomes = outcomes;
    this.gateway = gateway;
    this.time = time;
    this.settings = settings;
  }

  @Override
  public DueStep handle(DueRecord claimed) throws InterruptedException {
    Chase chase = ChaseDocument.read(claimed.body()).tried();
    PaymentRef payment = chase.need().payment();
    Optional<Reversed> known = outcomes.find(payment.id());
    if (known.isPresent()) {
      return DueStep.finished(known.get());
    }
    QueryOutcome asked = gateway.ask(payment);
    Optional<Resolution> resolution = ReverseDecider.proven(chase, asked);
    Move move = ReverseDecider.afterQuery(chase, asked, time.instant(), settings);
    while (move instanceof Move.Reverse(Chase next)) {
      chase = next.askedOnce();
      move = ReverseDecider.afterReverse(chase, gateway.reverse(payment), time.instant(), settings);
    }
    return switch (move) {
      case Move.Done(ReversedHow how) ->
          finish(
              chase,
              resolution.isPresent() ? Stage.PERSON : Stage.REVERSE,
              resolution.isPresent() ? ReversedHow.BY_PERSON : how);
      case Move.Wait(Chase next, Instant until, List<AttentionNeeded> news) ->
          new DueStep.Later(until, ChaseDocument.write(next), List.copyOf(news));
      case Move.Reverse again -> throw new IllegalStateException("the loop above ends these");
    };
  }

  private DueStep finish(Chase chase, Stage by, ReversedHow how) {
    Instant now = time.instant();
    PaymentRef payment = chase.need().payment();
    Reversed outcome = outcomes.decide(new Reversed(payment, by, how, chase.asked(), now));
    List<Fact> facts = new ArrayList<>();
    for (Coded<AttentionReason> reason : chase.raised()) {
      facts.add(new AttentionResolved(payment, by, reason, evidence(chase, outcome), now));
    }
    if (outcome.how() == ReversedHow.ALREADY_REFUNDED) {
      facts.add(
          new AttentionNeeded(
              payment,
              Stage.REVERSE,
              AttentionReason.REFUND_SEEN,
              "REFUND",
              "a refund that we did not make",
              now));
    }
    facts.add(outcome);
    return new DueStep.Finished(facts);
  }

  private static String evidence(Chase chase, Reversed outcome) {
    return chase
        .resolution()
        .filter(r -> outcome.how() == ReversedHow.BY_PERSON)
        .map(r -> "%s: %s; %s".formatted(r.who(), r.why(), r.evidence()))
        .orElse("settled as " + outcome.how().wire());
  }
}
