package dev.facepay.auth.registry;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads a small body strictly, after its sender was let in. */
final class BodyReader {

  private static final int BYTES_MAX = 16 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .withCoercionConfig(
              LogicalType.Boolean,
              booleans ->
                  booleans
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.String, CoercionAction.Fail))
          .build();

  private BodyReader() {}

  /** Null if it is no such object; nothing of it is repeated. */
  static <T> @Nullable T read(InputStream in, Class<T> type) throws IOException {
    byte[] body = in.readNBytes(BYTES_MAX + 1);
    if (body.length > BYTES_MAX) {
      return null;
    }
    try {
      return JSON.readValue(body, type);
    } catch (JacksonException e) {
      return null;
    }
  }

  /**
   * @throws IllegalArgumentException if it is missing
   */
  static String required(String name, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  /**
   * @throws IllegalArgumentException if it is out of bounds
   */
  static int limit(int wanted) {
    if (wanted < 1 || wanted > 100) {
      throw new IllegalArgumentException("limit must be 1 to 100");
    }
    return wanted;
  }
}
