package dev.facepay.wechat.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Take {@code totalFeeFen} from the owner of a payment code. Nothing is checked here: a field that
 * breaks a rule of section 5 comes back as {@link MicropayOutcome.NotSent}.
 *
 * @param totalFeeFen in fen, above 0
 * @param authCode the payment code or face code: 18 digits; never printed
 * @param spbillCreateIp IPv4 or IPv6 address of the calling machine
 */
public record MicropayRequest(
    String mchId,
    @Nullable String subMchId,
    String outTradeNo,
    long totalFeeFen,
    String authCode,
    String body,
    String spbillCreateIp,
    Extras extras) {

  /** The request with what section 5 demands and nothing else. */
  public static MicropayRequest of(
      String mchId,
      String outTradeNo,
      long totalFeeFen,
      String authCode,
      String body,
      String spbillCreateIp) {
    return new MicropayRequest(
        mchId, null, outTradeNo, totalFeeFen, authCode, body, spbillCreateIp, Extras.NONE);
  }

  /** The same payment on behalf of a sub-merchant (service-provider mode). */
  public MicropayRequest withSubMchId(@Nullable String other) {
    return new MicropayRequest(
        mchId, other, outTradeNo, totalFeeFen, authCode, body, spbillCreateIp, extras);
  }

  /** The same payment with these optional fields. */
  public MicropayRequest withExtras(Extras other) {
    return new MicropayRequest(
        mchId, subMchId, outTradeNo, totalFeeFen, authCode, body, spbillCreateIp, other);
  }

  /** Without the payment code. */
  @Override
  public String toString() {
    return "MicropayRequest[mchId=%s, subMchId=%s, outTradeNo=%s, totalFeeFen=%d, authCode=***]"
        .formatted(mchId, subMchId, outTradeNo, totalFeeFen);
  }

  /**
   * The optional fields of section 5.
   *
   * @param detail goods, JSON
   * @param feeType ISO 4217; {@code null} is CNY
   * @param limitPay {@code no_credit}
   * @param timeExpire more than one minute away
   * @param receipt {@code Y}
   * @param sceneInfo JSON
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
      @Nullable String sceneInfo) {

    /** None of them. */
    public static final Extras NONE =
        new Extras(null, null, null, null, null, null, null, null, null, null);
  }
}
