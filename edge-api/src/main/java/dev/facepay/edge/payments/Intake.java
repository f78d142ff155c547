package dev.facepay.edge.payments;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The payments of this instance that stand before the pay stage: let in before anything of them is
 * published, out when that stage has spoken. Beyond the {@link Pace pace} new ones are refused; but
 * whoever has less than a fair share of the room is let in still.
 */
final class Intake {

  private final InstantSource clock;
  private final int viewsMax;
  private final Pace pace;

  /** In the order in which they came. */
  private final Map<PaymentId, Place> places = new LinkedHashMap<>();

  /** How many places each has; none has 0. */
  private final Map<String, Integer> held = new HashMap<>();

  private final Map<Full, Long> refused = new EnumMap<>(Full.class);

  private record Place(String merchant, Instant since) {}

  /** Why there is no room. */
  enum Full {
    /** For nobody. */
    ALL,
    /** For this merchant, who has a fair share or more of it. */
    MERCHANT
  }

  /**
   * @param why the reason
   * @param comeAgainSeconds 1 to 10
   */
  record Refused(Full why, long comeAgainSeconds) {}

  Intake(IntakeSettings settings, PaymentSettings payments, InstantSource clock) {
    this.clock = clock;
    this.viewsMax = payments.viewsMax();
    this.pace = new Pace(settings, viewsMax, payments.answerWithin());
  }

  /**
   * Empty if it has come in, or is in already.
   *
   * @param merchant whose room it takes
   */
  synchronized Optional<Refused> enter(PaymentId id, String merchant) {
    Instant now = clock.instant();
    forget(now);
    if (places.containsKey(id)) {
      return Optional.empty();
    }
    Optional<Full> full = full(merchant, pace.limit(now));
    if (full.isPresent()) {
      refused.merge(full.get(), 1L, Long::sum);
      return Optional.of(new Refused(full.get(), pace.comeAgainSeconds(places.size(), now)));
    }
    places.put(id, new Place(merchant, now));
    held.merge(merchant, 1, Integer::sum);
    return Optional.empty();
  }

  /** Those below their share get in over the limit: by less than as much again. */
  private Optional<Full> full(String merchant, int limit) {
    int standing = places.size();
    if (standing < limit) {
      return Optional.empty();
    }
    int own = held.getOrDefault(merchant, 0);
    int merchants = held.size() + (own == 0 ? 1 : 0);
    if (merchants == 1 || standing >= Math.min(2L * limit, viewsMax)) {
      return Optional.of(Full.ALL);
    }
    return own < Math.ceilDiv(limit, merchants) ? Optional.empty() : Optional.of(Full.MERCHANT);
  }

  /** It was not published. */
  synchronized void leave(PaymentId id) {
    remove(places.remove(id));
  }

  /**
   * A fact of the log: one of the pay stage, or of those behind it, gives the place back.
   *
   * @param gateway what WeChat took of the pay call; zero if nobody says
   */
  synchronized void heard(PaymentFact fact, Duration gateway) {
    boolean answer = fact.version() > 1 || fact instanceof PaymentFact.RequestRejected;
    Place place = answer ? places.remove(fact.payment().id()) : null;
    if (place != null) {
      remove(place);
      pace.answered(clock.instant(), gateway);
    }
  }

  synchronized int limit() {
    return pace.limit(clock.instant());
  }

  synchronized int standing() {
    forget(clock.instant());
    return places.size();
  }

  synchronized long refused(Full why) {
    return refused.getOrDefault(why, 0L);
  }

  private void forget(Instant now) {
    Instant before = now.minus(pace.lapse(now));
    Iterator<Place> oldest = places.values().iterator();
    while (oldest.hasNext()) {
      Place place = oldest.next();
      if (!place.since().isBefore(before)) {
        return;
      }
      oldest.remove();
      remove(place);
    }
  }

  private void remove(@Nullable Place place) {
    if (place != null) {
      held.computeIfPresent(place.merchant(), (m, count) -> count == 1 ? null : count - 1);
    }
  }
}
