package dev.facepay.payment;

/** One request of a device; made by the edge, and what its answer is found by. */
public record RequestId(String value) {

  public RequestId {
    Text.require(value, 64, "request id", Text::isName);
  }

  @Override
  public String toString() {
    return value;
  }
}
