package dev.facepay.payment;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a person said about an alarm: whatever the console lists as needing somebody. None of these
 * changes what the alarm is about, and all are over when it closes.
 */
public sealed interface AlarmFact extends Fact {

  Alarm alarm();

  /** The operator's name. */
  String who();

  /** In the operator's own words; null if there are none. */
  @Nullable String why();

  /** All that is said about one alarm stands in one line. */
  @Override
  default String key() {
    return alarm().id();
  }

  @Override
  default String subject() {
    return alarm().id();
  }

  @Override
  default FactType type() {
    return switch (this) {
      case Acknowledged f -> FactType.ALARM_ACKNOWLEDGED;
      case Assigned f -> FactType.ALARM_ASSIGNED;
    };
  }

  /** No state of anything. */
  @Override
  default int version() {
    return 0;
  }

  /** Two people may speak of one alarm in the same millisecond. */
  @Override
  default String factId() {
    String assignee = this instanceof Assigned f ? f.assignee() : null;
    return "%s/%s/%s/%d/%08x"
        .formatted(
            alarm().id(),
            type().wire(),
            alarm().about().wire(),
            occurredAt().toEpochMilli(),
            Arrays.asList(who(), assignee, why()).hashCode());
  }

  /**
   * Which alarm.
   *
   * @param about what it is about
   * @param id of that: the payment's, the trade's or the difference's
   * @param store whose it is; null if no fact says that
   */
  record Alarm(Coded<About> about, String id, MerchantId merchant, @Nullable StoreId store) {}

  /** Somebody has seen it. */
  record Acknowledged(Alarm alarm, String who, @Nullable String why, Instant occurredAt)
      implements AlarmFact {}

  /**
   * It is somebody's now; the last word counts.
   *
   * @param assignee an operator's name; null: nobody's any more
   */
  record Assigned(
      Alarm alarm, @Nullable String assignee, String who, @Nullable String why, Instant occurredAt)
      implements AlarmFact {}

  /** What an alarm can be about. */
  enum About implements Coded<About> {
    PAYMENT("payment"),
    /** A trade's report to WeChat. */
    REPORT("report"),
    /** A difference between WeChat's bill and our facts. */
    DIFFERENCE("difference");

    private final String wire;

    About(String wire) {
      this.wire = wire;
    }

    @Override
    public String wire() {
      return wire;
    }
  }
}
