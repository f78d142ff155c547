package dev.facepay.wechat;

import dev.facepay.payment.Cut;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code micropay} (spec section 5): takes money from the owner of a payment code, at most once.
 */
public final class Micropay {

  private static final Duration EXPIRY_MIN = Duration.ofMinutes(1);

  private Micropay() {}

  /**
   * Take {@code totalFeeFen} from the owner of a payment code. Nothing is checked here: a field
   * that breaks a rule of section 5 comes back as {@link NotSent}.
   *
   * @param totalFeeFen in fen, above 0
   * @param authCode the payment code or face code: 18 digits; never printed
   * @param spbillCreateIp IPv4 or IPv6 address of the calling machine
   */
  public record Request(
      String mchId,
      @Nullable String subMchId,
      String outTradeNo,
      long totalFeeFen,
      String authCode,
      String body,
      String spbillCreateIp,
      Extras extras) {

    /** Without the payment code. */
    @Override
    public String toString() {
      return "Request[mchId=%s, subMchId=%s, outTradeNo=%s, totalFeeFen=%d, authCode=***]"
          .formatted(mchId, subMchId, outTradeNo, totalFeeFen);
    }

    public static Request of(Requested requested, String authCode, String payerIp) {
      PaymentRef payment = requested.payment();
      return new Request(
          payment.id().merchant().value(),
          OrderQuery.subMchId(payment),
          payment.id().outTradeNo().value(),
          payment.amount().fen(),
          authCode,
          requested.body(),
          payerIp,
          Extras.of(requested));
    }
  }

  /**
   * The optional fields of section 5.
   *
   * @param detail goods, JSON
   * @param feeType ISO 4217; {@code null} is CNY
   * @param limitPay {@code no_credit}
   * @param timeStart when the device asked for the payment
   * @param timeExpire more than one minute away
   * @param receipt {@code Y}
   * @param sceneInfo JSON
   * @param profitSharing {@code Y}: the money stays with WeChat until it is shared out
   */
  public record Extras(
      @Nullable String deviceInfo,
      @Nullable String detail,
      @Nullable String attach,
      @Nullable String feeType,
      @Nullable String goodsTag,
      @Nullable String limitPay,
      @Nullable Instant timeStart,
      @Nullable Instant timeExpire,
      @Nullable String receipt,
      @Nullable String sceneInfo,
      @Nullable String profitSharing) {

    private static Extras of(Requested requested) {
      return new Extras(
          requested.payment().device().value(),
          requested.detail(),
          requested.attach(),
          null,
          requested.goodsTag(),
          requested.limitPay(),
          requested.payment().requestedAt(),
          requested.timeExpire(),
          requested.receipt(),
          requested.sceneInfo(),
          requested.profitSharing());
    }
  }

  /** What one call proved. */
  public sealed interface Outcome {}

  /**
   * Signed, and about this very payment: the money moved.
   *
   * @param timeEnd when the buyer paid
   * @param totalFeeFen what was asked for, in fen
   */
  public record Paid(
      String transactionId, Instant timeEnd, long totalFeeFen, PaidDetails details, Buyer buyer)
      implements Outcome {}

  /**
   * The buyer, in clear: never printed, and never stored but sealed.
   *
   * @param openid at the merchant's account; null if the answer says none
   * @param subOpenid at the sub-merchant's account; null if the answer says none
   */
  public record Buyer(@Nullable String openid, @Nullable String subOpenid) {

    public static final Buyer UNKNOWN = new Buyer(null, null);

    /**
     * @param seal empty where nobody here has the key: then the buyer is left out
     */
    public PaidDetails sealedIn(PaidDetails details, Function<String, Optional<Sealed>> seal) {
      return details.of(sealed(openid, seal), sealed(subOpenid, seal));
    }

    private static @Nullable Sealed sealed(
        @Nullable String clear, Function<String, Optional<Sealed>> seal) {
      return clear == null ? null : seal.apply(clear).orElse(null);
    }

    @Override
    public String toString() {
      return "Buyer";
    }
  }

  /** Signed, with a code that the specification calls a definite failure: no money moved. */
  public record Refused(GatewayCode code, String text) implements Outcome {}

  /**
   * Money may have moved: query.
   *
   * @param code WeChat's code or the HTTP status, else none
   */
  public record Unknown(Cause cause, Code code, String text) implements Outcome {

    private static Unknown of(Unclear unclear) {
      return new Unknown(unclear.cause(), unclear.code(), unclear.text());
    }
  }

  /** No byte of the request left this machine: no money moved. */
  public record NotSent(Code.Obstacle obstacle, String text) implements Outcome {}

  /** The fields of a request; WeChat takes no order that ends within a minute from now. */
  static Message fields(Request request, Merchant merchant, Instant now) {
    Instant expire = request.extras().timeExpire();
    return expire != null && !expire.isAfter(now.plus(EXPIRY_MIN))
        ? new Message.TooLate("time_expire is no longer more than a minute away")
        : fields(request, merchant);
  }

  /** The same, whenever it ends. */
  public static Message fields(Request request, Merchant merchant) {
    Extras extras = request.extras();
    return Message.Draft.of(merchant, request.subMchId())
        .required(Field.OUT_TRADE_NO, request.outTradeNo())
        .required(Field.TOTAL_FEE, Long.toString(request.totalFeeFen()))
        .required(Field.AUTH_CODE, request.authCode())
        .required(Field.BODY, Cut.atBytes(request.body().strip(), FieldRule.BODY_BYTES_MAX))
        .required(Field.SPBILL_CREATE_IP, request.spbillCreateIp())
        .required(Field.FEE_TYPE, extras.feeType() == null ? "CNY" : extras.feeType())
        .optional(Field.DEVICE_INFO, extras.deviceInfo())
        .optional(Field.DETAIL, extras.detail())
        .optional(Field.ATTACH, extras.attach())
        .optional(Field.GOODS_TAG, extras.goodsTag())
        .optional(Field.LIMIT_PAY, extras.limitPay())
        .optional(Field.RECEIPT, extras.receipt())
        .optional(Field.SCENE_INFO, extras.sceneInfo())
        .optional(Field.PROFIT_SHARING, extras.profitSharing())
        .optional(Field.TIME_START, time(extras.timeStart()))
        .optional(Field.TIME_EXPIRE, time(extras.timeExpire()))
        .finish();
  }

  private static @Nullable String time(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    return FieldRule.isSayable(time) ? WireTime.write(time) : "beyond";
  }

  /** What an answer to these fields proves. In doubt: unknown. */
  public static Outcome verdict(Reply reply, Map<String, String> sent) {
    return switch (reply) {
      case Reply.NotSent(Code.Obstacle obstacle, String text) -> new NotSent(obstacle, text);
      case Reply.Broken broken -> Unknown.of(Unclear.of(broken));
      case Reply.Signed signed -> ofSigned(signed, sent);
    };
  }

  private static Outcome ofSigned(Reply.Signed reply, Map<String, String> sent) {
    Optional<Unclear> mismatch = Unclear.mismatch(reply, sent);
    if (mismatch.isPresent()) {
      return Unknown.of(mismatch.get());
    }
    return switch (reply.get("result_code")) {
      case "SUCCESS" -> paid(reply, sent);
      case "FAIL" -> failed(reply);
      default -> unreadable("result_code");
    };
  }

  private static Outcome paid(Reply.Signed reply, Map<String, String> sent) {
    for (String name : new String[] {"out_trade_no", "total_fee"}) {
      if (!reply.get(name).equals(sent.get(name))) {
        return mismatch(name);
      }
    }
    if (!reply.agrees("fee_type", sent.getOrDefault("fee_type", ""))) {
      return mismatch("fee_type");
    }
    // Only a query's answer has it: a recorded one of a refunded order must not pass for this one.
    if (!reply.agrees("trade_state", "SUCCESS")) {
      return mismatch("trade_state");
    }
    String transactionId = reply.get("transaction_id");
    if (transactionId.isEmpty()) {
      return unreadable("transaction_id");
    }
    Optional<Instant> timeEnd = WireTime.read(reply.get("time_end"));
    if (timeEnd.isEmpty()) {
      return unreadable("time_end");
    }
    return new Paid(
        transactionId,
        timeEnd.get(),
        Long.parseLong(reply.get("total_fee")),
        PaidAnswer.details(reply, Long.parseLong(reply.get("total_fee"))),
        PaidAnswer.buyer(reply));
  }

  private static Outcome failed(Reply.Signed reply) {
    if (!(reply.code() instanceof GatewayCode code)) {
      return unknown(Cause.UNLISTED_CODE, reply);
    }
    return switch (code.pay()) {
      case FAILED -> new Refused(code, reply.text());
      case USER_PAYING -> unknown(Cause.USER_PAYING, reply);
      case SYSTEM_ERROR -> unknown(Cause.SYSTEM_ERROR, reply);
      case BANK_ERROR -> unknown(Cause.BANK_ERROR, reply);
      case NUMBER_USED -> unknown(Cause.ORDER_NUMBER_USED, reply);
      case UNLISTED -> unknown(Cause.UNLISTED_CODE, reply);
    };
  }

  private static Unknown unknown(Cause cause, Reply.Signed reply) {
    return Unknown.of(Unclear.of(cause, reply));
  }

  private static Unknown mismatch(String field) {
    return Unknown.of(Unclear.mismatch(field));
  }

  private static Unknown unreadable(String field) {
    return Unknown.of(Unclear.unreadable(field));
  }
}
