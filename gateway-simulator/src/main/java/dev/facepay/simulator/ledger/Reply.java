package dev.facepay.simulator.ledger;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway says, before it is signed.
 *
 * @param signed false only when the sender could not be authenticated
 * @param fields the business fields
 */
public record Reply(
    String returnCode,
    String returnMsg,
    @Nullable String resultCode,
    @Nullable String errCode,
    @Nullable String errDes,
    Map<String, String> fields,
    boolean signed) {

  /** Done. */
  public static Reply success(Map<String, String> fields) {
    return new Reply("SUCCESS", "OK", "SUCCESS", null, null, fields, true);
  }

  /** Understood and refused, or not known. */
  public static Reply failure(ErrorCode code) {
    return failure(code.name(), code.text(), Map.of());
  }

  public static Reply failure(String code, String text, Map<String, String> fields) {
    return new Reply("SUCCESS", "OK", "FAIL", code, text, fields, true);
  }

  /** Not understood, or not known to come from the merchant: not signed. */
  public static Reply unauthenticated(ErrorCode code, String detail) {
    return new Reply("FAIL", code + ": " + detail, null, code.name(), code.text(), Map.of(), false);
  }

  /** The answer of a call that has no business layer (authinfo). */
  public static Reply plain(String returnCode, String returnMsg, Map<String, String> fields) {
    return new Reply(returnCode, returnMsg, null, null, null, fields, true);
  }

  /** The documented error codes with a sentence of explanation. */
  public enum ErrorCode {
    SYSTEMERROR("the gateway failed; the result is unknown"),
    BANKERROR("the bank failed; the result is unknown"),
    USERPAYING("the buyer is paying"),
    PARAM_ERROR("a field breaks its rule"),
    ORDERPAID("the order is paid already"),
    NOAUTH("the merchant lacks the permission"),
    AUTHCODEEXPIRE("the payment code has expired"),
    NOTENOUGH("the balance is too small"),
    NOTSUPORTCARD("the card is not supported"),
    ORDERCLOSED("the order is closed"),
    ORDERREVERSED("the order is reversed"),
    AUTH_CODE_ERROR("the payment code was used before"),
    AUTH_CODE_INVALID("not a payment code of WeChat"),
    XML_FORMAT_ERROR("the message is not well-formed"),
    REQUIRE_POST_METHOD("only POST is allowed"),
    SIGNERROR("the signature is wrong"),
    LACK_PARAMS("a required field is missing"),
    NOT_UTF8("the message is not UTF-8"),
    BUYER_MISMATCH("another buyer began to pay this order"),
    APPID_NOT_EXIST("no such appid"),
    MCHID_NOT_EXIST("no such merchant"),
    APPID_MCHID_NOT_MATCH("the appid is not the merchant's"),
    OUT_TRADE_NO_USED("the order number was used for something else"),
    INVALID_REQUEST("the request is not allowed"),
    TRADE_ERROR("the trade was refused"),
    ORDERNOTEXIST("no such order"),
    REFUNDNOTEXIST("no refund of that order"),
    REVERSE_EXPIRE("the order is too old to be reversed"),
    INVALID_TRANSACTIONID("no such transaction"),
    REFUND_FEE_MISMATCH("the number has another amount"),
    TRADE_OVERDUE("the order is too old to be refunded");

    private final String text;

    ErrorCode(String text) {
      this.text = text;
    }

    /** A sentence of explanation, for {@code err_code_des}. */
    public String text() {
      return text;
    }
  }
}
