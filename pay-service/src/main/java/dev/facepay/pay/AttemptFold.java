package dev.facepay.pay;

import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.toSet;

import dev.facepay.pay.Attempt.Answered;
import dev.facepay.pay.Attempt.Asking;
import dev.facepay.pay.PayDecider.Step;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Outcome;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.LogFold;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the log says of attempts, for documents that were restored from an older copy. A request
 * that nobody answered may have been asked for by a worker whose document is lost: it is unknown,
 * and never asked for.
 */
final class AttemptFold {

  private final Attempts attempts;
  private final InstantSource clock;
  private final PaySettings settings;
  private final Duration lease;

  /** The contents under each number that nobody answered; as few as there are open at an outage. */
  private final Map<PaymentId, Map<String, Content>> open = new ConcurrentHashMap<>();

  /** The rejections that the log has: few requests end so. */
  private final Set<String> rejections = ConcurrentHashMap.newKeySet();

  /**
   * @param loggedAt when it last came
   */
  private record Content(Money amount, Instant loggedAt) {}

  AttemptFold(Attempts attempts, InstantSource clock, PaySettings settings, Duration lease) {
    this.attempts = attempts;
    this.clock = clock;
    this.settings = settings;
    this.lease = lease;
  }

  /** Requests come last: by then all that was answered is written down. */
  List<LogFold> folds() {
    return List.of(
        new LogFold(Topic.PAYMENT_UNKNOWN, (fact, _) -> said(fact)),
        new LogFold(Topic.PAYMENT_SETTLED, (fact, _) -> said(fact)),
        new LogFold(Topic.PAYMENT_REJECTED, (fact, _) -> rejected(fact)),
        new LogFold(Topic.PAYMENT_REQUESTED, this::noted),
        new LogFold(Topic.PAYMENT_REQUESTED, this::unanswered));
  }

  static boolean isOwn(Fact fact) {
    return fact instanceof PaymentFact said && said.version() == PayDecider.OWN_VERSION;
  }

  /** Whether the documents do not know what this stage has said. */
  static boolean isForgotten(Fact own, Attempts attempts) {
    return own instanceof PaymentFact said
        && attempts
            .find(said.payment().id())
            .filter(it -> !(it.attempt() instanceof Asking))
            .isEmpty();
  }

  private boolean said(Fact fact) {
    return fact instanceof Outcome outcome && write(outcome);
  }

  private boolean write(Outcome fact) {
    return attempts.change(
        fact.payment().id(), found -> PayDecider.logged(found, fact, clock.instant(), settings));
  }

  private boolean rejected(Fact fact) {
    if (!(fact instanceof RequestRejected rejected)) {
      return false;
    }
    rejections.add(rejection(rejected.payment()));
    return attempts.findRejection(rejected.payment()).isEmpty()
        && attempts.reject(rejected).isPresent();
  }

  private static String rejection(PaymentRef request) {
    return request.id() + RequestRejected.discriminator(request);
  }

  /** Which of two contents was asked for is lost with the document, so both must be known first. */
  private boolean noted(Fact fact, Instant loggedAt) {
    if (fact instanceof Requested request
        && !isRejected(request)
        && attempts.find(request.payment().id()).isEmpty()) {
      open.computeIfAbsent(request.payment().id(), _ -> new ConcurrentHashMap<>())
          .put(request.payment().fingerprint(), new Content(request.payment().amount(), loggedAt));
    }
    return false;
  }

  private boolean isRejected(Requested request) {
    return attempts.findRejection(request.payment()).isPresent();
  }

  private boolean unanswered(Fact fact, Instant loggedAt) {
    if (!(fact instanceof Requested request)) {
      return false;
    }
    if (isRejected(request)) {
      return !rejections.contains(rejection(request.payment())) && sayRejection(request);
    }
    PaymentId id = request.payment().id();
    return attempts
        .find(id)
        .map(known -> rejectOther(request, known.attempt()))
        .orElseGet(() -> attempts.insert(id, lost(request, loggedAt)));
  }

  /** The record may have been held with it, and what was held is lost. */
  private boolean sayRejection(Requested request) {
    return attempts.haveSaid(request.payment(), clock.instant());
  }

  /**
   * The one that was there first counts, and whoever sent this one hears that; not before the
   * number is closed, since this one may be what was asked for.
   */
  private boolean rejectOther(Requested request, Attempt known) {
    Instant now = clock.instant();
    return PayDecider.known(request, known, now, settings)
            instanceof Step.Reject(RequestRejected it)
        && attempts.rejectUnsaid(it, now);
  }

  /** Said at once: nobody else may have the record any more. */
  private Answered lost(Requested request, Instant loggedAt) {
    Instant now = clock.instant();
    Collection<Content> contents = open.getOrDefault(request.payment().id(), Map.of()).values();
    Instant last = contents.stream().map(Content::loggedAt).max(naturalOrder()).orElse(loggedAt);
    Unknown lost =
        isOnePrice(contents)
            ? PayDecider.late(request, last, now, lease, settings)
            : PayDecider.oneOfTwo(request, last, now, lease, settings);
    return new Answered(
        request.payment().fingerprint(), lost, Optional.of(new Attempt.Again(now, 0)));
  }

  /**
   * Whichever was asked for: the same amount, at about the same time. Then an order of another
   * amount or of long before is another system's all the same.
   */
  private boolean isOnePrice(Collection<Content> contents) {
    Set<Money> amounts = contents.stream().map(Content::amount).collect(toSet());
    List<Instant> times = contents.stream().map(Content::loggedAt).sorted().toList();
    return amounts.size() <= 1
        && (times.isEmpty()
            || !times.getLast().isAfter(times.getFirst().plus(settings.askWithin())));
  }
}
