package dev.facepay.device.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonIOException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON object, read strictly: Gson's own ways take single quotes and comments for JSON. */
public final class Json {

  private final JsonObject object;

  private Json(JsonObject object) {
    this.object = object;
  }

  /**
   * @throws IOException if the text is not one JSON object
   */
  public static Json read(String text) throws IOException {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("not a JSON object");
      }
      return new Json(element.getAsJsonObject());
    } catch (JsonSyntaxException | JsonIOException | IllegalStateException e) {
      throw new IOException("not JSON");
    }
  }

  /** Null if absent, null or no string. */
  public @Nullable String text(String field) {
    JsonPrimitive value = primitive(field);
    return (value != null && value.isString()) ? value.getAsString() : null;
  }

  /**
   * @throws IOException if absent or no string
   */
  public String required(String field) throws IOException {
    String value = text(field);
    if (value == null) {
      throw new IOException("no " + field);
    }
    return value;
  }

  /**
   * @throws IOException if absent or no whole number
   */
  public long number(String field) throws IOException {
    JsonPrimitive value = primitive(field);
    if (value == null || !value.isNumber()) {
      throw new IOException("no " + field);
    }
    try {
      return Long.parseLong(value.getAsString());
    } catch (NumberFormatException e) {
      throw new IOException("no whole number in " + field);
    }
  }

  /** Null if absent, null or neither true nor false. */
  public @Nullable Boolean flag(String field) {
    JsonPrimitive value = primitive(field);
    return (value != null && value.isBoolean()) ? (Boolean) value.getAsBoolean() : null;
  }

  /** Null if absent or no object. */
  public @Nullable Json object(String field) {
    JsonElement value = object.get(field);
    return (value != null && value.isJsonObject()) ? new Json(value.getAsJsonObject()) : null;
  }

  /**
   * @throws IOException if absent or no list of objects
   */
  public List<Json> objects(String field) throws IOException {
    JsonElement value = object.get(field);
    if (value == null || !value.isJsonArray()) {
      throw new IOException("no list in " + field);
    }
    List<Json> all = new ArrayList<>();
    for (JsonElement one : value.getAsJsonArray()) {
      if (!one.isJsonObject()) {
        throw new IOException("no object in " + field);
      }
      all.add(new Json(one.getAsJsonObject()));
    }
    return all;
  }

  private @Nullable JsonPrimitive primitive(String field) {
    JsonElement value = object.get(field);
    return (value != null && value.isJsonPrimitive()) ? value.getAsJsonPrimitive() : null;
  }
}
