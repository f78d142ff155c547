package dev.facepay.report;

import dev.facepay.payment.ReportMethod;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A face SDK's version, as far as it decides what the SDK can do: 2.13.288 is 2.13, and 2.9 is
 * older than 2.11.
 */
record SdkVersion(int major, int minor) {

  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?:[.+-].*)?");

  /** Empty if it is no version: then nothing is known of the SDK. */
  static Optional<SdkVersion> parse(String text) {
    Matcher m = SHAPE.matcher(text);
    return m.matches()
        ? Optional.of(new SdkVersion(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))))
        : Optional.empty();
  }

  /** By spec section 8. */
  boolean has(ReportMethod method) {
    return switch (method) {
      case PAYCODE -> isAtLeast(2, 11);
      case ORDER -> isAtLeast(1, 12);
    };
  }

  private boolean isAtLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }
}
