package dev.facepay.payment;

/** An amount in fen (1/100 CNY), at least 1 and at most {@link #FEN_MAX}. */
public record Money(long fen) implements Comparable<Money> {

  /** 1,000,000.00 CNY: far above a till's sale, far below what overflows WeChat's Int. */
  public static final long FEN_MAX = 100_000_000;

  public static final String CURRENCY = "CNY";

  public Money {
    if (fen < 1 || fen > FEN_MAX) {
      throw new IllegalArgumentException("amount must be 1 to " + FEN_MAX + " fen, not " + fen);
    }
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(fen, other.fen);
  }

  /** In yuan, as a buyer reads it: {@code 12.80}. */
  @Override
  public String toString() {
    return "%d.%02d".formatted(fen / 100, fen % 100);
  }
}
