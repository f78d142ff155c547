package dev.facepay.payment;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What became of a merchant's day when it was compared with WeChat's bill (spec section 12). A bill
 * is not signed: none of these changes a payment.
 *
 * <p>Days are WeChat's, of UTC+8. For each day: taken, perhaps again; differences found, and later
 * explained; reconciled whenever the comparison was made, with what is still open.
 */
public sealed interface BillFact extends Fact {

  /** Whose bill: the merchant, or the service provider for all its sub-merchants. */
  MerchantId merchant();

  LocalDate day();

  @Override
  default String key() {
    return merchant().value();
  }

  /** {@code mch_id:yyyy-MM-dd}. */
  @Override
  default String subject() {
    return merchant() + ":" + day();
  }

  @Override
  default FactType type() {
    return switch (this) {
      case BillTaken f -> FactType.BILL_TAKEN;
      case DifferenceFound f -> FactType.BILL_DIFFERENCE_FOUND;
      case DifferenceExplained f -> FactType.BILL_DIFFERENCE_EXPLAINED;
      case DayReconciled f -> FactType.BILL_DAY_RECONCILED;
    };
  }

  /** None of these is a state of a payment. */
  @Override
  default int version() {
    return 0;
  }

  @Override
  default String factId() {
    return subject() + "/" + type().wire() + "/" + discriminator();
  }

  /** Tells facts of one type about one day apart. */
  String discriminator();

  /**
   * A bill is kept, as it came.
   *
   * @param bill which
   * @param sha256 of the kept file, 64 lower-case hex digits
   * @param bytes of the kept file
   * @param lines details in it
   * @param faults what is wrong with it; above 0 it is compared with nothing and asked for again
   */
  record BillTaken(
      MerchantId merchant,
      LocalDate day,
      Coded<BillKind> bill,
      String sha256,
      long bytes,
      long lines,
      long faults,
      Instant occurredAt)
      implements BillFact {

    @Override
    public String discriminator() {
      return bill.wire() + "/" + sha256 + "/" + occurredAt.toEpochMilli();
    }
  }

  /**
   * Which difference.
   *
   * @param kind what differs
   * @param outTradeNo the order's number at WeChat
   * @param refund WeChat's or our number of the refund that it is about, or null
   * @param foundAt when it was found; one that was explained and is there again is another one
   */
  record Difference(
      Coded<DifferenceKind> kind, String outTradeNo, @Nullable String refund, Instant foundAt) {

    /** Unique within the day. */
    public String discriminator() {
      String of = refund == null ? outTradeNo : outTradeNo + "/" + refund;
      return kind.wire() + "/" + of + "/" + foundAt.toEpochMilli();
    }
  }

  /**
   * Bill and facts differ, and WeChat was asked: see to it.
   *
   * @param store whose payment it is; null if no fact says that
   * @param transactionId WeChat's number, or null
   * @param ours what our facts say, in words; empty if nothing
   * @param theirs what the bill says, in words; empty if nothing
   * @param oursFen in fen; null if our facts have no amount
   * @param theirsFen in fen; null if the bill has no amount
   * @param gateway what WeChat answered when it was asked for the order, or the refund
   */
  record DifferenceFound(
      MerchantId merchant,
      LocalDate day,
      Difference difference,
      @Nullable StoreId store,
      @Nullable String transactionId,
      String ours,
      String theirs,
      @Nullable Long oursFen,
      @Nullable Long theirsFen,
      String gateway)
      implements BillFact {

    @Override
    public Instant occurredAt() {
      return difference.foundAt();
    }

    @Override
    public String discriminator() {
      return difference.discriminator();
    }
  }

  /** A later bill, or a later fact, agrees. */
  record DifferenceExplained(
      MerchantId merchant, LocalDate day, Difference difference, Instant occurredAt)
      implements BillFact {

    @Override
    public String discriminator() {
      return difference.discriminator();
    }
  }

  /**
   * The day was compared, line by line. Amounts are the bill's.
   *
   * @param lines of the bill
   * @param open differences that are open
   * @param grossFen what buyers' orders came to
   * @param couponFen of it, discounts without money behind them
   * @param refundFen what went back, without such discounts; reversals included
   * @param feeFen WeChat's fees, rounded half up; below 0 where more came back
   * @param netFen gross less coupons, refunds and fees
   * @param sha256 of the bill that it was compared with; empty for a day without a bill
   */
  record DayReconciled(
      MerchantId merchant,
      LocalDate day,
      long lines,
      long open,
      long grossFen,
      long couponFen,
      long refundFen,
      long feeFen,
      long netFen,
      String sha256,
      Instant occurredAt)
      implements BillFact {

    @Override
    public String discriminator() {
      return Long.toString(occurredAt.toEpochMilli());
    }
  }
}
