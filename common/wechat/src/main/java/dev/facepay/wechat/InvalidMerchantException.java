package dev.facepay.wechat;

/** A merchant's configuration cannot be used; the message says which one, what and how to mend. */
public final class InvalidMerchantException extends RuntimeException {

  /** What is wrong. */
  public enum Defect {
    NO_DIRECTORY("there is no such directory; it holds one folder per merchant"),
    NO_MERCHANT("the directory holds no merchant folder"),
    BAD_MCH_ID("a merchant id (the folder's name) is 1 to 32 letters or digits"),
    NO_PROPERTIES("the file merchant.properties is missing"),
    NO_API_KEY("the file api-key is missing"),
    UNREADABLE_FILE("the file cannot be read"),
    NOT_UTF_8("the file is not UTF-8"),
    BAD_ESCAPE("the file has a \\u without four hexadecimal digits behind it"),
    NO_APP_ID("merchant.properties has no app_id"),
    BAD_APP_ID("app_id is 1 to 32 letters, digits or _"),
    BAD_SIGN_TYPE("sign_type is MD5 or HMAC-SHA256"),
    BAD_FUND_FLOW("fund_flow is old or new"),
    UNKNOWN_PROPERTY(
        "merchant.properties knows app_id, sign_type, fund_flow and sub_mch.<sub_mch_id>.app_id"),
    BAD_SUB_MERCHANT("a sub_mch_id is 1 to 32 letters or digits, its app_id may have _ too"),
    BAD_API_KEY("the API key has exactly 32 visible ASCII characters"),
    DUPLICATE("the same merchant is given twice"),
    BAD_CERTIFICATE("the client certificate cannot be opened (file damaged or wrong password)"),
    NO_PRIVATE_KEY("the client certificate's file holds no private key");

    private final String text;

    Defect(String text) {
      this.text = text;
    }
  }

  private final Defect defect;

  InvalidMerchantException(Defect defect, String where) {
    super(defect + ": " + where + ": " + defect.text);
    this.defect = defect;
  }

  InvalidMerchantException(Defect defect, String where, Throwable cause) {
    super(defect + ": " + where + ": " + defect.text, cause);
    this.defect = defect;
  }

  /** What is wrong, by name. */
  public Defect defect() {
    return defect;
  }
}
