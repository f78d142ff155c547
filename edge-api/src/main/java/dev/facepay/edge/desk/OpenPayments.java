package dev.facepay.edge.desk;

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
public record OpenPayments(Map<Where, Group> groups) {

  /** Where an open payment stands. */
  public enum Where {
    PROCESSING,
    WAITING,
    REVERSING
  }

  /**
   * @param oldest since the request of the oldest; zero if there is none
   */
  public record Group(int count, Duration oldest) {

    private Group with(Duration age) {
      return new Group(count + 1, age.compareTo(oldest) > 0 ? age : oldest);
    }
  }

  static OpenPayments of(Collection<PaymentView> views, Instant now) {
    Map<Where, Group> groups = new EnumMap<>(Where.class);
    for (Where where : Where.values()) {
      groups.put(where, new Group(0, Duration.ZERO));
    }
    for (PaymentView view : views) {
      Duration age = Duration.between(view.payment().requestedAt(), now);
      switch (view.standing()) {
        case Standing.Processing s -> add(groups, Where.PROCESSING, age);
        case Standing.Waiting s -> add(groups, Where.WAITING, age);
        case Standing.Reversing s -> add(groups, Where.REVERSING, age);
        case Standing.Refused s -> {}
        case Standing.Final s -> {}
      }
    }
    return new OpenPayments(groups);
  }

  private static void add(Map<Where, Group> groups, Where where, Duration age) {
    groups.computeIfPresent(where, (w, group) -> group.with(age));
  }

  public Group of(Where where) {
    return groups.getOrDefault(where, new Group(0, Duration.ZERO));
  }
}
