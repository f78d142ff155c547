package dev.facepay.wechat;

import dev.facepay.payment.PaymentRef;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code reverse} (spec section 7): closes an order, or gives its money back. */
public final class Reverse {

  private Reverse() {}

  /** One of {@code outTradeNo} and {@code transactionId} is needed; the latter wins. */
  record Request(
      String mchId,
      @Nullable String subMchId,
      @Nullable String outTradeNo,
      @Nullable String transactionId) {

    /** Reverse by our own number. */
    static Request byOutTradeNo(String mchId, @Nullable String subMchId, String outTradeNo) {
      return new Request(mchId, subMchId, outTradeNo, null);
    }

    Request by(@Nullable String number) {
      return new Request(mchId, subMchId, outTradeNo, number);
    }

    static Request of(PaymentRef payment) {
      return byOutTradeNo(
          payment.id().merchant().value(),
          OrderQuery.subMchId(payment),
          payment.id().outTradeNo().value());
    }
  }

  /** What one call proved. */
  public sealed interface Outcome permits Confirmed, CallAgain, NotNow, Expired, Refused, Unclear {}

  /** Signed: the order is closed or the money is back. */
  public record Confirmed() implements Outcome {}

  /** Signed, {@code recall=Y}: call again. */
  public record CallAgain(Code code, String text) implements Outcome {}

  /** Signed, {@code USERPAYING}: an order being paid cannot be reversed: later. */
  public record NotNow() implements Outcome {}

  /** Signed, {@code REVERSE_EXPIRE}: over seven days: a person must refund. */
  public record Expired() implements Outcome {}

  /**
   * A person must mend something first; retry slowly.
   *
   * @param code WeChat's (signed), or an obstacle (nothing was sent)
   */
  public record Refused(Code code, String text) implements Outcome {}

  static Message fields(Request request, Merchant merchant) {
    return Message.Draft.of(merchant, request.subMchId())
        .order(request.transactionId(), request.outTradeNo())
        .finish();
  }

  /** What an answer to these fields proves. In doubt: unclear. */
  public static Outcome verdict(Reply reply, Map<String, String> sent) {
    return switch (reply) {
      case Reply.NotSent(Code.Obstacle obstacle, String text) when !obstacle.passes() ->
          new Refused(obstacle, text);
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
    // An answer to reverse has neither: a recorded answer to another call must not confirm this.
    for (String foreign : new String[] {"trade_type", "trade_state"}) {
      if (!reply.get(foreign).isEmpty()) {
        return new Unclear(Cause.MISMATCH, Code.NONE, foreign + " belongs to another call");
      }
    }
    boolean again = reply.get("recall").equals("Y");
    return switch (reply.get("result_code")) {
      case "SUCCESS" -> again ? new CallAgain(Code.NONE, reply.text()) : confirmed(reply);
      case "FAIL" -> failed(reply, again);
      default -> Unclear.unreadable("result_code");
    };
  }

  private static Outcome confirmed(Reply.Signed reply) {
    return reply.agrees("recall", "N") ? new Confirmed() : Unclear.unreadable("recall");
  }

  /** What needs time or a person wins over {@code recall=Y}: calling at once would not help. */
  private static Outcome failed(Reply.Signed reply, boolean again) {
    if (!(reply.code() instanceof GatewayCode code)) {
      return openOr(again, Cause.UNLISTED_CODE, reply);
    }
    return switch (code.reverse()) {
      case NOT_NOW -> new NotNow();
      case EXPIRED -> new Expired();
      case REFUSED -> new Refused(code, reply.text());
      case SYSTEM_ERROR -> openOr(again, Cause.SYSTEM_ERROR, reply);
      case UNLISTED -> openOr(again, Cause.UNLISTED_CODE, reply);
    };
  }

  private static Outcome openOr(boolean again, Cause cause, Reply.Signed reply) {
    return again ? new CallAgain(reply.code(), reply.text()) : Unclear.of(cause, reply);
  }
}
