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
import dev.facepay.reverse.Chase.Resolution;
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
 * What the log says of chases and how they ended, for documents that were restored from an older
 * copy. A need without an end is chased, anew if its chase is lost: it begins with a query. What
 * people were told of it, and said of it, is not lost with it.
 */
final class ChaseFold {

  /** The version of what the query stage found out; what is above is this stage's or a person's. */
  private static final int BEFORE = 3;

  /** The broker's clock and this one differ by less. */
  private static final Duration SKEW_MAX = Duration.ofMinutes(10);

  private final DueRecords chases;
  private final Outcomes outcomes;
  private final Timekeeper time;
  private final ReverseSettings settings;

  /** Few at any time: of payments with alarms. */
  private final Map<PaymentId, Set<Coded<AttentionReason>>> raised = new ConcurrentHashMap<>();

  private final Map<PaymentId, Resolution> resolutions = new ConcurrentHashMap<>();

  ChaseFold(DueRecords chases, Outcomes outcomes, Timekeeper time, ReverseSettings settings) {
    this.chases = chases;
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
        new LogFold(Topic.PAYMENT_REVERSE_NEEDED, this::chased));
  }

  static boolean isOwn(Fact fact) {
    return fact instanceof Settled said && said.version() > BEFORE;
  }

  /** Whether the documents do not know what this stage has said. */
  static boolean isForgotten(Fact own, Outcomes outcomes) {
    return own instanceof Settled said && outcomes.find(said.payment().id()).isEmpty();
  }

  /** Whether this stage has taken it, and there is neither a chase nor how it ended. */
  static boolean isForgotten(Fact taken, DueRecords chases, Outcomes outcomes) {
    return taken instanceof ReverseNeeded need
        && chases.find(need.payment().id().toString()).isEmpty()
        // In this order: a chase that ends meanwhile is gone only when its end is there.
        && outcomes.find(need.payment().id()).isEmpty();
  }

  /** The outcome is said last of all, so its chase has nothing more to say. */
  private boolean ended(Fact fact) {
    if (!(fact instanceof Settled outcome) || outcome.version() <= BEFORE) {
      return false;
    }
    boolean news = outcomes.logged(outcome);
    Optional<DueRecord> chase = chases.find(outcome.payment().id().toString());
    return chase.isPresent() ? chases.drop(chase.get()) || news : news;
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

  /**
   * A young need's fifteen seconds are slept here, as {@link ReverseHandler} does and for the same
   * reason.
   */
  private boolean chased(Fact fact, Instant loggedAt) throws InterruptedException {
    if (!(fact instanceof ReverseNeeded need) || outcomes.find(need.payment().id()).isPresent()) {
      return false;
    }
    String id = need.payment().id().toString();
    Instant heardAt = time.instant();
    if (heardAt.isBefore(loggedAt.plus(settings.earliest()).plus(SKEW_MAX))) {
      time.sleep(settings.earliest());
    }
    Chase chase = informed(Chase.begin(need, heardAt));
    Instant due = ReverseDecider.firstDue(need, heardAt, settings);
    if (chases.open(DueRecord.first(id, due, ChaseDocument.write(chase)))) {
      return true;
    }
    DueRecord record = chases.find(id).orElseThrow();
    Chase known = ChaseDocument.read(record.body());
    // An alarm that the copy was about to raise may have been raised since, in other words.
    boolean underWay = record.leased() || !record.unpublished().isEmpty();
    return (underWay || !informed(known).equals(known))
        && chases.anew(record, due, ChaseDocument.write(informed(known)));
  }

  private Chase informed(Chase chase) {
    PaymentId id = chase.need().payment().id();
    Chase informed = chase;
    for (Coded<AttentionReason> reason : raised.getOrDefault(id, Set.of())) {
      informed = informed.raised(reason);
    }
    Resolution resolution = resolutions.get(id);
    return resolution == null ? informed : informed.resolved(resolution);
  }
}
