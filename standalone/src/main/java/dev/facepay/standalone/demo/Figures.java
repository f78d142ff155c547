package dev.facepay.standalone.demo;

import dev.facepay.standalone.client.Codes;

/**
 * A run in three numbers.
 *
 * @param paid how many of the orders
 * @param fen their sum
 */
public record Figures(long orders, long paid, long fen) {

  static final Figures NONE = new Figures(0, 0, 0);

  Figures minus(Figures before) {
    return new Figures(orders - before.orders, paid - before.paid, fen - before.fen);
  }

  /** Like 200 orders, 160 paid, ¥12.80. */
  public String words() {
    return "%d orders, %d paid, %s".formatted(orders, paid, Codes.yuan(fen));
  }
}
