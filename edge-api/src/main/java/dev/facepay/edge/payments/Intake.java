package dev.facepay.edge.payments;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The payments of this instance that stand before the pay stage: let in before anything of them is
 * published, out when that stage has spoken. Beyond the {@link Pace pace} new ones are refused; but
 * whoever has less than a fair share of the room is let in still.
 */
final class Intake {

  private final InstantSource clock;
  private final int viewsMax;
  private final Duration lapseMax;
  private final Pace pace;

  /** In the order in which they came. */
  private final Map<PaymentId, Place> places = new LinkedHashMap<>();

  /** Those that stand so long that they count no more: an answer is one all the same. */
  private final Map<PaymentId, Place> lapsed = new LinkedHashMap<>();

  /** How many places each has; none has 0. */
  private final Map<String, Integer> held = new HashMap<>();

  private final Map<Full, Long> refused = new EnumMap<>(Full.class);

  private long answers;

  /**
   * @param answersBefore how many had been given by then
   */
  private record Place(String merchant, Instant since, long answersBefore) {}

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
    this.lapseMax = payments.answerWithin();
    this.pace = new Pace(settings, viewsMax, lapseMax);
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
    places.put(id, new Place(merchant, now, answers));
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

  /** Gives the place back, of what was not published too; false if it had none. */
  synchronized boolean leave(PaymentId id) {
    Place place = places.remove(id);
    if (place != null) {
      held.computeIfPresent(place.merchant(), (m, count) -> count == 1 ? null : count - 1);
    }
    return place != null;
  }

  /**
   * A fact of the log: one of the pay stage, or of those behind it, gives the place back. One that
   * comes late is an answer all the same, or the pace would be too low to let anybody in.
   *
   * @param gateway what WeChat took of the pay call; zero if nobody says
   */
  synchronized void heard(PaymentFact fact, Duration gateway) {
    boolean answer = fact.version() > 1 || fact instanceof PaymentFact.RequestRejected;
    if (answer && (leave(fact.payment().id()) || lapsed.remove(fact.payment().id()) != null)) {
      answers++;
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

  /**
   * What so many have overtaken that it can't be waiting in line counts no more: it stands behind
   * something that is broken, and must not keep the others out. A line that has become slow is
   * overtaken by nobody, however long it takes.
   */
  private void forget(Instant now) {
    long overtaken = answers - 2L * pace.limit(now);
    Instant oldest = now.minus(lapseMax);
    for (PaymentId id :
        first(places, it -> it.answersBefore() < overtaken || it.since().isBefore(oldest))) {
      lapsed.put(id, Objects.requireNonNull(places.get(id)));
      leave(id);
    }
    first(lapsed, it -> it.since().isBefore(oldest)).forEach(lapsed::remove);
  }

  private static List<PaymentId> first(Map<PaymentId, Place> places, Predicate<Place> such) {
    return places.entrySet().stream()
        .takeWhile(entry -> such.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
