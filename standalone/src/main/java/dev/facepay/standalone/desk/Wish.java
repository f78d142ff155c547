package dev.facepay.standalone.desk;

import dev.facepay.device.order.Channel;

/** A payment that is wanted, written like {@code face:1280} or {@code code:500}. */
public record Wish(Channel channel, long fen) {

  private static final int DIGITS_MAX = 9;

  /**
   * @throws IllegalArgumentException if it is written otherwise
   */
  public static Wish parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("a payment is written like face:1280 or code:500, in fen");
    }
    return new Wish(Channel.parse(parts[0]), fen(parts[1]));
  }

  static long fen(String text) {
    if (!text.matches("[1-9][0-9]{0,%d}".formatted(DIGITS_MAX - 1))) {
      throw new IllegalArgumentException("an amount is written in fen, like 1280");
    }
    return Long.parseLong(text);
  }
}
