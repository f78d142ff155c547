package dev.facepay.chaos.judge;

/**
 * A breach of an invariant.
 *
 * @param invariant its number, like I7
 * @param paymentId which payment, or empty
 */
public record Violation(String invariant, String paymentId, String what) {

  @Override
  public String toString() {
    return invariant + (paymentId.isEmpty() ? "" : " " + paymentId) + ": " + what;
  }
}
