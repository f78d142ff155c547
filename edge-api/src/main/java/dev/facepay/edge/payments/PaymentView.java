package dev.facepay.edge.payments;

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
record PaymentView(PaymentSnapshot snapshot, Instant deadlineAt, boolean overdue) {

  private static final String OVERDUE = ".overdue";
  private static final String REFUSED = ".refused";
  private static final Pattern TAG =
      Pattern.compile("([0-9]{1,4})(\\.attention)?(\\.overdue)?(\\.refused)?");

  static PaymentView of(PaymentSnapshot snapshot, Duration answerWithin, Instant now) {
    Instant deadlineAt = snapshot.payment().requestedAt().plus(answerWithin);
    boolean unanswered = snapshot.isOpen() && snapshot.paid() == null;
    return new PaymentView(snapshot, deadlineAt, unanswered && !now.isBefore(deadlineAt));
  }

  /** Differs whenever the device would be shown something else. */
  String tag() {
    return snapshot.version()
        + (snapshot.attention().isEmpty() ? "" : ".attention")
        + (overdue ? OVERDUE : "")
        // A refusal has the request's own version: its device would wait for ever.
        + (snapshot.status() instanceof PaymentStatus.Refused ? REFUSED : "");
  }

  /**
   * Whether a device that was shown {@code seen} would be shown something newer. An instance that
   * is behind what another one has shown knows nothing newer, whatever it would show; behind an end
   * nothing is, so a tag beyond it is a device's mistake, and the device is told.
   */
  boolean isNewsTo(String seen) {
    if (tag().equals(seen)) {
      return false;
    }
    int seenVersion = versionOf(seen);
    if (snapshot.version() != seenVersion) {
      return snapshot.isFinal() || snapshot.version() > seenVersion;
    }
    boolean clockIsBehind = seen.endsWith(OVERDUE) && !overdue;
    return !clockIsBehind || snapshot.status() instanceof PaymentStatus.Refused;
  }

  /** -1 if it is no tag of ours. */
  private static int versionOf(String tag) {
    Matcher ours = TAG.matcher(tag);
    return ours.matches() ? Integer.parseInt(ours.group(1)) : -1;
  }
}
