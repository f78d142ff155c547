package dev.facepay.simulator.ledger;

import org.jspecify.annotations.Nullable;

/** A call that passed signature and field checks. */
public sealed interface Call {
  String mchId();

  @Nullable String subMchId();

  /**
   * @param content fingerprint of amount, body and payee
   * @param codeHash keyed hash of the payment code
   */
  record Pay(
      OrderKey key,
      String appId,
      @Nullable String subMchId,
      @Nullable String subAppId,
      long fen,
      String content,
      String codeHash,
      @Nullable String deviceInfo,
      @Nullable String attach)
      implements Call {
    @Override
    public String mchId() {
      return key.mchId();
    }
  }

  record Query(
      String mchId,
      @Nullable String subMchId,
      @Nullable String transactionId,
      @Nullable String outTradeNo)
      implements Call {}

  record Refunds(
      String mchId,
      @Nullable String subMchId,
      @Nullable String transactionId,
      @Nullable String outTradeNo)
      implements Call {}

  record Reverse(
      String mchId,
      @Nullable String subMchId,
      @Nullable String transactionId,
      @Nullable String outTradeNo)
      implements Call {}
}
