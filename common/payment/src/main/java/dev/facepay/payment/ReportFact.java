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
      TradeRef trade, int tryNo, ReportMethod method, @Nullable Sealed authCode, Instant occurredAt)
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
      TradeRef trade, int tryNo, ReportDelay reason, boolean attention, Instant occurredAt)
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
      ReportOutcome outcome,
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
      return tryNo + "/" + outcome.wire();
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
      return fingerprint;
    }
  }

  private static void requireTry(int tryNo) {
    if (tryNo < 1) {
      throw new IllegalArgumentException("tries count from 1");
    }
  }
}
