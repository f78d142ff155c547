package dev.facepay.standalone.client;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/** Numbers that devices make: order numbers and, for trials, payment codes. */
public final class Codes {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.ofHours(8));

  private Codes() {}

  /** 18 digits that begin with 13, as a buyer's phone or face gives them. */
  public static String paymentCode(RandomGenerator random) {
    return "13%016d".formatted(random.nextLong(10_000_000_000_000_000L));
  }

  /** Day, shop, device and a number: at most 28 characters. */
  public static String orderNo(Instant now, String store, String device, long number) {
    return "%s%s%s%08d".formatted(DAY.format(now), store, device, number);
  }

  /** Fen from an amount like 12.80 or 5. */
  public static long fen(String yuan) {
    if (!yuan.matches("\\d{1,7}(\\.\\d{1,2})?")) {
      throw new IllegalArgumentException("an amount is written like 12.80");
    }
    String[] parts = yuan.split("\\.", -1);
    String cents = parts.length == 1 ? "00" : (parts[1] + "0").substring(0, 2);
    return Long.parseLong(parts[0]) * 100 + Long.parseLong(cents);
  }

  /** Like ¥12.80. */
  public static String yuan(long fen) {
    return "¥%d.%02d".formatted(fen / 100, fen % 100);
  }
}
