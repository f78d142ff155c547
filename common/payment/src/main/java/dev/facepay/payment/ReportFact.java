package dev.facepay.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a trade's report to WeChat (spec section 8): a trade that is no face payment is
 * reported once, by the face SDK of its own device, after it succeeded.
 */
public sealed interface ReportFact extends Fact {

  TradeRef trade();

  /** The device: what it is asked and what it answers stand in one line each. */
  @Override
  default String key() {
    return trade().deviceKey();
  }

  @Override
  default String subject() {
    return trade().id().toString();
  }

  @Override
  default FactType type() {
    return switch (this) {
      case ReportNeeded f -> FactType.REPORT_NEEDED;
      case ReportDelayed f -> FactType.REPORT_DELAYED;
      case ReportTold f -> FactType.REPORT_TOLD;
      case TradeTold f -> FactType.TRADE_TOLD;
      case ReportActRequested f -> FactType.REPORT_ACT_REQUESTED;
    };
  }

  /** None of these is a state of a payment. */
  @Override
  default int version() {
    return 0;
  }

  @Override
  default String factId() {
    return trade().id() + "/" + type().wire() + "/" + discriminator();
  }

  /** Tells facts of one type about one trade apart. */
  String discriminator();

  /**
   * The device shall report this trade. A higher try replaces the one before.
   *
   * @param tryNo 1 and up; the device makes no call twice for one try
   * @param authCode the payment code, sealed for the trade's id; for {@link ReportMethod#PAYCODE}
   *     alone. Should it be absent there, the edge asks for the trade's number instead
   */
  record ReportNeeded(
      TradeRef trade,
      int tryNo,
      Coded<ReportMethod> method,
      @Nullable Sealed authCode,
      Instant occurredAt)
      implements ReportFact {

    public ReportNeeded {
      requireTry(tryNo);
    }

    @Override
    public String discriminator() {
      return Integer.toString(tryNo);
    }
  }

  /**
   * Why the report is not there yet; said when the reason changes, and once more when a person
   * should look.
   *
   * @param tryNo the last try, 0 before the first
   * @param attention whether the trade has waited so long that a person should look
   */
  record ReportDelayed(
      TradeRef trade, int tryNo, Coded<ReportDelay> reason, boolean attention, Instant occurredAt)
      implements ReportFact {

    @Override
    public String discriminator() {
      return tryNo + "/" + reason.wire() + (attention ? "/attention" : "");
    }
  }

  /**
   * What the device says of a try.
   *
   * @param code the SDK's error code or the worker's word; empty where there is none
   * @param text the SDK's words; may be empty
   * @param faceSdkVersion what ran on the device, or null
   */
  record ReportTold(
      TradeRef trade,
      int tryNo,
      Coded<ReportOutcome> outcome,
      String code,
      String text,
      @Nullable String faceSdkVersion,
      Instant occurredAt)
      implements ReportFact {

    public ReportTold {
      requireTry(tryNo);
    }

    @Override
    public String discriminator() {
      return tryNo + "/" + outcome.wire() + "/" + occurredAt.toEpochMilli();
    }
  }

  /**
   * A trade that was paid on the device, but not through FacePay.
   *
   * @param numbers by what else people know it
   * @param authCode the payment code, sealed for the trade's id, or null if the device has none
   * @param fingerprint keyed hash of what the device told; equal content, equal fingerprint
   */
  record TradeTold(
      TradeRef trade,
      TradeNumbers numbers,
      Money amount,
      Instant paidAt,
      @Nullable Sealed authCode,
      String fingerprint,
      Instant occurredAt)
      implements ReportFact {

    @Override
    public String discriminator() {
      return fingerprint + "/" + occurredAt.toEpochMilli();
    }
  }

  /**
   * A person wants something done about a report. To retry is a wish: the trade's job reads it. To
   * resolve is that person's word that it is reported by hand, or need not be: the device is asked
   * no more, unless it had confirmed already, or does so late, which counts more.
   *
   * @param tryNo the last try that was known when it was asked for, 0 before the first: should the
   *     job be over, it goes on behind that
   * @param paidAt when the trade succeeded, for the same reason
   * @param who the operator's name
   * @param why in the operator's own words
   * @param evidence what the operator refers to; may be empty for a retry
   */
  record ReportActRequested(
      TradeRef trade,
      int tryNo,
      Instant paidAt,
      Coded<Act> act,
      String who,
      String why,
      String evidence,
      Instant occurredAt)
      implements ReportFact {

    @Override
    public String discriminator() {
      return act.wire() + "/" + occurredAt.toEpochMilli();
    }
  }

  private static void requireTry(int tryNo) {
    if (tryNo < 1) {
      throw new IllegalArgumentException("tries count from 1");
    }
  }
}
