package dev.facepay.edge.devices;

import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.FieldRule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The small bodies of a device that enrols or says that it is alive. */
final class DeviceRequests {

  /** Of a code as it was typed. */
  private static final FieldRule CODE = FieldRule.text(32);

  private DeviceRequests() {}

  /** The code as a person typed it: a credential, not to be printed. */
  static Read<String> code(byte[] json) {
    return RequestBody.read(json, List.of("code"), Set.of(), in -> in.text("code", CODE));
  }

  /** What runs on the device. */
  record Heartbeat(String faceSdkVersion, @Nullable String appVersion) {}

  static Read<Heartbeat> heartbeat(byte[] json) {
    return RequestBody.read(
        json,
        List.of("face_sdk_version"),
        Set.of("app_version"),
        in -> {
          String sdk = in.text("face_sdk_version", FieldRule.VERSION);
          String app = in.text("app_version", FieldRule.VERSION);
          return sdk == null ? null : new Heartbeat(sdk, app);
        });
  }
}
