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

  /**
   * @throws TypeConversionException if it is written otherwise, or is below zero
   */
  @Override
  public Duration convert(String text) {
    try {
      Duration span = DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
      if (!span.isNegative()) {
        return span;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Told below, with how it is written.
    }
    throw new TypeConversionException("'" + text + "' is no length of time: write 90s, 10m or 2h");
  }
}
