package dev.facepay.payment;

import java.util.Arrays;

/**
 * The value of a coded field. The contract lets a newer release add values, so what this release
 * reads is one that it knows, or another that keeps its text: it is stored, shown and published
 * again as it came, and nothing is parked for it.
 *
 * <p>A {@code switch} names the known ones and {@link Other}, without a default: a new value breaks
 * the build wherever it matters.
 */
public sealed interface Coded<E extends Enum<E>> extends WireName
    permits Act,
        AlarmFact.About,
        AttentionReason,
        BillKind,
        Channel,
        CredentialRefusal,
        DeviceStatus,
        DifferenceKind,
        EnrolmentRefusal,
        FailureReason,
        PaidDetails.CouponType,
        PaidDetails.Doubt,
        PaidDetails.TradeType,
        RefundAsker,
        RefundFailure,
        RejectReason,
        ReportDelay,
        ReportMethod,
        ReportOutcome,
        ReverseReason,
        ReversedHow,
        Stage,
        UnknownReason,
        Coded.Other {

  /** What a metric's label says of a value that this release does not know: labels are bounded. */
  String OTHER_LABEL = "other";

  /**
   * A value of a newer release, or of an older one that lost it.
   *
   * @param wire 1 to {@link #CHARACTERS_MAX} letters, digits, {@code _}, {@code -} and {@code .}
   */
  record Other<E extends Enum<E>>(String wire) implements Coded<E> {

    public static final int CHARACTERS_MAX = 64;

    private static final FieldRule RULE = FieldRule.name(CHARACTERS_MAX);

    public Other {
      RULE.require("a coded value", wire);
    }
  }

  /**
   * @throws IllegalArgumentException if it can't be a coded value of any release
   */
  static <E extends Enum<E> & Coded<E>> Coded<E> read(Class<E> type, String wire) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.wire().equals(wire))
        .map(constant -> (Coded<E>) constant)
        .findFirst()
        .orElseGet(() -> new Other<>(wire));
  }

  /** One of a bounded set. */
  default String label() {
    return this instanceof Other<E> ? OTHER_LABEL : wire();
  }
}
