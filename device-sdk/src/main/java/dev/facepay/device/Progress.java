package dev.facepay.device;

/**
 * What the screen shows while an order is open. Never a result: that is {@code Finished}.
 *
 * @param zh for the buyer, possibly empty
 * @param en the same in English
 * @param detail for staff and logs, possibly empty; holds no credential
 */
public record Progress(
    String orderNo, int attempt, Stage stage, String zh, String en, String detail) {

  /** How far it is. */
  public enum Stage {
    /** The face SDK is made ready. */
    PREPARING,
    /** The scan page is open. */
    SCANNING,
    /** The code is stored; the payment is on its way. */
    SENDING,
    /** It is being paid, or found out. */
    WAITING,
    /** The buyer types a password on the phone. */
    ASK_PASSWORD,
    /** No answer from the edge; it is asked again by itself. */
    OFFLINE,
    /** The shop has given up; whether the payment completed all the same is being found out. */
    CANCELLING,
    /** The buyer left the SDK's page: the shop looks here for the result, not at the phone. */
    CONFIRM_WITH_SHOP,
    /** The result takes too long: somebody of the shop must see to it. Nothing is decided. */
    CALL_STAFF
  }
}
