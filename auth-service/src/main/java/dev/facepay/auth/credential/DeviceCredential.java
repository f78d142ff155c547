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
record DeviceCredential(
    CredentialRequest request,
    @Nullable Credential credential,
    Instant usedAt,
    @Nullable Instant callingUntil,
    boolean rawdataRefused,
    long version) {

  /** Where a device's first call, or the first with other parameters, begins. */
  static DeviceCredential calling(
      CredentialRequest request, Instant now, Instant until, long version) {
    return new DeviceCredential(request, null, now, until, false, version);
  }

  DeviceCredential callingUntil(Instant until) {
    return new DeviceCredential(request, credential, usedAt, until, rawdataRefused, version + 1);
  }

  DeviceCredential with(Credential fresh) {
    return new DeviceCredential(request, fresh, usedAt, null, false, version + 1);
  }

  /**
   * @param refused whether WeChat said no to the rawdata
   */
  DeviceCredential without(boolean refused) {
    return new DeviceCredential(
        request, credential, usedAt, null, refused || rawdataRefused, version + 1);
  }

  /** The device has asked: its rawdata is the freshest there is. */
  DeviceCredential asked(CredentialRequest latest, Instant now) {
    return new DeviceCredential(latest, credential, now, callingUntil, false, version + 1);
  }

  DeviceCredential seen(Instant now) {
    return new DeviceCredential(
        request, credential, now, callingUntil, rawdataRefused, version + 1);
  }

  boolean isFor(CredentialRequest other) {
    return request.parameters().equals(other.parameters());
  }

  boolean isCalling(Instant now) {
    return callingUntil != null && now.isBefore(callingUntil);
  }
}
