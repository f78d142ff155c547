package dev.facepay.simulator.decide;

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
}
