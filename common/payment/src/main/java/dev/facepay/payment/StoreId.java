package dev.facepay.payment;

/** A shop ({@code store_id}, 1–32 characters, unique per shop; spec section 4). */
public record StoreId(String value) {

  public StoreId {
    FieldRule.KEPT_ID.require("store id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
