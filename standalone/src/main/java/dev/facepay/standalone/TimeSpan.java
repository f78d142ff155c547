package dev.facepay.standalone;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A length of time as people write it, and as the settings have it: 90s, 10m, 2h; bare: seconds.
 */
final class TimeSpan implements ITypeConverter<Duration> {

  /** Longer than any log, and far from where nanoseconds end. */
  private static final Duration LONGEST = Duration.ofDays(3_650);

  /**
   * @throws TypeConversionException if it is written otherwise, is below zero or too long
   */
  @Override
  public Duration convert(String text) {
    try {
      Duration span = DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
      if (span.compareTo(LONGEST) > 0) {
        throw new TypeConversionException(
            "'%s' is more than %d days".formatted(text, LONGEST.toDays()));
      }
      if (!span.isNegative()) {
        return span;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Told below, with how it is written.
    }
    throw new TypeConversionException("'" + text + "' is no length of time: write 90s, 10m or 2h");
  }
}
