package dev.facepay.edge.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * The payments that this instance knows and whose money may still move.
 *
 * @param groups by where they stand; each of them is there
 */
record OpenPayments(Map<Where, Group> groups) {

  /** Where an open payment stands. */
  enum Where {
    PROCESSING,
    WAITING,
    REVERSING
  }

  /**
   * @param oldest since the request of the oldest; zero if there is none
   */
  record Group(int count, Duration oldest) {

    private Group with(Duration age) {
      return new Group(count + 1, age.compareTo(oldest) > 0 ? age : oldest);
    }
  }

  static OpenPayments of(Collection<PaymentSnapshot> snapshots, Instant now) {
    Map<Where, Group> groups = new EnumMap<>(Where.class);
    for (Where where : Where.values()) {
      groups.put(where, new Group(0, Duration.ZERO));
    }
    for (PaymentSnapshot snapshot : snapshots) {
      Duration age = Duration.between(snapshot.payment().requestedAt(), now);
      switch (snapshot.status()) {
        case PaymentStatus.Processing s -> add(groups, Where.PROCESSING, age);
        case PaymentStatus.Waiting s -> add(groups, Where.WAITING, age);
        case PaymentStatus.Reversing s -> add(groups, Where.REVERSING, age);
        case PaymentStatus.Refused s -> {}
        case PaymentStatus.Final s -> {}
      }
    }
    return new OpenPayments(groups);
  }

  private static void add(Map<Where, Group> groups, Where where, Duration age) {
    groups.computeIfPresent(where, (w, group) -> group.with(age));
  }

  Group of(Where where) {
    return groups.getOrDefault(where, new Group(0, Duration.ZERO));
  }
}
