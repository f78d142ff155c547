package dev.facepay.report;

import java.util.Optional;

/**
 * What is known of a device when its job is decided.
 *
 * @param sdk what it last said; empty if it never did: then the better call is tried, and the
 *     answer brings the version
 */
record DeviceNow(boolean revoked, Optional<SdkVersion> sdk) {

  static final DeviceNow UNKNOWN = new DeviceNow(false, Optional.empty());
}
