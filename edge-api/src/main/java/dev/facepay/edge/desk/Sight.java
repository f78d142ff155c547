package dev.facepay.edge.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A payment as a device sees it at a moment.
 *
 * @param deadlineAt by when the device has an answer
 * @param overdue whether that time is over without one
 */
public record Sight(PaymentView view, Instant deadlineAt, boolean overdue) {

  private static final String OVERDUE = ".overdue";
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,4}");

  static Sight of(PaymentView view, Duration answerWithin, Instant now) {
    Instant deadlineAt = view.payment().requestedAt().plus(answerWithin);
    boolean unanswered = view.isOpen() && view.paid() == null;
    return new Sight(view, deadlineAt, unanswered && !now.isBefore(deadlineAt));
  }

  /** Differs whenever the device would be shown something else. */
  public String tag() {
    return view.version()
        + (view.attention().isEmpty() ? "" : ".attention")
        + (overdue ? OVERDUE : "");
  }

  /**
   * Whether a device that was shown {@code seen} would be shown something newer. An instance that
   * is behind what another one has told knows nothing newer, whatever it would show.
   */
  boolean isNewsTo(String seen) {
    if (tag().equals(seen)) {
      return false;
    }
    int seenVersion = versionOf(seen);
    if (view.version() != seenVersion) {
      return view.version() > seenVersion;
    }
    boolean clockIsBehind = seen.endsWith(OVERDUE) && !overdue;
    return !clockIsBehind || view.standing() instanceof Standing.Refused;
  }

  /** -1 if it is no tag of ours. */
  private static int versionOf(String tag) {
    Matcher version = VERSION.matcher(tag);
    return version.lookingAt() ? Integer.parseInt(version.group()) : -1;
  }
}
