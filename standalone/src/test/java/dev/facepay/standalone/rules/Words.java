package dev.facepay.standalone.rules;

import java.util.Random;

/** Texts that a person, a till's keyboard or a bug may send. */
final class Words {

  private static final int[] ODD = {
    ' ', 0x3000, '\t', '\n', '\r', 0xA0, 0x200B, 0xFEFF, 0, 0x1F, 0x7F, 0x85, 0xD83C, 0xDF5C,
    0x1F35C, 0xFFFE, 0xFFFF, 0x10FFFF, '"', '\\', '{', '}', '<', '&', '\'', ']', '@', '/', ':', 'é',
    '茶'
  };

  private static final String PLAIN = "aZ09_-|*.";

  private final Random random;

  Words(long seed) {
    random = new Random(seed);
  }

  boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  long number(long most) {
    return random.nextLong(-1, most + 2);
  }

  <T> T one(T[] of) {
    return of[random.nextInt(of.length)];
  }

  /** At most a few characters longer than the rule, and then often just as long. */
  String text(int about) {
    int length = once(3) ? about + random.nextInt(3) - 1 : random.nextInt(about + 3);
    int oddOneIn = once(2) ? Integer.MAX_VALUE : once(2) ? 2 : 20;
    int only = once(6) ? ODD[random.nextInt(ODD.length)] : -1;
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int plain = PLAIN.charAt(random.nextInt(PLAIN.length()));
      int odd = ODD[random.nextInt(ODD.length)];
      text.appendCodePoint(only >= 0 ? only : once(oddOneIn) ? odd : once(9) ? '茶' : plain);
    }
    return text.toString();
  }

  String digits(int about) {
    StringBuilder text = new StringBuilder("1" + random.nextInt(7));
    while (text.length() < about) {
      text.append(random.nextInt(10));
    }
    return once(5) ? text(about) : text.toString();
  }

  /** A JSON object as text, or nearly one. */
  String json(int about) {
    String inside =
        once(3)
            ? "\\u" + String.format("%04x", random.nextInt(0x10000))
            : text(about - 8).replace("\"", "").replace("\\", "");
    return switch (random.nextInt(8)) {
      case 0 -> "[\"" + inside + "\"]";
      case 1 -> "{\"n\":\"" + inside + "\"";
      case 2 -> text(about);
      case 3 -> "{\"" + inside + "\":[1.5e3,true,null,{}]}";
      default -> "{\"n\":\"" + inside + "\"}";
    };
  }

  String time() {
    return one(
        new String[] {
          "2026-12-01T10:00:00Z",
          "2026-12-01T10:00:00.5+08:00",
          "9998-12-31T23:59:59Z",
          "9998-12-31T23:59:59-18:00",
          "9999-06-01T00:00:00Z",
          "9999-12-31T23:59:59-10:00",
          "+10000-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "1969-12-31T23:59:59Z",
          "1970-01-01T00:00:00+18:00",
          "0000-01-01T00:00:00Z",
          "-0001-01-01T00:00:00Z",
          "20261201100000",
          ""
        });
  }
}
