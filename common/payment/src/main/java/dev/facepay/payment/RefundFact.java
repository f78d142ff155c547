package dev.facepay.payment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a refund of a paid payment (spec sections 10 and 11).
 *
 * <p>A line of its own for each refund: requested → changed (perhaps) → succeeded or failed.
 * Versions of a refund's state: 1 requested, 2 changed, 3 settled. The payment itself stays
 * succeeded.
 */
public sealed interface RefundFact extends Fact {

  RefundRef refund();

  @Override
  default String key() {
    return refund().orderKey();
  }

  /** The payment. */
  @Override
  default String subject() {
    return refund().payment().toString();
  }

  @Override
  default FactType type() {
    return switch (this) {
      case RefundRequested f -> FactType.REFUND_REQUESTED;
      case RefundChanged f -> FactType.REFUND_CHANGED;
      case RefundSucceeded f -> FactType.REFUND_SUCCEEDED;
      case RefundFailed f -> FactType.REFUND_FAILED;
    };
  }

  /** 1 to 3 for a state of the refund, 0 where another content under its number was refused. */
  @Override
  default int version() {
    return switch (this) {
      case RefundRequested f -> 1;
      case RefundChanged f -> 2;
      case RefundSucceeded f -> 3;
      case RefundFailed f -> f.version();
    };
  }

  @Override
  default String factId() {
    return "%s/%s/%s/%d%s"
        .formatted(
            refund().payment(), refund().refundNo(), type().wire(), version(), discriminator());
  }

  /** Told apart by this where a refund can have several facts of one type and version. */
  default String discriminator() {
    return "";
  }

  /** How a refund ended: these never change, but for {@link RefundFailure#OTHER_CONTENT}. */
  sealed interface Settled extends RefundFact {}

  /**
   * @param why the reason, which WeChat shows to the buyer
   * @param askedBy a till or a person
   * @param who the till's device id or the operator's name
   */
  record RefundRequested(RefundRef refund, String why, Coded<RefundAsker> askedBy, String who)
      implements RefundFact {

    @Override
    public Instant occurredAt() {
      return refund.requestedAt();
    }

    /** Two instances of the edge may each take the same request, at a time of their own. */
    @Override
    public String discriminator() {
      return "/%d/%d/%08x"
          .formatted(
              refund.amount().fen(),
              refund.requestedAt().toEpochMilli(),
              List.of(why, askedBy.wire(), who).hashCode());
    }
  }

  /**
   * The money has left the merchant, but the buyer's card does not take it: a person sends it
   * elsewhere on WeChat's merchant platform. Not final.
   *
   * @param refundId WeChat's number
   * @param receivingAccount WeChat's words for where it should have arrived, or null
   */
  record RefundChanged(
      RefundRef refund, String refundId, @Nullable String receivingAccount, Instant occurredAt)
      implements RefundFact {}

  /**
   * The money is back with the buyer.
   *
   * @param refundId WeChat's number
   * @param settlementFen what the merchant gives back: the amount without coupons that were no
   *     money, 0 fen and up; null if WeChat did not say it
   * @param cashFen what goes to the buyer's card or wallet; likewise
   * @param couponFen what goes back as coupons; likewise
   * @param receivingAccount WeChat's words for where it arrived, to be shown; or null
   * @param succeededAt when WeChat says it arrived, to the second, or null
   */
  record RefundSucceeded(
      RefundRef refund,
      String refundId,
      @Nullable Long settlementFen,
      @Nullable Long cashFen,
      @Nullable Long couponFen,
      @Nullable String receivingAccount,
      @Nullable Instant succeededAt,
      Instant occurredAt)
      implements Settled {}

  /**
   * No money moved, or a request was refused that had another content than the refund that is known
   * by its number.
   *
   * @param gatewayCode WeChat's code, or empty
   * @param gatewayText WeChat's words, or ours on what went wrong
   * @param version 3; 0 for {@link RefundFailure#OTHER_CONTENT}, which is about a request alone
   */
  record RefundFailed(
      RefundRef refund,
      Coded<RefundFailure> reason,
      String gatewayCode,
      String gatewayText,
      Instant occurredAt,
      int version)
      implements Settled {

    public RefundFailed {
      boolean fits = reason instanceof RefundFailure known ? version == of(known) : version >= 0;
      if (!fits) {
        throw new IllegalArgumentException(
            "version " + version + " is not one that " + reason.wire() + " has");
      }
    }

    public RefundFailed(
        RefundRef refund,
        RefundFailure reason,
        String gatewayCode,
        String gatewayText,
        Instant occurredAt) {
      this(refund, reason, gatewayCode, gatewayText, occurredAt, of(reason));
    }

    private static int of(RefundFailure reason) {
      return reason == RefundFailure.OTHER_CONTENT ? 0 : 3;
    }

    /** The refused request is told apart from the refund that stands. */
    @Override
    public String discriminator() {
      return version == 0
          ? "/%d/%d".formatted(refund.amount().fen(), refund.requestedAt().toEpochMilli())
          : "";
    }
  }
}
