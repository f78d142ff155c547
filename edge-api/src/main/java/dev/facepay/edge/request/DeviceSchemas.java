package dev.facepay.edge.request;

import dev.facepay.payment.FieldRule;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import java.util.Set;

/** A device's small bodies for the API's description, from the constants that check them. */
public final class DeviceSchemas {

  private DeviceSchemas() {}

  public static Schema<?> code() {
    StringSchema code =
        text("As it was shown; small letters, blanks and dashes do not matter.", "ABCDE-FGHJK");
    code.setMinLength(1);
    code.setMaxLength(DeviceReader.CODE.charactersMax());
    Schema<?> schema = object("An enrolment code. No other fields.", "code");
    schema.addProperty("code", code);
    return schema;
  }

  public static Schema<?> heartbeat() {
    Schema<?> schema = object("What runs on the device. No other fields.", "face_sdk_version");
    schema.addProperty("face_sdk_version", version("The face SDK's.", "2.13.0"));
    schema.addProperty("app_version", version("The merchant App's.", "4.2.1"));
    return schema;
  }

  private static Schema<?> object(String description, String required) {
    ObjectSchema schema = new ObjectSchema();
    schema.setTypes(Set.of("object"));
    schema.setDescription(description);
    schema.setRequired(List.of(required));
    schema.setAdditionalProperties(false);
    return schema;
  }

  private static StringSchema version(String description, String example) {
    StringSchema schema = text(description, example);
    schema.setPattern("^" + FieldRule.VERSION.pattern() + "$");
    return schema;
  }

  private static StringSchema text(String description, String example) {
    StringSchema schema = new StringSchema();
    schema.setTypes(Set.of("string"));
    schema.setDescription(description);
    schema.setExample(example);
    return schema;
  }
}
