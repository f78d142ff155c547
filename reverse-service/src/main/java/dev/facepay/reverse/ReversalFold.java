package dev.facepay.reverse;

import dev.facepay.payment.Act;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Coded;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.Stage;
import dev.facepay.payment.Topic;
import dev.facepay.reverse.Reversal.Resolution;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.fact.LogFold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the log says of reversals and how they ended, for documents that were restored from an older
 * copy. A need without an end is taken up, anew if its reversal is lost: it begins with a query.
 * What people were told of it, and said of it, is not lost with it.
 */
final class ReversalFold {

  /** The version of what the query stage found out; what is above is this stage's or a person's. */
  private static final int BEFORE = 3;

  /** The broker's clock and this one differ by less. */
  private static final Duration SKEW_MAX = Duration.ofMinutes(10);

  private final DueRecords reversals;
  private final Outcomes outcomes;
  private final Timekeeper time;
  private final ReverseSettings settings;

  /** Few at any time: of payments with alarms. */
  private final Map<PaymentId, Set<Coded<AttentionReason>>> raised = new ConcurrentHashMap<>();

  private final Map<PaymentId, Resolution> resolutions = new ConcurrentHashMap<>();

  /** When young needs were first seen: their fifteen seconds pass together. */
  private final Map<PaymentId, Instant> heard = new ConcurrentHashMap<>();

  ReversalFold(DueRecords reversals, Outcomes outcomes, Timekeeper time, ReverseSettings settings) {
    this.reversals = reversals;
    this.outcomes = outcomes;
    this.time = time;
    this.settings = settings;
  }

  /** Needs come last: by then it is known how they ended. */
  List<LogFold> folds() {
    return List.of(
        new LogFold(Topic.PAYMENT_SETTLED, (fact, _) -> ended(fact)),
        new LogFold(Topic.PAYMENT_ATTENTION, (fact, _) -> told(fact)),
        new LogFold(Topic.PAYMENT_ACT, (fact, _) -> said(fact)),
        new LogFold(Topic.PAYMENT_REVERSE_NEEDED, this::heard),
        new LogFold(Topic.PAYMENT_REVERSE_NEEDED, this::needed));
  }

  static boolean isOwn(Fact fact) {
    return fact instanceof Settled said && said.version() > BEFORE;
  }

  /** Whether the documents do not know what this stage has said. */
  static boolean isForgotten(Fact own, Outcomes outcomes) {
    return own instanceof Settled said && outcomes.find(said.payment().id()).isEmpty();
  }

  /** Whether this stage has taken it, and there is neither a reversal nor how it ended. */
  static boolean isForgotten(Fact taken, DueRecords reversals, Outcomes outcomes) {
    return taken instanceof ReverseNeeded need
        && reversals.find(need.payment().id().toString()).isEmpty()
        // In this order: a reversal that ends meanwhile is gone only when its end is there.
        && outcomes.find(need.payment().id()).isEmpty();
  }

  /** The outcome is said last of all, so its reversal has nothing more to say. */
  private boolean ended(Fact fact) {
    if (!(fact instanceof Settled outcome) || outcome.version() <= BEFORE) {
      return false;
    }
    boolean news = outcomes.logged(outcome);
    Optional<DueRecord> reversal = reversals.find(outcome.payment().id().toString());
    return reversal.isPresent() ? reversals.drop(reversal.get()) || news : news;
  }

  private boolean told(Fact fact) {
    if (fact instanceof AttentionNeeded alarm && alarm.by().equals(Stage.REVERSE)) {
      raised
          .computeIfAbsent(alarm.payment().id(), _ -> ConcurrentHashMap.newKeySet())
          .add(alarm.reason());
    }
    return false;
  }

  private boolean said(Fact fact) {
    if (fact instanceof ActRequested act && act.act().equals(Act.RESOLVE)) {
      resolutions.put(act.payment().id(), new Resolution(act.who(), act.why(), act.evidence()));
    }
    return false;
  }

  private boolean heard(Fact fact, Instant loggedAt) {
    if (fact instanceof ReverseNeeded need && isYoung(loggedAt)) {
      heard.putIfAbsent(need.payment().id(), time.instant());
    }
    return false;
  }

  /** By the broker's clock, whatever this one says. */
  private boolean isYoung(Instant loggedAt) {
    return time.instant().isBefore(loggedAt.plus(settings.earliest()).plus(SKEW_MAX));
  }

  /**
   * A young need's fifteen seconds are slept here, as {@link ReverseHandler} does and for the same
   * reason; of many they are the same fifteen.
   */
  private boolean needed(Fact fact, Instant loggedAt) throws InterruptedException {
    if (!(fact instanceof ReverseNeeded need) || outcomes.find(need.payment().id()).isPresent()) {
      return false;
    }
    String id = need.payment().id().toString();
    Instant now = time.instant();
    Instant heardAt = heard.getOrDefault(need.payment().id(), now);
    Duration left = Duration.between(now, heardAt.plus(settings.earliest()));
    if (isYoung(loggedAt) && left.isPositive()) {
      time.sleep(left);
    }
    Reversal reversal = informed(Reversal.begin(need, heardAt));
    Instant due = ReverseDecider.firstDue(need, heardAt, settings);
    if (reversals.open(DueRecord.first(id, due, ReversalDocument.write(reversal)))) {
      return true;
    }
    DueRecord record = reversals.find(id).orElseThrow();
    Reversal known = ReversalDocument.read(record.body());
    // An alarm that the copy was about to raise may have been raised since, in other words.
    boolean underWay = record.leased() || !record.unpublished().isEmpty();
    return (underWay || !informed(known).equals(known))
        && reversals.anew(record, due, ReversalDocument.write(informed(known)));
  }

  private Reversal informed(Reversal reversal) {
    PaymentId id = reversal.need().payment().id();
    Reversal informed = reversal;
    for (Coded<AttentionReason> reason : raised.getOrDefault(id, Set.of())) {
      informed = informed.raised(reason);
    }
    Resolution resolution = resolutions.get(id);
    return resolution == null ? informed : informed.resolved(resolution);
  }
}
