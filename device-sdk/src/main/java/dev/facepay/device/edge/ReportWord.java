package dev.facepay.device.edge;

import com.google.gson.JsonObject;

/**
 * What the device says of a report.
 *
 * @param code the SDK's, or {@code sdk_too_old}, {@code no_answer}, {@code interrupted}; may be
 *     empty
 * @param text the SDK's words; may be empty
 */
public record ReportWord(
    int tryNo, boolean confirmed, String code, String text, String faceSdkVersion) {

  private static final int CODE_MAX = 32;
  private static final int TEXT_MAX = 128;

  JsonObject json() {
    JsonObject out = new JsonObject();
    out.addProperty("try", tryNo);
    out.addProperty("outcome", confirmed ? "confirmed" : "failed");
    put(out, "err_code", code, CODE_MAX);
    put(out, "return_msg", text, TEXT_MAX);
    out.addProperty("face_sdk_version", faceSdkVersion);
    return out;
  }

  /** The edge takes no control characters, none beyond three bytes, and no empty text. */
  private static void put(JsonObject out, String name, String value, int charactersMax) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length() && plain.length() < charactersMax; i++) {
      char c = value.charAt(i);
      boolean odd = c < 0x20 || Character.isSurrogate(c) || c >= 0xFFFE;
      plain.append(odd ? '?' : c);
    }
    if (plain.length() > 0) {
      out.addProperty(name, plain.toString());
    }
  }
}
