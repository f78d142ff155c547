package dev.facepay.refund;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.Stage;
import dev.facepay.payment.Topic;
import dev.facepay.refund.Refunds.Refund;
import dev.facepay.refund.Refunds.State;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.wechat.Refund.Amounts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * What the log says of payments and refunds, for documents that were restored from an older copy. A
 * refund without an end goes on with a question to WeChat: a call that the copy does not know may
 * have done it.
 */
final class RefundFold {

  private final RefundStore store;
  private final DueRecords work;
  private final InstantSource clock;

  private final Map<Key, RefundFact.Settled> ends = new ConcurrentHashMap<>();
  private final Map<Key, RefundChanged> changes = new ConcurrentHashMap<>();

  /** What people were told of a payment's refunds, once each. Few at any time. */
  private final Map<PaymentId, Map<String, Fact>> told = new ConcurrentHashMap<>();

  private record Key(PaymentId payment, RefundNo number) {

    static Key of(RefundFact fact) {
      return new Key(fact.refund().payment(), fact.refund().refundNo());
    }
  }

  RefundFold(RefundStore store, DueRecords work, InstantSource clock) {
    this.store = store;
    this.work = work;
    this.clock = clock;
  }

  /** Requests come last: by then it is known what was paid and how they ended. */
  List<LogFold> folds() {
    return List.of(
        new LogFold(Topic.PAYMENT_SETTLED, (fact, _) -> paid(fact)),
        new LogFold(Topic.REFUND_SETTLED, (fact, _) -> ended(fact)),
        new LogFold(Topic.PAYMENT_ATTENTION, (fact, _) -> told(fact)),
        new LogFold(Topic.REFUND_REQUESTED, (fact, _) -> requested(fact)));
  }

  /** Whether the documents do not know what this stage has said. */
  static boolean isForgottenEnd(Fact own, RefundStore store) {
    return own instanceof RefundFact.Settled end
        && end.version() > 0
        && find(end, store).flatMap(Refund::end).isEmpty();
  }

  /** Whether this stage has taken it, and its document does not know it. */
  static boolean isForgotten(Fact taken, RefundStore store) {
    return taken instanceof RefundRequested request && find(request, store).isEmpty();
  }

  private static Optional<Refund> find(RefundFact fact, RefundStore store) {
    return store
        .find(fact.refund().payment())
        .flatMap(refunds -> refunds.find(fact.refund().refundNo()));
  }

  private boolean paid(Fact fact) {
    if (!(fact instanceof Succeeded success)) {
      return false;
    }
    if (store.begin(success)) {
      return true;
    }
    PaymentId id = success.payment().id();
    boolean news = store.find(id).filter(it -> it.paid().isPresent()).isEmpty();
    store.change(id, clock.instant(), was -> was.paid().isPresent() ? was : was.paid(success));
    return news;
  }

  private boolean ended(Fact fact) {
    if (fact instanceof RefundFact.Settled end && end.version() > 0) {
      ends.put(Key.of(end), end);
    }
    if (fact instanceof RefundChanged change) {
      changes.put(Key.of(change), change);
    }
    return false;
  }

  private boolean told(Fact fact) {
    boolean own =
        (fact instanceof AttentionNeeded needed && needed.by() == Stage.REFUND)
            || (fact instanceof AttentionResolved over && over.by() == Stage.REFUND);
    if (own) {
      told.computeIfAbsent(((PaymentFact) fact).payment().id(), _ -> new LinkedHashMap<>())
          .putIfAbsent(fact.factId(), fact);
    }
    return false;
  }

  private boolean requested(Fact fact) {
    if (!(fact instanceof RefundRequested request)) {
      return false;
    }
    PaymentId id = request.refund().payment();
    Instant now = clock.instant();
    Refunds before = store.find(id).orElse(Refunds.NONE);
    Refunds after = store.change(id, now, was -> known(was, request, now));
    due(id, after, now);
    return !after.equals(before);
  }

  /**
   * What the log has said stands: the copy may hold the same, decided at another time and not said
   * yet.
   */
  private Refunds known(Refunds copy, RefundRequested request, Instant now) {
    Refunds was = copy.said(said(request));
    RefundNo number = request.refund().refundNo();
    Refunds with = was.find(number).isPresent() ? was : was.add(Refund.of(request, now));
    RefundFact.Settled end = ends.get(Key.of(request));
    return with.change(
        number,
        it -> {
          if (end != null) {
            return it.end().filter(end::equals).isPresent() ? it : it.ended(end);
          }
          if (it.end().isPresent()) {
            return it;
          }
          RefundChanged change = changes.get(Key.of(request));
          if (change != null) {
            return changed(it, change, now).raised(raised(was, request));
          }
          Refund informed = it.raised(raised(was, request));
          // Without what was paid it can't be judged: WeChat is asked for the order.
          boolean judged = it.state() != State.NEW || was.total().isEmpty();
          return judged ? informed : informed.next(State.RESERVED, true, now);
        });
  }

  /** The ids of what the log has said of it. */
  private Set<String> said(RefundRequested request) {
    Set<String> ids =
        new HashSet<>(told.getOrDefault(request.refund().payment(), Map.of()).keySet());
    Stream.of(ends.get(Key.of(request)), changes.get(Key.of(request)))
        .filter(Objects::nonNull)
        .map(Fact::factId)
        .forEach(ids::add);
    return ids;
  }

  /** A person is told once. */
  private static Refund changed(Refund refund, RefundChanged fact, Instant now) {
    return refund.state() == State.CHANGED
        ? refund
        : refund.accepted(fact.refundId(), Amounts.UNSAID, now).next(State.CHANGED, true, now);
  }

  /**
   * What a person was told of it and is not over: by the log, and by what is about to be said. Of a
   * payment that is older than the log nothing can be said.
   */
  private Set<AttentionReason> raised(Refunds was, RefundRequested request) {
    if (was.paid().isEmpty()) {
      return Set.of();
    }
    Map<String, Fact> all =
        new LinkedHashMap<>(told.getOrDefault(request.refund().payment(), Map.of()));
    was.unsaid().forEach(fact -> all.putIfAbsent(fact.factId(), fact));
    String about = RefundEnding.about(request.refund().refundNo());
    Set<AttentionReason> open = EnumSet.noneOf(AttentionReason.class);
    for (Fact fact : all.values()) {
      switch (fact) {
        case AttentionNeeded it
            when it.reason() instanceof AttentionReason reason
                && it.gatewayText().startsWith(about) ->
            open.add(reason);
        case AttentionResolved it
            when it.reason() instanceof AttentionReason reason && it.evidence().startsWith(about) ->
            open.remove(reason);
        default -> {}
      }
    }
    return open;
  }

  /**
   * Whoever held the copy's record is dead, and what it was about to say may be said by now in
   * other words: only what the payment's document has still to say is said.
   */
  private void due(PaymentId id, Refunds refunds, Instant now) {
    boolean rest = !refunds.open() && refunds.unsaid().isEmpty();
    if (rest || !work.open(DueRecord.first(id.toString(), now, new Document()))) {
      work.find(id.toString()).ifPresent(record -> work.anew(record, now, new Document()));
    }
  }
}
