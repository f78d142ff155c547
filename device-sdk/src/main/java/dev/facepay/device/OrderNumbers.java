package dev.facepay.device;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Order numbers: time to the millisecond (UTC+8), terminal, three digits at random; 19 to 28
 * characters. Never the same twice in a process; a clock set back cannot make an old one new but by
 * a chance of one in a thousand, and then the journal knows it.
 */
final class OrderNumbers {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmssSSS", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

  private final String terminalId;
  private final Random random;
  private long lastMillis;

  OrderNumbers(String terminalId, Random random) {
    this.terminalId = terminalId;
    this.random = random;
  }

  synchronized String next(Instant now) {
    lastMillis = Math.max(now.toEpochMilli(), lastMillis + 1);
    String digits = String.format(Locale.ROOT, "%03d", random.nextInt(1000));
    return TIME.format(Instant.ofEpochMilli(lastMillis)) + terminalId + digits;
  }
}
