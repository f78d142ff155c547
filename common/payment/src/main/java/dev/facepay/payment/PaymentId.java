package dev.facepay.payment;

/** One attempt, anywhere in the system: {@code mch_id:out_trade_no}. */
public record PaymentId(MerchantId merchant, OutTradeNo outTradeNo) {

  /**
   * @throws IllegalArgumentException if the text is not {@code mch_id:out_trade_no}
   */
  public static PaymentId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a payment id is mch_id:out_trade_no");
    }
    return new PaymentId(
        new MerchantId(text.substring(0, colon)), new OutTradeNo(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return merchant + ":" + outTradeNo;
  }
}
