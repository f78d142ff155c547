package dev.facepay.auth.registry;

import dev.facepay.payment.DeviceFact.EnrolmentAsked;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.payment.KeySlot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the registry does next. Total functions over values: no clock, no effects. */
final class RegistryDecider {

  private RegistryDecider() {}

  /**
   * A code is judged before the time that its asker waits: who is told "too late" holds a good code
   * and may show it again.
   *
   * @param device the one that the code was made for, or null if nobody knows the code
   * @param answerBy until when the asker waits, by the same clock as {@code now}
   * @param overlap how long the key before the new one stays alive
   */
  static Verdict enrol(
      @Nullable DeviceRecord device,
      EnrolmentAsked asked,
      Instant answerBy,
      Instant now,
      Duration overlap) {
    if (device == null) {
      return refuse(EnrolmentRefusal.UNKNOWN_CODE);
    }
    DeviceRecord.Enrolment last = device.last();
    if (last != null && last.codeHash().equals(asked.codeHash())) {
      return last.keyHash().equals(asked.keyHash())
          ? new Verdict.Known()
          : refuse(EnrolmentRefusal.USED);
    }
    if (!device.active()) {
      return refuse(EnrolmentRefusal.REVOKED);
    }
    DeviceRecord.OpenCode code = device.code();
    if (code == null || !code.hash().equals(asked.codeHash()) || !now.isBefore(code.expiresAt())) {
      return refuse(EnrolmentRefusal.EXPIRED);
    }
    if (now.isAfter(answerBy)) {
      return refuse(EnrolmentRefusal.TOO_LATE);
    }
    return new Verdict.Enrol(
        device.enrolled(
            outgoing(device, now, overlap),
            new KeySlot(asked.keyHash(), null),
            new DeviceRecord.Enrolment(asked.codeHash(), asked.keyHash(), now)));
  }

  /** The newest key that is alive, with its end; an end that was set before is never put off. */
  private static @Nullable KeySlot outgoing(DeviceRecord device, Instant now, Duration overlap) {
    KeySlot newest = device.key2();
    if (newest == null) {
      return null;
    }
    Instant until = newest.until();
    Instant end = now.plus(overlap);
    if (until != null && until.isBefore(end)) {
      end = until;
    }
    return end.isAfter(now) ? new KeySlot(newest.hash(), end) : null;
  }

  /**
   * @return empty if the device is revoked: then it gets no key any more
   */
  static Optional<DeviceRecord> newCode(DeviceRecord device, DeviceRecord.OpenCode code) {
    return device.active() ? Optional.of(device.withCode(code)) : Optional.empty();
  }

  /**
   * @return empty if it was revoked before
   */
  static Optional<DeviceRecord> revoke(DeviceRecord device, Instant now) {
    return device.active() ? Optional.of(device.revoked(now)) : Optional.empty();
  }

  private static Verdict refuse(EnrolmentRefusal reason) {
    return new Verdict.Refuse(reason);
  }

  /** What becomes of a code that somebody showed. */
  sealed interface Verdict {

    /**
     * @param next the device with the new key
     */
    record Enrol(DeviceRecord next) implements Verdict {}

    /** This very request was granted before: it is told again, and changes nothing. */
    record Known() implements Verdict {}

    record Refuse(EnrolmentRefusal reason) implements Verdict {}
  }
}
