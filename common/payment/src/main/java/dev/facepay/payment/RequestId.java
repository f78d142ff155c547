package dev.facepay.payment;

/** One request of a device; made by the edge, and what its answer is found by. */
public record RequestId(String value) {

  private static final FieldRule RULE = FieldRule.name(64);

  public RequestId {
    RULE.require("request id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
