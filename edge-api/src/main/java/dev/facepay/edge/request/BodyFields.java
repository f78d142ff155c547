package dev.facepay.edge.request;

import dev.facepay.http.FieldError;
import dev.facepay.payment.Cut;
import dev.facepay.payment.FieldRule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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

  /** A text that keeps its rule. */
  @Nullable String text(String name, FieldRule rule) {
    JsonNode value = body.path(name);
    return value.isMissingNode()
        ? null
        : kept(name, value.isString() ? value.stringValue() : "", rule);
  }

  /** A JSON object as compact text. */
  @Nullable String object(String name, FieldRule rule) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return null;
    }
    return value.isObject() && rule.accepts(value.toString())
        ? value.toString()
        : wrong(
            name,
            "must be a JSON object of up to %d characters that WeChat takes"
                .formatted(rule.charactersMax()));
  }

  /** One of these words. */
  @Nullable String word(String name, List<String> words) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || (value.isString() && words.contains(value.stringValue()))) {
      return value.isMissingNode() ? null : value.stringValue();
    }
    return wrong(name, "must be " + String.join(" or ", words));
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
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return null;
    }
    try {
      Instant time =
          OffsetDateTime.parse(value.isString() ? value.stringValue() : "")
              .toInstant()
              .truncatedTo(ChronoUnit.SECONDS);
      if (FieldRule.isSayable(time)) {
        return time;
      }
      wrong(name, "must be a time of the years 1970 to 9998");
    } catch (DateTimeException e) {
      wrong(name, rule);
    }
    return null;
  }

  boolean has(String name) {
    return body.has(name);
  }

  /** What is no text breaks every rule: a field that is not wanted is left out, not null. */
  private @Nullable String kept(String name, String value, FieldRule rule) {
    Optional<String> fault = rule.fault(value);
    return fault.isEmpty() ? value : wrong(name, fault.get());
  }

  private @Nullable String wrong(String name, String detail) {
    if (errors.size() < ERRORS_MAX) {
      errors.add(new FieldError(name, detail));
    }
    return null;
  }

  private static String shown(String name) {
    return name.length() <= NAME_SHOWN_MAX ? name : Cut.atCharacters(name, NAME_SHOWN_MAX) + "…";
  }
}
