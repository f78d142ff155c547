package dev.facepay.pay;

import dev.facepay.pay.Attempt.Again;
import dev.facepay.pay.Attempt.Answered;
import dev.facepay.pay.Attempt.Asking;
import dev.facepay.pay.Attempt.Closed;
import dev.facepay.payment.PaymentFact.Answer;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Outcome;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.UnknownReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the pay stage does next. Total functions over values: no clock, no effects. */
final class PayDecider {

  /** The version of this stage's own answers. */
  static final int OWN_VERSION = 2;

  private PayDecider() {}

  /** What to do with a request. */
  sealed interface Step {

    /** Write this down; if nobody was first, ask the gateway. */
    record Ask(Asking asking) implements Step {}

    /** Write this down instead of asking. */
    record WriteDown(Answered answered) implements Step {}

    /** The lease has lapsed: write "interrupted" over it, and never ask again. */
    record TakeOver(Answered answered) implements Step {}

    /** It was answered before: say the same again. */
    record Repeat(Answer fact) implements Step {}

    record Reject(RequestRejected fact) implements Step {}

    record LookAgain(Instant at) implements Step {}

    /** Neither asked nor settled. */
    record Hold(String why) implements Step {}
  }

  /**
   * A request of which nothing is written down, so old that what was may have expired: asked for,
   * it could charge a second time; asked about, it could be told anew how it ended.
   *
   * @param loggedAt when the broker took this record, which may be a repeat of an old one
   */
  static Optional<Step> tooOld(
      Requested request, Instant loggedAt, Instant now, PaySettings settings) {
    Instant requestedAt = request.payment().requestedAt();
    return earlier(loggedAt, requestedAt).isBefore(now.minus(settings.holdAfter()))
        ? Optional.of(
            new Step.Hold(
                "requested at %s, and nothing is written down of it".formatted(requestedAt)))
        : Optional.empty();
  }

  /**
   * A request for a payment that is not written down. If it is old, that proves nothing: what was
   * written down may be lost, so it is asked about before anybody judges.
   *
   * @param loggedAt when the broker took it: its age by one clock, unless it says of itself that it
   *     is older than any clock is off: then it was put on its topic once more
   */
  static Step open(
      Requested request, Instant loggedAt, Instant now, Duration lease, PaySettings settings) {
    String fingerprint = request.payment().fingerprint();
    Instant madeBy = request.payment().requestedAt().plus(settings.clockSkewMax());
    if (now.isAfter(earlier(loggedAt, madeBy).plus(settings.askWithin()))) {
      Unknown late = late(request, loggedAt, now, lease, settings);
      return new Step.WriteDown(answered(fingerprint, late, now, settings));
    }
    Instant leaseUntil = now.plus(lease);
    return new Step.Ask(
        new Asking(fingerprint, leaseUntil, interrupted(request.payment(), leaseUntil)));
  }

  /** Of a request that nobody may ask for any more, and that somebody may have asked for. */
  static Unknown late(
      Requested request, Instant loggedAt, Instant now, Duration lease, PaySettings settings) {
    return GatewayAnswers.late(request, leftBy(loggedAt, now, lease, settings), now);
  }

  /**
   * Of a request that came under one number with another, when what was asked for is lost.
   *
   * @param lastLoggedAt when the broker took the last of them
   */
  static Unknown oneOfTwo(
      Requested request, Instant lastLoggedAt, Instant now, Duration lease, PaySettings settings) {
    return GatewayAnswers.oneOfTwo(request, leftBy(lastLoggedAt, now, lease, settings), now);
  }

  /** The latest moment at which a call that nobody remembers can have left. */
  private static Instant leftBy(
      Instant loggedAt, Instant now, Duration lease, PaySettings settings) {
    return earlier(loggedAt.plus(settings.askWithin()).plus(lease), now);
  }

  /**
   * What the log says of an attempt whose document may be older than that. A document that knows
   * more stays; an answer that was never said gives way to the one that was.
   *
   * @param known what is written down; empty if nothing is
   * @param fact an answer of this stage, or what a later one found out
   * @return what is to be written down; empty if nothing is
   */
  static Optional<Attempt> logged(
      Optional<Attempt> known, Outcome fact, Instant now, PaySettings settings) {
    if (known.isEmpty() || known.get() instanceof Asking || isUnsaid(known.get(), fact)) {
      return Optional.of(answered(fact.payment().fingerprint(), fact, now, settings));
    }
    return fact instanceof Settled settled && settled.version() > OWN_VERSION
        ? close(known.get(), settled).map(Attempt.class::cast)
        : Optional.empty();
  }

  /**
   * Another answer of this stage was said: a copy of before an earlier restore does not know it.
   */
  private static boolean isUnsaid(Attempt known, Outcome said) {
    return said.version() == OWN_VERSION
        && known instanceof Answered answered
        && !answered.fact().equals(said);
  }

  /** A request for a payment that is written down. */
  static Step known(Requested request, Attempt attempt, Instant now, PaySettings settings) {
    if (!attempt.fingerprint().equals(request.payment().fingerprint())) {
      return reject(request, RejectReason.OTHER_CONTENT, now);
    }
    return switch (attempt) {
      case Answered answered -> new Step.Repeat(answered.fact());
      // How it ended, not that it once was unknown: what was said to be final stays so.
      case Closed closed -> new Step.Repeat(closed.outcome());
      case Asking asking when now.isBefore(asking.leaseUntil()) ->
          new Step.LookAgain(earlier(asking.leaseUntil(), now.plus(settings.lookAgain())));
      case Asking asking ->
          new Step.TakeOver(
              answered(asking.fingerprint(), interrupted(asking, now), now, settings));
    };
  }

  /**
   * A later attempt needs those before it to have failed or been reversed. A settled fact may be on
   * its way, so an open one is looked at again until {@code giveUpAt}.
   *
   * @param previous the attempt before it
   * @param earlier what has the numbers of the attempts before that one: catching up closes an
   *     attempt that came while they were open
   * @return empty if the attempt may go on
   */
  static Optional<Step> afterPrevious(
      Requested request,
      Optional<Attempt> previous,
      List<Attempt> earlier,
      Instant now,
      Instant giveUpAt,
      PaySettings settings) {
    Optional<RejectReason> obstacle =
        obstacle(previous, request.payment())
            .or(
                () ->
                    earlier.stream()
                        .filter(it -> payment(it).orderNo().equals(request.payment().orderNo()))
                        .flatMap(it -> obstacle(it).stream())
                        .findFirst());
    if (obstacle.isEmpty()) {
      return Optional.empty();
    }
    boolean mayChange = obstacle.get() != RejectReason.ORDER_ALREADY_PAID;
    if (mayChange && now.isBefore(giveUpAt)) {
      return Optional.of(new Step.LookAgain(earlier(giveUpAt, now.plus(settings.lookAgain()))));
    }
    return Optional.of(reject(request, obstacle.get(), now));
  }

  /** Numbers of two orders can meet: {@code A} attempt 2 and {@code A-2} are one number. */
  private static boolean isOfTheSameOrder(Attempt previous, PaymentRef later) {
    PaymentRef before = payment(previous);
    return before.orderNo().equals(later.orderNo()) && before.attempt() == later.attempt() - 1;
  }

  private static PaymentRef payment(Attempt attempt) {
    return switch (attempt) {
      case Asking asking -> asking.ifInterrupted().payment();
      case Answered answered -> answered.fact().payment();
      case Closed closed -> closed.fact().payment();
    };
  }

  private static Optional<RejectReason> obstacle(Optional<Attempt> previous, PaymentRef later) {
    if (previous.filter(it -> isOfTheSameOrder(it, later)).isEmpty()) {
      return Optional.of(RejectReason.PREVIOUS_ATTEMPT_MISSING);
    }
    return obstacle(previous.get());
  }

  private static Optional<RejectReason> obstacle(Attempt before) {
    return switch (before) {
      case Asking asking -> Optional.of(RejectReason.PREVIOUS_ATTEMPT_OPEN);
      case Answered answered -> obstacle(answered.fact());
      case Closed closed -> obstacle(closed.outcome());
    };
  }

  private static Optional<RejectReason> obstacle(Outcome outcome) {
    return switch (outcome) {
      case Failed failed -> Optional.empty();
      case Reversed reversed -> Optional.empty();
      case Succeeded succeeded -> Optional.of(RejectReason.ORDER_ALREADY_PAID);
      case Unknown unknown -> Optional.of(RejectReason.PREVIOUS_ATTEMPT_OPEN);
    };
  }

  /** Query or reverse settled what was handed over; empty if there is nothing to close. */
  static Optional<Closed> close(Attempt attempt, Settled outcome) {
    return switch (attempt) {
      case Answered(String fingerprint, Unknown unknown, Optional<Again> _) ->
          Optional.of(new Closed(fingerprint, unknown, outcome));
      case Answered answered -> Optional.empty();
      case Closed closed -> Optional.empty();
      case Asking asking -> Optional.empty();
    };
  }

  /** What is to be written down; an unknown one is looked at again until it is closed. */
  static Answered answered(String fingerprint, Outcome fact, Instant now, PaySettings settings) {
    Optional<Again> again =
        fact instanceof Unknown
            ? Optional.of(new Again(now.plus(settings.handOverAgain()), 0))
            : Optional.empty();
    return new Answered(fingerprint, fact, again);
  }

  /** After the sweep has said it: doubling pauses, for ever, as long as nobody closes it. */
  static Answered said(Answered answered, Instant now, PaySettings settings) {
    if (!(answered.fact() instanceof Unknown)) {
      return new Answered(answered.fingerprint(), answered.fact(), Optional.empty());
    }
    int handOvers = answered.again().map(Again::handOvers).orElse(0) + 1;
    Duration pause = settings.handOverAgain().multipliedBy(1L << Math.min(handOvers, 20));
    Duration bounded =
        pause.compareTo(settings.handOverAgainMax()) < 0 ? pause : settings.handOverAgainMax();
    return new Answered(
        answered.fingerprint(),
        answered.fact(),
        Optional.of(new Again(now.plus(bounded), handOvers)));
  }

  /**
   * Whoever asked may have asked while the lease lasted, and not after it: if this is found out
   * long after, an order that was paid meanwhile is ours all the same.
   */
  static Unknown interrupted(Asking asking, Instant now) {
    Unknown fallback = asking.ifInterrupted();
    return new Unknown(
        fallback.payment(),
        fallback.reason(),
        fallback.gatewayCode(),
        fallback.gatewayText(),
        earlier(asking.leaseUntil(), now),
        now);
  }

  private static Unknown interrupted(PaymentRef payment, Instant leaseUntil) {
    return new Unknown(
        payment,
        UnknownReason.INTERRUPTED,
        "",
        "the worker that asked wrote down no answer",
        leaseUntil,
        leaseUntil);
  }

  private static Step reject(Requested request, RejectReason reason, Instant now) {
    return new Step.Reject(new RequestRejected(request.payment(), reason, now));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
