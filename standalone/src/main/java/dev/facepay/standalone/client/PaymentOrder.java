package dev.facepay.standalone.client;

/**
 * What a device asks for.
 *
 * @param code the buyer's payment code; with face payment the face code
 * @param channel {@code face} or {@code code}
 */
public record PaymentOrder(
    String orderNo, int attempt, String code, long fen, String body, String channel) {

  /** Without the code. */
  @Override
  public String toString() {
    return "PaymentOrder[" + orderNo + ", attempt " + attempt + "]";
  }
}
