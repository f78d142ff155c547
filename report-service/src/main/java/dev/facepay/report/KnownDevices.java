package dev.facepay.report;

import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.Fact;
import dev.facepay.payment.ReportFact.ReportTold;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What devices run and whether they are in the registry, from the log, in memory. */
final class KnownDevices {

  /**
   * @param seenAt when the version was said
   */
  private record Known(int stateVersion, boolean revoked, String sdk, Instant seenAt) {

    static final Known NOTHING = new Known(0, false, "", Instant.EPOCH);
  }

  private final Map<String, Known> byKey = new ConcurrentHashMap<>();

  /** Any order, any number of times: the newest of each kind counts. */
  public void accept(Fact fact) {
    switch (fact) {
      case DeviceState f -> state(f);
      case DeviceSeen f -> seen(f.key(), f.faceSdkVersion(), f.occurredAt());
      case ReportTold f -> {
        if (f.faceSdkVersion() != null) {
          seen(f.key(), f.faceSdkVersion(), f.occurredAt());
        }
      }
      default -> {}
    }
  }

  private void state(DeviceState f) {
    boolean revoked = f.status() != DeviceStatus.ACTIVE;
    byKey.compute(
        f.key(),
        (key, found) -> {
          Known before = found == null ? Known.NOTHING : found;
          return f.version() < before.stateVersion()
              ? before
              : new Known(f.version(), revoked, before.sdk(), before.seenAt());
        });
  }

  private void seen(String device, String sdk, Instant at) {
    byKey.compute(
        device,
        (key, found) -> {
          Known before = found == null ? Known.NOTHING : found;
          return at.isBefore(before.seenAt())
              ? before
              : new Known(before.stateVersion(), before.revoked(), sdk, at);
        });
  }

  /** Whether the registry ended it: then nobody can make the call for it. */
  public boolean revoked(String device) {
    return now(device).revoked();
  }

  DeviceSnapshot now(String device) {
    Known known = byKey.get(device);
    return known == null
        ? DeviceSnapshot.UNKNOWN
        : new DeviceSnapshot(known.revoked(), Optional.of(known.sdk()).flatMap(SdkVersion::parse));
  }
}
