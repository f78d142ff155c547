package dev.facepay.edge.refunds;

import dev.facepay.edge.access.Device;
import dev.facepay.edge.access.EdgeProblem;
import dev.facepay.edge.payments.PaymentProjection;
import dev.facepay.edge.refunds.RefundResult.Known;
import dev.facepay.edge.refunds.RefundResult.NoRoom;
import dev.facepay.edge.refunds.RefundResult.NotKnown;
import dev.facepay.edge.refunds.RefundResult.NotPublished;
import dev.facepay.edge.refunds.RefundResult.Refused;
import dev.facepay.edge.refunds.RefundResult.Unchanged;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundNo;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.fact.FollowOptions;
import dev.facepay.runtime.fill.FillWatch.Fullness;
import dev.facepay.runtime.fill.StorageSpace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what tills ask to give back, and lets them wait for what comes of it. refund-service is
 * the authority: this refuses only what it is sure of.
 */
public final class RefundService {

  private final RefundSettings settings;
  private final RefundSettings.Till till;
  private final RefundProjection refunds;
  private final PaymentProjection payments;
  private final FactPublisher publisher;
  private final StorageSpace space;
  private final InstantSource clock;

  RefundService(
      RefundSettings settings,
      RefundSettings.Till till,
      RefundProjection refunds,
      PaymentProjection payments,
      FactPublisher publisher,
      StorageSpace space,
      InstantSource clock) {
    this.settings = settings;
    this.till = till;
    this.refunds = refunds;
    this.payments = payments;
    this.publisher = publisher;
    this.space = space;
    this.clock = clock;
  }

  /** Takes a fact from the log, in any order and as often as it comes. */
  public void accept(RefundFact fact) {
    refunds.accept(fact, clock.instant());
  }

  /** Forgets what nothing has happened to for long enough. */
  public void forgetOld() {
    refunds.forget(clock.instant().minus(settings.kept()));
  }

  /** How far back the log is read for refunds. */
  public FollowOptions follow() {
    return FollowOptions.back(settings.kept()).atMost(settings.max());
  }

  /**
   * Asks for a refund, or finds the one that the same request has asked for, and waits for
   * something to tell.
   */
  RefundResult ask(RefundRequest request, PaymentId payment, Device device, Duration wait)
      throws InterruptedException {
    PaymentRef paid = payments.ref(payment);
    RefundRequested asked = request.requested(payment, paid, device, clock.instant());
    if (asked == null || isForeign(payment, device)) {
      return new NotKnown(paid != null);
    }
    RefundNo number = request.refundNo();
    try (RefundProjection.Place place = refunds.enter(payment)) {
      RefundSnapshot before = place.begin(number);
      RefundSnapshot known = before == null || before.isRefused() ? null : before;
      try {
        if (known != null && known.isAnotherThan(asked)) {
          return new Refused(EdgeProblem.REFUND_NUMBER_REUSED);
        }
        // Of one whose content was not heard, refund-service tells whether it is the same.
        if (known == null || known.why() == null) {
          RefundResult hitch = publish(asked, place);
          if (hitch != null) {
            return hitch;
          }
        }
      } finally {
        place.begun(number);
      }
      Predicate<RefundSnapshot> news = it -> it.isAnotherThan(asked) || it.tellsSomething();
      RefundSnapshot now = place.await(number, news, wait);
      return now == null || now.isAnotherThan(asked)
          ? new Refused(EdgeProblem.REFUND_NUMBER_REUSED)
          : known(now, known != null);
    }
  }

  private @Nullable RefundResult publish(RefundRequested asked, RefundProjection.Place place)
      throws InterruptedException {
    EdgeProblem bar = bar(asked);
    if (bar != null) {
      return new Refused(bar);
    }
    Optional<Fullness> full = space.full();
    if (full.isPresent()) {
      return new NoRoom(full.get());
    }
    try {
      publisher.publish(asked);
    } catch (FactNotPublished e) {
      // The acknowledgement may be lost and the fact there all the same: then the log shows it.
      RefundSnapshot now = place.find(asked.refund().refundNo());
      return now == null || now.isRefused() || now.isAnotherThan(asked) ? new NotPublished() : null;
    }
    accept(asked);
    return null;
  }

  private @Nullable EdgeProblem bar(RefundRequested asked) {
    if (!settings.tills()) {
      return EdgeProblem.REFUNDS_OFF;
    }
    if (asked.refund().amount().fen() > till.tillMaxFen()) {
      return EdgeProblem.REFUND_ABOVE_LIMIT;
    }
    PaymentId payment = asked.refund().payment();
    return payments.ref(payment) == null || Boolean.TRUE.equals(payments.paid(payment))
        ? null
        : EdgeProblem.PAYMENT_NOT_PAID;
  }

  /**
   * Waits until a refund shows something newer than the device has seen.
   *
   * @param seen the {@link RefundSnapshot#tag} that the device has, or null: then until there is
   *     something to tell
   */
  RefundResult watch(
      PaymentId payment, RefundNo number, Device device, @Nullable String seen, Duration wait)
      throws InterruptedException {
    if (isForeign(payment, device)) {
      return new NotKnown(payments.ref(payment) != null);
    }
    try (RefundProjection.Place place = refunds.enter(payment)) {
      RefundSnapshot now = place.find(number);
      if (now == null || !now.refund().store().equals(device.store())) {
        return new Refused(EdgeProblem.REFUND_NOT_KNOWN);
      }
      Predicate<RefundSnapshot> news = it -> seen == null ? it.tellsSomething() : it.isNewsTo(seen);
      RefundSnapshot then = place.await(number, news, wait);
      if (then == null) {
        return new Refused(EdgeProblem.REFUND_NOT_KNOWN);
      }
      return seen == null || news.test(then) ? known(then, true) : new Unchanged(seen);
    }
  }

  /** All refunds of the payment that are held, the first first; null: not this store's payment. */
  @Nullable List<RefundSnapshot> all(PaymentId payment, Device device) {
    if (isForeign(payment, device)) {
      return null;
    }
    try (RefundProjection.Place place = refunds.enter(payment)) {
      List<RefundSnapshot> held =
          place.all().stream()
              .filter(it -> !it.isRefused() && it.refund().store().equals(device.store()))
              .toList();
      return held.isEmpty() && payments.ref(payment) == null ? null : held;
    }
  }

  private static RefundResult known(RefundSnapshot snapshot, boolean repeat) {
    return snapshot.isRefused()
        ? new Refused(EdgeProblem.REFUND_NUMBER_REUSED)
        : new Known(snapshot, repeat);
  }

  /** Of a payment that is older than this instance's memory refund-service knows the store. */
  private boolean isForeign(PaymentId payment, Device device) {
    PaymentRef known = payments.ref(payment);
    return !payment.merchant().equals(device.merchant())
        || (known != null && !known.store().equals(device.store()));
  }
}
