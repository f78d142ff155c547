package dev.facepay.wechat.call;

import org.jspecify.annotations.Nullable;

/**
 * Ask for an order's state. One of {@code outTradeNo} and {@code transactionId} is needed; the
 * latter is preferred where both are given.
 *
 * @param expectedFen the order's amount: an order found paid with another one is no proof
 */
public record QueryRequest(
    String mchId,
    @Nullable String subMchId,
    @Nullable String outTradeNo,
    @Nullable String transactionId,
    long expectedFen) {

  /** Ask by our own number. */
  public static QueryRequest byOutTradeNo(
      String mchId, @Nullable String subMchId, String outTradeNo, long expectedFen) {
    return new QueryRequest(mchId, subMchId, outTradeNo, null, expectedFen);
  }
}
