package dev.facepay.report;

import java.util.Optional;

/**
 * What is known of a device when its job is decided.
 *
 * @param sdk what it last said; empty if it never did: then the better call is tried, and the
 *     answer brings the version
 */
record DeviceSnapshot(boolean revoked, Optional<SdkVersion> sdk) {

  static final DeviceSnapshot UNKNOWN = new DeviceSnapshot(false, Optional.empty());
}
