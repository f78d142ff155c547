package dev.facepay.edge.request;

import dev.facepay.http.FieldError;
import dev.facepay.payment.FieldRule;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The small bodies of a device that enrols or says that it is alive, read as strictly. */
public final class DeviceReader {

  /** Of a code as it was typed. */
  static final FieldRule CODE = FieldRule.text(32);

  private DeviceReader() {}

  /** What a body turned out to be. */
  public sealed interface Read<T> {

    record Valid<T>(T value) implements Read<T> {}

    record Invalid<T>(List<FieldError> errors) implements Read<T> {}

    /**
     * @param why where it stops being JSON, without its text
     */
    record Malformed<T>(String why) implements Read<T> {}
  }

  /** What ran on the device. */
  public record Heartbeat(String faceSdkVersion, @Nullable String appVersion) {}

  /** The code as a person typed it: a credential, not to be printed. */
  public static Read<String> code(byte[] json) {
    return read(json, Set.of("code"), List.of("code"), in -> in.text("code", CODE));
  }

  public static Read<Heartbeat> heartbeat(byte[] json) {
    return read(
        json,
        Set.of("face_sdk_version", "app_version"),
        List.of("face_sdk_version"),
        in -> {
          String sdk = in.text("face_sdk_version", FieldRule.VERSION);
          String app = in.text("app_version", FieldRule.VERSION);
          return sdk == null ? null : new Heartbeat(sdk, app);
        });
  }

  static <T> Read<T> read(
      byte[] json,
      Set<String> known,
      List<String> required,
      Function<BodyFields, @Nullable T> take) {
    JsonNode body;
    try {
      body = RequestReader.MAPPER.readTree(json);
    } catch (JacksonException e) {
      return new Read.Malformed<>(RequestReader.place(e));
    }
    if (!body.isObject()) {
      return new Read.Malformed<>("the body is not a JSON object");
    }
    BodyFields in = new BodyFields(body);
    in.refuseOthersThan(known);
    in.require(required);
    T value = take.apply(in);
    return !in.errors().isEmpty() || value == null
        ? new Read.Invalid<>(in.errors())
        : new Read.Valid<>(value);
  }
}
