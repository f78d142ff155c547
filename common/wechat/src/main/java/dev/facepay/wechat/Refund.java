package dev.facepay.wechat;

import dev.facepay.payment.Cut;
import dev.facepay.payment.Money;
import dev.facepay.payment.RefundRef;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code refund} (spec section 10): gives back what was paid, or a part of it. */
public final class Refund {

  /** WeChat's String(80), in bytes as it counts them. */
  private static final int DESC_BYTES_MAX = 80;

  /** Of merchants on the old fund flow: money that WeChat has not settled yet, its default. */
  private static final String UNSETTLED = "REFUND_SOURCE_UNSETTLED_FUNDS";

  /** Their other account: the available balance. */
  private static final String BALANCE = "REFUND_SOURCE_RECHARGE_FUNDS";

  private Refund() {}

  /**
   * The same number with the same content is one refund, however often it is sent.
   *
   * @param paid the whole order's amount, not what is left of it
   * @param why shown to the buyer; what WeChat has no room for is cut off
   * @param fromBalance from the available balance, where the merchant has unsettled money beside it
   */
  public record Request(RefundRef refund, Money paid, String why, boolean fromBalance) {}

  /** What one call proved. */
  public sealed interface Outcome permits Accepted, NotNow, OtherAccount, Setup, Failed, Unclear {}

  /**
   * Signed: WeChat has taken this very refund; the money has not arrived.
   *
   * @param refundId WeChat's number
   */
  public record Accepted(String refundId, Amounts amounts) implements Outcome {}

  /**
   * What of a refund is money, in fen; null where WeChat does not say it.
   *
   * @param settlementFen the refund without coupons that were no money
   * @param cashFen to the buyer's card or wallet
   * @param couponFen as coupons
   */
  public record Amounts(
      @Nullable Long settlementFen, @Nullable Long cashFen, @Nullable Long couponFen) {

    public static final Amounts UNSAID = new Amounts(null, null, null);
  }

  /** Signed: not taken, and the same request may be later: the balance, or an order in work. */
  public record NotNow(GatewayCode code, String text) implements Outcome {}

  /**
   * Signed: not taken, since the unsettled money does not suffice. The same refund may come from
   * the available balance.
   */
  public record OtherAccount(String text) implements Outcome {}

  /**
   * A person must mend something first: certificate, key or permission.
   *
   * @param code WeChat's (signed), or an obstacle (nothing was sent)
   */
  public record Setup(Code code, String text) implements Outcome {}

  /** Signed: this request moved no money, and never will as it is. */
  public record Failed(GatewayCode code, Why why, String text) implements Outcome {}

  /** What kind of a definite failure it is. */
  public enum Why {
    TOO_OLD,
    ACCOUNT_CLOSED,
    NOT_PAID,
    /** The number has another amount: an earlier refund stands, whosever it is. */
    NUMBER_USED,
    INVALID_REQUEST,
    /** The reason stands in the text alone. */
    REFUSED
  }

  static Message fields(Request request, Merchant merchant) {
    RefundRef refund = request.refund();
    String account = request.fromBalance() ? BALANCE : UNSETTLED;
    return Message.Draft.of(merchant, subMchId(refund))
        .optional(Field.REFUND_ACCOUNT, merchant.oldFundFlow() ? account : null)
        .required(Field.OUT_TRADE_NO, refund.payment().outTradeNo().value())
        .required(Field.OUT_REFUND_NO, refund.outRefundNo())
        .required(Field.TOTAL_FEE, Long.toString(request.paid().fen()))
        .required(Field.REFUND_FEE, Long.toString(refund.amount().fen()))
        .required(Field.REFUND_FEE_TYPE, Money.CURRENCY)
        .optional(Field.REFUND_DESC, Cut.atBytes(request.why(), DESC_BYTES_MAX))
        .finish();
  }

  static @Nullable String subMchId(RefundRef refund) {
    return refund.subMerchant() == null ? null : refund.subMerchant().value();
  }

  /** What an answer to these fields proves. In doubt: unclear. */
  public static Outcome verdict(Reply reply, Map<String, String> sent) {
    return switch (reply) {
      case Reply.NotSent(Code.Obstacle obstacle, String text) when !obstacle.passes() ->
          new Setup(obstacle, text);
      case Reply.NotSent notSent -> Unclear.of(notSent);
      case Reply.Broken broken -> Unclear.of(broken);
      case Reply.Signed signed -> ofSigned(signed, sent);
    };
  }

  private static Outcome ofSigned(Reply.Signed reply, Map<String, String> sent) {
    Optional<Unclear> mismatch = Unclear.mismatch(reply, sent);
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    return switch (reply.get("result_code")) {
      case "SUCCESS" -> accepted(reply, sent);
      case "FAIL" -> failed(reply, sent);
      default -> Unclear.unreadable("result_code");
    };
  }

  /** A used number answers SUCCESS with the older refund's values: all of it must be ours. */
  private static Outcome accepted(Reply.Signed reply, Map<String, String> sent) {
    for (String name : new String[] {"out_refund_no", "refund_fee", "total_fee"}) {
      if (!reply.get(name).equals(sent.get(name))) {
        return Unclear.mismatch(name);
      }
    }
    String refundId = reply.get("refund_id");
    return refundId.isEmpty()
        ? Unclear.unreadable("refund_id")
        : new Accepted(
            refundId,
            new Amounts(
                reply.fen("settlement_refund_fee"),
                reply.fen("cash_refund_fee"),
                reply.fen("coupon_refund_fee")));
  }

  private static Outcome failed(Reply.Signed reply, Map<String, String> sent) {
    if (!(reply.code() instanceof GatewayCode code)) {
      return Unclear.of(Cause.UNLISTED_CODE, reply);
    }
    // Which account is short stands in the text alone; the one that was asked for says it too.
    if (code == GatewayCode.NOTENOUGH
        && UNSETTLED.equals(sent.get(Field.REFUND_ACCOUNT.wireName()))) {
      return new OtherAccount(reply.text());
    }
    return switch (code.refund()) {
      case UNKNOWN -> Unclear.of(Cause.SYSTEM_ERROR, reply);
      case UNLISTED -> Unclear.of(Cause.UNLISTED_CODE, reply);
      case NOT_NOW -> new NotNow(code, reply.text());
      case SETUP -> new Setup(code, reply.text());
      case TOO_OLD -> new Failed(code, Why.TOO_OLD, reply.text());
      case ACCOUNT_CLOSED -> new Failed(code, Why.ACCOUNT_CLOSED, reply.text());
      case NOT_PAID -> new Failed(code, Why.NOT_PAID, reply.text());
      case NUMBER_USED -> new Failed(code, Why.NUMBER_USED, reply.text());
      case INVALID_REQUEST -> new Failed(code, Why.INVALID_REQUEST, reply.text());
      case REFUSED -> new Failed(code, Why.REFUSED, reply.text());
    };
  }
}
