package dev.facepay.payment;

/** Texts cut where a character ends: half of one is refused by whoever reads strictly. */
public final class Cut {

  private Cut() {}

  /** Without the byte order mark that some editors put before a file's text, and nobody sees. */
  public static String byteOrderMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** At most so many characters. */
  public static String atCharacters(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean inside =
        most > 0
            && Character.isHighSurrogate(text.charAt(most - 1))
            && Character.isLowSurrogate(text.charAt(most));
    return text.substring(0, inside ? most - 1 : most);
  }

  /** At most so many bytes in UTF-8. */
  public static String atBytes(String text, int most) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      bytes += bytes(character);
      if (bytes > most) {
        return text.substring(0, end);
      }
      end += Character.charCount(character);
    }
    return text;
  }

  private static int bytes(int character) {
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }
}
