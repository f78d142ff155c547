package dev.facepay.wechat.verdict;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts in answers. */
final class Fen {

  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}");

  private Fen() {}

  /** {@code null} when absent or no amount. */
  static @Nullable Long read(String text) {
    return AMOUNT.matcher(text).matches() ? Long.valueOf(text) : null;
  }
}
