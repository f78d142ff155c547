package dev.facepay.edge.payments;

import dev.facepay.edge.access.Device;
import dev.facepay.edge.payments.PaymentResult.ExpiresTooSoon;
import dev.facepay.edge.payments.PaymentResult.Known;
import dev.facepay.edge.payments.PaymentResult.NoRoom;
import dev.facepay.edge.payments.PaymentResult.NotKnown;
import dev.facepay.edge.payments.PaymentResult.NotPublished;
import dev.facepay.edge.payments.PaymentResult.Overloaded;
import dev.facepay.edge.payments.PaymentResult.Refused;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.fill.FillWatch.Fullness;
import dev.facepay.runtime.fill.StorageSpace;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.Sealer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what devices ask for, and lets them wait for what comes of it: the one place of the
 * edge's payments with effects. A device sees and touches only what belongs to its own merchant and
 * store.
 */
final class PaymentService {

  /** How far back a device is told what it has asked for. */
  private static final Duration RECENT = Duration.ofMinutes(30);

  private final PaymentSettings settings;
  private final PaymentProjection projection;
  private final Intake intake;
  private final Sealer sealer;
  private final Fingerprints fingerprints;
  private final FactPublisher publisher;
  private final StorageSpace space;
  private final InstantSource clock;

  PaymentService(
      PaymentSettings settings,
      PaymentProjection projection,
      Intake intake,
      Sealer sealer,
      Fingerprints fingerprints,
      FactPublisher publisher,
      StorageSpace space,
      InstantSource clock) {
    this.settings = settings;
    this.projection = projection;
    this.intake = intake;
    this.sealer = sealer;
    this.fingerprints = fingerprints;
    this.publisher = publisher;
    this.space = space;
    this.clock = clock;
  }

  /**
   * Begins a payment, or finds the one that the same request has begun, and waits for something to
   * tell. The watch is there before the fact is, so that no answer slips between.
   */
  PaymentResult pay(PaymentRequest request, Device device, Duration wait)
      throws InterruptedException {
    PaymentRef asked = request.ref(device, clock.instant(), fingerprints);
    boolean held = projection.hasRoom();
    try (PaymentProjection.Watch watch = projection.watch(asked.id())) {
      Admission admission =
          watch.entry().admit(snapshot -> Admission.decide(asked, snapshot, previous(asked), held));
      return switch (admission) {
        case Admission.SendAway s -> new PaymentResult.Busy();
        case Admission.Refuse refuse -> new Refused(refuse.reason());
        case Admission.Follow f -> answer(watch, asked, wait, true);
        case Admission.Publish p -> {
          PaymentResult hitch = begin(watch, asked, request, device);
          yield hitch == null ? answer(watch, asked, wait, false) : hitch;
        }
      };
    }
  }

  /** What this device has asked for in the last while, the newest first; not what was refused. */
  List<PaymentView> recent(Device device) {
    return projection.of(device, clock.instant().minus(RECENT)).stream()
        .filter(it -> !(it.status() instanceof PaymentStatus.Refused))
        .map(this::view)
        .toList();
  }

  /** What is known of a payment, at once if anything is. */
  PaymentResult look(PaymentId id, Device device) throws InterruptedException {
    PaymentSnapshot snapshot = own(id, device);
    return snapshot == null ? notKnown(id) : known(snapshot, true);
  }

  /**
   * Waits until a payment shows something newer than the device has seen.
   *
   * @param seen the {@link PaymentView#tag} that the device has, or null: then until there is
   *     something to tell
   */
  PaymentResult watch(PaymentId id, Device device, @Nullable String seen, Duration wait)
      throws InterruptedException {
    if (own(id, device) == null) {
      return notKnown(id);
    }
    try (PaymentProjection.Watch watch = projection.watch(id)) {
      Predicate<PaymentSnapshot> news =
          seen == null ? PaymentService::tellsSomething : snapshot -> view(snapshot).isNewsTo(seen);
      PaymentSnapshot snapshot = await(watch, news, wait);
      if (snapshot == null) {
        return new NotKnown(false);
      }
      return seen == null || news.test(snapshot)
          ? known(snapshot, true)
          : new PaymentResult.Unchanged(seen, snapshot.isFinal());
    }
  }

  /** Asks to give the payment up; one that completed all the same wins. */
  PaymentResult cancel(PaymentId id, Device device) throws InterruptedException {
    PaymentSnapshot snapshot = own(id, device);
    if (snapshot == null) {
      return notKnown(id);
    }
    boolean moot = snapshot.isFinal() || snapshot.cancelAsked();
    if (moot || snapshot.status() instanceof PaymentStatus.Reversing || !snapshot.isOpen()) {
      return known(snapshot, true);
    }
    PaymentFact cancel = new CancelRequested(snapshot.payment(), clock.instant());
    if (!published(cancel)) {
      return new NotPublished();
    }
    projection.accept(cancel);
    return look(id, device);
  }

  private @Nullable PaymentResult begin(
      PaymentProjection.Watch watch, PaymentRef asked, PaymentRequest request, Device device)
      throws InterruptedException {
    try {
      Instant expires = request.timeExpire();
      if (expires != null
          && expires.isBefore(asked.requestedAt().plus(settings.timeExpireAheadMin()))) {
        return new ExpiresTooSoon(settings.timeExpireAheadMin());
      }
      Optional<Fullness> full = space.full();
      if (full.isPresent()) {
        return new NoRoom(full.get());
      }
      Optional<Intake.Refused> refused = intake.enter(asked.id(), device.paidTo());
      if (refused.isPresent()) {
        return new Overloaded(refused.get().comeAgainSeconds());
      }
      PaymentFact fact = request.requested(asked, sealer);
      if (published(fact)) {
        projection.accept(fact);
        return null;
      }
      intake.leave(asked.id());
      return isInTheLog(watch, asked) ? null : new NotPublished();
    } finally {
      watch.entry().publishingDone();
    }
  }

  /** The acknowledgement may be lost and the fact there all the same: then the log has shown it. */
  private static boolean isInTheLog(PaymentProjection.Watch watch, PaymentRef asked) {
    PaymentSnapshot snapshot = watch.entry().snapshot();
    return snapshot != null && snapshot.version() > 0 && !isAnother(snapshot, asked);
  }

  private boolean published(PaymentFact fact) throws InterruptedException {
    try {
      publisher.publish(fact);
      return true;
    } catch (FactNotPublished e) {
      return false;
    }
  }

  private PaymentResult answer(
      PaymentProjection.Watch watch, PaymentRef asked, Duration wait, boolean repeat)
      throws InterruptedException {
    Predicate<PaymentSnapshot> news =
        snapshot -> isAnother(snapshot, asked) || tellsSomething(snapshot);
    PaymentSnapshot snapshot = await(watch, news, wait);
    if (snapshot == null) {
      return new NotPublished();
    }
    return isAnother(snapshot, asked)
        ? new Refused(RejectReason.OTHER_CONTENT)
        : known(snapshot, repeat);
  }

  /** Whether the log has another content first: then this one is refused there as well. */
  private static boolean isAnother(PaymentSnapshot snapshot, PaymentRef asked) {
    return !snapshot.payment().fingerprint().equals(asked.fingerprint());
  }

  /** Waits no longer than to the payment's deadline, so that the device hears when it is over. */
  private @Nullable PaymentSnapshot await(
      PaymentProjection.Watch watch, Predicate<PaymentSnapshot> news, Duration wait)
      throws InterruptedException {
    PaymentSnapshot now = watch.entry().snapshot();
    Duration atMost = wait;
    if (now != null && now.isOpen() && now.paid() == null) {
      Duration left = Duration.between(clock.instant(), view(now).deadlineAt());
      atMost = left.isPositive() && left.compareTo(wait) < 0 ? left : wait;
    }
    return watch.entry().await(news, atMost);
  }

  /** Whether the screen has something to show but "one moment, please". */
  private static boolean tellsSomething(PaymentSnapshot snapshot) {
    return switch (snapshot.status()) {
      case PaymentStatus.Final s -> true;
      case PaymentStatus.Reversing s -> true;
      case PaymentStatus.Refused s -> true;
      case PaymentStatus.Waiting s -> s.needsTheBuyer() || !snapshot.attention().isEmpty();
      case PaymentStatus.Processing s -> !snapshot.attention().isEmpty();
    };
  }

  private PaymentResult known(PaymentSnapshot snapshot, boolean repeat) {
    return snapshot.status() instanceof PaymentStatus.Refused refused
        ? new Refused(refused.reason())
        : new Known(view(snapshot), repeat);
  }

  private PaymentView view(PaymentSnapshot snapshot) {
    return PaymentView.of(snapshot, settings.answerWithin(), clock.instant());
  }

  private NotKnown notKnown(PaymentId id) {
    return new NotKnown(projection.find(id) != null);
  }

  /** Waits a moment for the log: another instance may have accepted it just now. */
  private @Nullable PaymentSnapshot own(PaymentId id, Device device) throws InterruptedException {
    if (!id.merchant().equals(device.merchant())) {
      return null;
    }
    PaymentSnapshot snapshot = projection.find(id);
    if (snapshot == null) {
      try (PaymentProjection.Watch watch = projection.watch(id)) {
        snapshot = watch.entry().await(it -> it.version() > 0, settings.heardWithin());
      }
    }
    if (snapshot == null || snapshot.version() == 0) {
      return null;
    }
    return snapshot.payment().store().equals(device.store()) ? snapshot : null;
  }

  private @Nullable PaymentSnapshot previous(PaymentRef asked) {
    return asked.attempt() == 1 ? null : projection.find(asked.previousAttempt());
  }
}
