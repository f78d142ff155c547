package dev.facepay.wechat.call;

import org.jspecify.annotations.Nullable;

/**
 * Close the order, or give the money back. One of {@code outTradeNo} and {@code transactionId} is
 * needed; the latter wins.
 */
public record ReverseRequest(
    String mchId,
    @Nullable String subMchId,
    @Nullable String outTradeNo,
    @Nullable String transactionId) {

  /** Reverse by our own number. */
  public static ReverseRequest byOutTradeNo(
      String mchId, @Nullable String subMchId, String outTradeNo) {
    return new ReverseRequest(mchId, subMchId, outTradeNo, null);
  }
}
