package dev.facepay.wechat;

import dev.facepay.payment.Cut;
import java.util.regex.Pattern;

/** Texts from outside, made fit for logs and facts. */
final class SafeText {

  private static final int LENGTH_MAX = 128;
  private static final Pattern PAYMENT_CODE = Pattern.compile("(?<![0-9])1[0-5][0-9]{16}(?![0-9])");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\p{Cf}]+");
  private static final Pattern CODE = Pattern.compile("[0-9A-Za-z_]{1,40}");

  private SafeText() {}

  /** A description: one line, at most 128 characters, no payment code that was echoed. */
  static String line(String text) {
    String flat = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    String masked = PAYMENT_CODE.matcher(flat).replaceAll("***");
    return Cut.atCharacters(masked, LENGTH_MAX);
  }

  /** A code as WeChat writes them, else empty. */
  static String code(String text) {
    return CODE.matcher(text).matches() ? text : "";
  }
}
