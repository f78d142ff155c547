package dev.facepay.edge.access;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a device is willing to wait ({@code Prefer: wait=N}, RFC 7240).
 *
 * @param asked whether it said so: then the answer says what was applied
 */
public record Preference(Duration time, boolean asked) {

  private static final Pattern WAIT =
      Pattern.compile(
          "(?:^|[,;\\s])wait\\s*=\\s*\"?([0-9]{1,6})\"?\\s*(?=$|[,;])", Pattern.CASE_INSENSITIVE);

  /** What can't be understood is ignored, as the RFC wants it; more than the bound is cut to it. */
  public static Preference of(@Nullable String header, Duration otherwise, Duration max) {
    if (header == null) {
      return new Preference(otherwise, false);
    }
    Matcher m = WAIT.matcher(header);
    if (!m.find()) {
      return new Preference(otherwise, false);
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(m.group(1)));
    return new Preference(asked.compareTo(max) < 0 ? asked : max, true);
  }

  public String applied() {
    return "wait=" + time.toSeconds();
  }
}
