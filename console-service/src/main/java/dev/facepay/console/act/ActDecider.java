package dev.facepay.console.act;

import dev.facepay.console.act.ActAnswer.Refused;
import dev.facepay.console.act.ActAnswer.Taken;
import dev.facepay.console.act.ActAnswer.Why;
import dev.facepay.console.fold.Outcome;
import dev.facepay.console.fold.Standing;
import dev.facepay.console.fold.Story;
import dev.facepay.payment.Act;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Coded;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.Stage;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Unclear;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What may be done about a payment. An open one belongs to a stage, and stays its own: a person's
 * wish is a fact that the stage reads. Only what is settled already can be put to rest from here.
 */
final class ActDecider {

  private ActDecider() {}

  /**
   * @param who the operator's name
   * @param why in the operator's own words
   */
  record Wish(Act act, String who, String why, Instant at) {}

  /** What can be refused, or taken, before WeChat is asked; empty: ask. */
  static Optional<ActAnswer> beforeAsking(Story story, Wish wish) {
    Standing standing = Standing.of(story);
    return switch (standing.outcome()) {
      case REQUESTED, UNKNOWN ->
          wish.act() == Act.RETRY
              ? Optional.of(new Taken(List.of(requested(story, wish, ""))))
              : refuse(Why.OWNED_BY_STAGE, standing.outcome().wire());
      case REJECTED -> refuse(Why.NOTHING_TO_RESOLVE, "no request was ever taken");
      case REVERSING ->
          wish.act() == Act.RETRY
              ? Optional.of(new Taken(List.of(requested(story, wish, ""))))
              : Optional.empty();
      case SUCCEEDED, FAILED, REVERSED ->
          wish.act() == Act.RETRY || standing.attention().isEmpty()
              ? refuse(Why.ALREADY_SETTLED, standing.outcome().wire())
              : Optional.empty();
    };
  }

  private static Optional<ActAnswer> refuse(Why why, String detail) {
    return Optional.of(new Refused(why, detail));
  }

  /** A resolution, held against WeChat's own answer. */
  static ActAnswer afterAsking(Story story, Wish wish, OrderQuery.Outcome outcome) {
    Standing standing = Standing.of(story);
    return switch (outcome) {
      case Unclear unclear ->
          new Refused(
              Why.UNCLEAR, ("no proof: " + unclear.cause() + " " + unclear.code().text()).strip());
      case OrderQuery.OtherOrder other ->
          new Refused(
              Why.CONTRADICTED,
              "WeChat's order of this number is of "
                  + other.totalFeeFen()
                  + " fen: another system's");
      case OrderQuery.NotFound notFound ->
          standing.outcome().open() || standing.outcome() == Outcome.SUCCEEDED
              ? new Refused(
                  Why.UNCLEAR, "WeChat does not know the order; the stage settles that by itself")
              : settle(story, standing, wish, "WeChat does not know the order");
      case OrderQuery.State found -> {
        String says = ("WeChat says " + found.state() + " " + found.text()).strip();
        yield agrees(standing.outcome(), found.state())
            ? settle(story, standing, wish, says)
            : new Refused(Why.CONTRADICTED, says);
      }
    };
  }

  private static boolean agrees(Outcome ours, TradeState theirs) {
    return switch (theirs) {
      case SUCCESS -> ours == Outcome.SUCCEEDED;
      // Paid and given back later, by whomever: no money stays.
      case REFUND -> true;
      case CLOSED, REVOKED -> ours != Outcome.SUCCEEDED;
      case NOTPAY, PAYERROR -> ours == Outcome.FAILED;
      case USERPAYING -> false;
    };
  }

  private static ActAnswer settle(Story story, Standing standing, Wish wish, String evidence) {
    if (standing.outcome().open()) {
      return new Taken(List.of(requested(story, wish, evidence)));
    }
    String text = "%s: %s; %s".formatted(wish.who(), wish.why(), evidence);
    return new Taken(
        standing.attention().stream()
            .map(
                reason ->
                    (PaymentFact)
                        new AttentionResolved(
                            story.ref(),
                            Stage.PERSON,
                            Coded.read(AttentionReason.class, reason),
                            text,
                            wish.at()))
            .toList());
  }

  private static ActRequested requested(Story story, Wish wish, String evidence) {
    return new ActRequested(story.ref(), wish.act(), wish.who(), wish.why(), evidence, wish.at());
  }
}
