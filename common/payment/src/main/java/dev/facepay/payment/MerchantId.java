package dev.facepay.payment;

/** A merchant's number at WeChat ({@code mch_id}, 1–32 letters or digits; spec section 5). */
public record MerchantId(String value) {

  public MerchantId {
    FieldRule.MERCHANT_ID.require("merchant id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
