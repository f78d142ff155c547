package dev.facepay.payment;

/** A shop ({@code store_id}, 1–32 characters, unique per shop; spec section 4). */
public record StoreId(String value) {

  public StoreId {
    Text.require(value, 32, "store id", Text::isName);
  }

  @Override
  public String toString() {
    return value;
  }
}
