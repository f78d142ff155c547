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

  /**
   * A question for refunds; the first of the four numbers that is there wins.
   *
   * @param offset how many to skip
   */
  record Refunds(
      String mchId,
      @Nullable String subMchId,
      @Nullable String refundId,
      @Nullable String outRefundNo,
      @Nullable String transactionId,
      @Nullable String outTradeNo,
      int offset)
      implements Call {}

  /**
   * @param totalFen of the order
   * @param refundFen of this refund
   * @param account from which of the merchant's accounts, by WeChat's name; null: not said
   */
  record Refund(
      String mchId,
      @Nullable String subMchId,
      @Nullable String transactionId,
      @Nullable String outTradeNo,
      String outRefundNo,
      long totalFen,
      long refundFen,
      @Nullable String account)
      implements Call {}

  record Reverse(
      String mchId,
      @Nullable String subMchId,
      @Nullable String transactionId,
      @Nullable String outTradeNo)
      implements Call {}
}
