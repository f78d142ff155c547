package dev.facepay.auth.credential;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one device: nobody calls → calling (a lease) → there is a credential → calling
 * again, the old one still good.
 *
 * @param credential null until the first call has brought one
 * @param usedAt when the device was last heard of
 * @param callingUntil when the right to call ends that somebody has taken, or null
 * @param rawdataRefused WeChat takes this rawdata no more: only the device can bring other
 * @param version of the document
 */
record Held(
    Wish wish,
    @Nullable Credential credential,
    Instant usedAt,
    @Nullable Instant callingUntil,
    boolean rawdataRefused,
    long version) {

  /** Where a device's first call, or the first with other parameters, begins. */
  static Held calling(Wish wish, Instant now, Instant until, long version) {
    return new Held(wish, null, now, until, false, version);
  }

  Held callingUntil(Instant until) {
    return new Held(wish, credential, usedAt, until, rawdataRefused, version + 1);
  }

  Held with(Credential fresh) {
    return new Held(wish, fresh, usedAt, null, false, version + 1);
  }

  /**
   * @param refused whether WeChat said no to the rawdata
   */
  Held without(boolean refused) {
    return new Held(wish, credential, usedAt, null, refused || rawdataRefused, version + 1);
  }

  /** The device has asked: its rawdata is the freshest there is. */
  Held asked(Wish latest, Instant now) {
    return new Held(latest, credential, now, callingUntil, false, version + 1);
  }

  Held seen(Instant now) {
    return new Held(wish, credential, now, callingUntil, rawdataRefused, version + 1);
  }

  boolean isFor(Wish other) {
    return wish.parameters().equals(other.parameters());
  }

  boolean isCalling(Instant now) {
    return callingUntil != null && now.isBefore(callingUntil);
  }
}
