package dev.facepay.edge.desk;

import dev.facepay.edge.desk.DeskAnswer.ExpiresTooSoon;
import dev.facepay.edge.desk.DeskAnswer.Known;
import dev.facepay.edge.desk.DeskAnswer.NoRoom;
import dev.facepay.edge.desk.DeskAnswer.NotKnown;
import dev.facepay.edge.desk.DeskAnswer.NotPublished;
import dev.facepay.edge.desk.DeskAnswer.Refused;
import dev.facepay.edge.device.Device;
import dev.facepay.edge.request.PaymentRequest;
import dev.facepay.edge.request.RequestFacts;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fill.Fullness;
import dev.facepay.runtime.fill.Room;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where wishes become facts and devices wait for what comes of them: the one place of the edge with
 * effects. A device sees and touches only what belongs to its own merchant and store.
 */
public final class PaymentDesk {

  private final DeskSettings settings;
  private final PaymentViews views;
  private final RequestFacts facts;
  private final FactPublisher publisher;
  private final Room room;
  private final InstantSource clock;

  public PaymentDesk(
      DeskSettings settings,
      PaymentViews views,
      RequestFacts facts,
      FactPublisher publisher,
      Room room,
      InstantSource clock) {
    this.settings = settings;
    this.views = views;
    this.facts = facts;
    this.publisher = publisher;
    this.room = room;
    this.clock = clock;
  }

  /**
   * Begins a payment, or finds the one that the same request has begun, and waits for something to
   * tell. The watch is there before the fact is, so that no answer slips between.
   */
  public DeskAnswer pay(PaymentRequest request, Device device, Duration wait)
      throws InterruptedException {
    PaymentRef asked = facts.ref(request, device, clock.instant());
    boolean held = views.hasRoom();
    try (PaymentViews.Watch watch = views.watch(asked.id())) {
      Admission admission =
          watch.cell().admit(view -> Admission.decide(asked, view, previous(asked), held));
      return switch (admission) {
        case Admission.SendAway s -> new DeskAnswer.Busy();
        case Admission.Refuse refuse -> new Refused(refuse.reason());
        case Admission.Follow f -> answer(watch, asked, wait, true);
        case Admission.Publish p -> {
          DeskAnswer hitch = begin(watch, asked, request);
          yield hitch == null ? answer(watch, asked, wait, false) : hitch;
        }
      };
    }
  }

  /** What is known of a payment, at once if anything is. */
  public DeskAnswer look(PaymentId id, Device device) throws InterruptedException {
    PaymentView view = own(id, device);
    return view == null ? notKnown(id) : told(view, true);
  }

  /**
   * Waits until a payment shows something newer than the device has seen.
   *
   * @param seen the {@link Sight#tag} that the device has, or null: then until there is something
   *     to tell
   */
  public DeskAnswer watch(PaymentId id, Device device, @Nullable String seen, Duration wait)
      throws InterruptedException {
    if (own(id, device) == null) {
      return notKnown(id);
    }
    try (PaymentViews.Watch watch = views.watch(id)) {
      Predicate<PaymentView> news =
          seen == null ? PaymentDesk::tellsSomething : view -> sight(view).isNewsTo(seen);
      PaymentView view = await(watch, news, wait);
      if (view == null) {
        return new NotKnown(false);
      }
      return seen == null || news.test(view)
          ? told(view, true)
          : new DeskAnswer.Unchanged(seen, view.isFinal());
    }
  }

  /** Asks to give the payment up; one that completed all the same wins. */
  public DeskAnswer cancel(PaymentId id, Device device) throws InterruptedException {
    PaymentView view = own(id, device);
    if (view == null) {
      return notKnown(id);
    }
    boolean moot = view.isFinal() || view.cancelAsked();
    if (moot || view.standing() instanceof Standing.Reversing || !view.isOpen()) {
      return told(view, true);
    }
    PaymentFact wish = new CancelRequested(view.payment(), clock.instant());
    if (!published(wish)) {
      return new NotPublished();
    }
    views.accept(wish);
    return look(id, device);
  }

  private @Nullable DeskAnswer begin(
      PaymentViews.Watch watch, PaymentRef asked, PaymentRequest request)
      throws InterruptedException {
    try {
      Instant expires = request.timeExpire();
      if (expires != null
          && expires.isBefore(asked.requestedAt().plus(settings.timeExpireAheadMin()))) {
        return new ExpiresTooSoon(settings.timeExpireAheadMin());
      }
      Optional<Fullness> full = room.full();
      if (full.isPresent()) {
        return new NoRoom(full.get());
      }
      PaymentFact fact = facts.requested(asked, request);
      if (published(fact)) {
        views.accept(fact);
        return null;
      }
      return isInTheLog(watch, asked) ? null : new NotPublished();
    } finally {
      watch.cell().publishingDone();
    }
  }

  /** The acknowledgement may be lost and the fact there all the same: then the log has shown it. */
  private static boolean isInTheLog(PaymentViews.Watch watch, PaymentRef asked) {
    PaymentView view = watch.cell().view();
    return view != null && view.version() > 0 && !isAnother(view, asked);
  }

  private boolean published(PaymentFact fact) throws InterruptedException {
    try {
      publisher.publish(fact);
      return true;
    } catch (FactNotPublished e) {
      return false;
    }
  }

  private DeskAnswer answer(
      PaymentViews.Watch watch, PaymentRef asked, Duration wait, boolean repeat)
      throws InterruptedException {
    Predicate<PaymentView> news = view -> isAnother(view, asked) || tellsSomething(view);
    PaymentView view = await(watch, news, wait);
    if (view == null) {
      return new NotPublished();
    }
    return isAnother(view, asked) ? new Refused(RejectReason.OTHER_CONTENT) : told(view, repeat);
  }

  /** Whether the log has another content first: then this one is refused there as well. */
  private static boolean isAnother(PaymentView view, PaymentRef asked) {
    return !view.payment().fingerprint().equals(asked.fingerprint());
  }

  /** Waits no longer than to the payment's deadline, so that the device hears when it is over. */
  private @Nullable PaymentView await(
      PaymentViews.Watch watch, Predicate<PaymentView> news, Duration wait)
      throws InterruptedException {
    PaymentView now = watch.cell().view();
    Duration atMost = wait;
    if (now != null && now.isOpen() && now.paid() == null) {
      Duration left = Duration.between(clock.instant(), sight(now).deadlineAt());
      atMost = left.isPositive() && left.compareTo(wait) < 0 ? left : wait;
    }
    return watch.cell().await(news, atMost);
  }

  /** Whether the screen has something to show but "one moment, please". */
  private static boolean tellsSomething(PaymentView view) {
    return switch (view.standing()) {
      case Standing.Final s -> true;
      case Standing.Reversing s -> true;
      case Standing.Refused s -> true;
      case Standing.Waiting s -> s.needsTheBuyer() || !view.attention().isEmpty();
      case Standing.Processing s -> !view.attention().isEmpty();
    };
  }

  private DeskAnswer told(PaymentView view, boolean repeat) {
    return view.standing() instanceof Standing.Refused refused
        ? new Refused(refused.reason())
        : new Known(sight(view), repeat);
  }

  private Sight sight(PaymentView view) {
    return Sight.of(view, settings.answerWithin(), clock.instant());
  }

  private NotKnown notKnown(PaymentId id) {
    return new NotKnown(views.find(id) != null);
  }

  /** Waits a moment for the log: another instance may have accepted it just now. */
  private @Nullable PaymentView own(PaymentId id, Device device) throws InterruptedException {
    if (!id.merchant().equals(device.merchant())) {
      return null;
    }
    PaymentView view = views.find(id);
    if (view == null) {
      try (PaymentViews.Watch watch = views.watch(id)) {
        view = watch.cell().await(it -> it.version() > 0, settings.heardWithin());
      }
    }
    if (view == null || view.version() == 0) {
      return null;
    }
    return view.payment().store().equals(device.store()) ? view : null;
  }

  private @Nullable PaymentView previous(PaymentRef asked) {
    return asked.attempt() == 1 ? null : views.find(asked.previousAttempt());
  }
}
