package dev.facepay.edge.request;

import dev.facepay.http.FieldError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes the fields of a body one by one and notes all that is wrong, for one answer. */
final class BodyFields {

  /** Enough to repair a client by; a hostile body must not make a huge answer. */
  private static final int ERRORS_MAX = 20;

  private static final int NAME_SHOWN_MAX = 40;

  private final JsonNode body;
  private final List<FieldError> errors = new ArrayList<>();

  BodyFields(JsonNode body) {
    this.body = body;
  }

  List<FieldError> errors() {
    return errors;
  }

  void refuseOthersThan(Set<String> known) {
    for (String name : body.propertyNames()) {
      if (!known.contains(name)) {
        wrong(shown(name), "is not a field of this request");
      }
    }
  }

  void require(List<String> names) {
    for (String name : names) {
      if (!body.has(name)) {
        wrong(name, "is missing");
      }
    }
  }

  @Nullable String matching(String name, Pattern pattern, String rule) {
    String value = text(name, rule);
    if (value == null) {
      return null;
    }
    return pattern.matcher(value).matches() ? value : wrong(name, rule);
  }

  @Nullable String text(String name, int charactersMax) {
    String rule = "must be a text of 1 to " + charactersMax + " characters";
    String value = text(name, rule);
    if (value == null) {
      return null;
    }
    if (value.isEmpty() || value.length() > charactersMax) {
      return wrong(name, rule);
    }
    return FieldRules.isSendable(value)
        ? value
        : wrong(name, "must not have control characters or characters beyond 3-byte UTF-8 (emoji)");
  }

  @Nullable String json(String name, int charactersMax) {
    String value = text(name, charactersMax);
    return value == null || isJsonObject(value)
        ? value
        : wrong(name, "must be a text that holds a JSON object");
  }

  /** A JSON object as compact text. */
  @Nullable String object(String name, int charactersMax) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return null;
    }
    String text = value.isObject() ? value.toString() : "";
    return !text.isEmpty() && text.length() <= charactersMax && FieldRules.isSendable(text)
        ? text
        : wrong(name, "must be a JSON object of up to " + charactersMax + " characters");
  }

  long number(String name, long min, long max) {
    JsonNode value = body.path(name);
    boolean right =
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= min
            && value.longValue() <= max;
    if (!right) {
      wrong(name, "must be a whole number from " + min + " to " + max);
      return min;
    }
    return value.longValue();
  }

  @Nullable Instant time(String name) {
    String rule = "must be a time of RFC 3339 with offset, like 2026-11-22T10:30:00+08:00";
    String value = text(name, rule);
    if (value == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value).toInstant().truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      wrong(name, rule);
      return null;
    }
  }

  boolean has(String name) {
    return body.has(name);
  }

  /** Null, and noted if the field is there: a field that is not wanted is left out, not null. */
  private @Nullable String text(String name, String rule) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return null;
    }
    return value.isString() ? value.stringValue() : wrong(name, rule);
  }

  private @Nullable String wrong(String name, String detail) {
    if (errors.size() < ERRORS_MAX) {
      errors.add(new FieldError(name, detail));
    }
    return null;
  }

  private static String shown(String name) {
    return name.length() <= NAME_SHOWN_MAX ? name : name.substring(0, NAME_SHOWN_MAX) + "…";
  }

  private static boolean isJsonObject(String value) {
    try {
      return JsonMapper.shared().readTree(value).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }
}
