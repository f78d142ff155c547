package dev.facepay.edge.access;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A body, read strictly: its fields are taken one by one, and all that is wrong is noted for one
 * answer. An unknown or doubled field is more likely a mistake than meant, and with money a mistake
 * is told at once.
 */
public final class RequestBody {

  /** Enough to repair a client by; a hostile body must not make a huge answer. */
  private static final int ERRORS_MAX = 20;

  private static final int NAME_SHOWN_MAX = 40;

  /** The body is flat: depth is bounded so that a hostile one costs nothing. */
  private static final int NESTING_MAX = 8;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode body;
  private final List<FieldError> errors = new ArrayList<>();

  private RequestBody(JsonNode body) {
    this.body = body;
  }

  /** What a body turned out to be. */
  public sealed interface Read<T> {

    record Valid<T>(T value) implements Read<T> {}

    /** JSON, but not by the rules. */
    record Invalid<T>(List<FieldError> errors) implements Read<T> {
      public Invalid {
        errors = List.copyOf(errors);
      }
    }

    /**
     * @param why where it stops being JSON, without its text
     */
    record Malformed<T>(String why) implements Read<T> {}
  }

  /**
   * @param required the fields that must be there
   * @param others those that may be there
   * @param take makes the request of the fields; null if one of them is missing or wrong
   */
  public static <T> Read<T> read(
      byte[] json,
      List<String> required,
      Set<String> others,
      Function<RequestBody, @Nullable T> take) {
    JsonNode body;
    try {
      body = MAPPER.readTree(json);
    } catch (JacksonException e) {
      return new Read.Malformed<>(place(e));
    }
    if (!body.isObject()) {
      return new Read.Malformed<>("the body is not a JSON object");
    }
    RequestBody in = new RequestBody(body);
    in.refuseOthersThan(required, others);
    in.require(required);
    T value = take.apply(in);
    return !in.errors.isEmpty() || value == null
        ? new Read.Invalid<>(in.errors)
        : new Read.Valid<>(value);
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null
        ? "the body is not JSON"
        : "the body is not JSON, or has a field twice, at line %d column %d"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private void refuseOthersThan(List<String> required, Set<String> others) {
    for (String name : body.propertyNames()) {
      if (!required.contains(name) && !others.contains(name)) {
        wrong(shown(name), "is not a field of this request");
      }
    }
  }

  private void require(List<String> names) {
    for (String name : names) {
      if (!body.has(name)) {
        wrong(name, "is missing");
      }
    }
  }

  /** A text that keeps its rule. */
  public @Nullable String text(String name, FieldRule rule) {
    JsonNode value = body.path(name);
    return value.isMissingNode()
        ? null
        : kept(name, value.isString() ? value.stringValue() : "", rule);
  }

  /** A JSON object as compact text. */
  public @Nullable String object(String name, FieldRule rule) {
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
  public @Nullable String word(String name, List<String> words) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || (value.isString() && words.contains(value.stringValue()))) {
      return value.isMissingNode() ? null : value.stringValue();
    }
    return wrong(name, "must be " + String.join(" or ", words));
  }

  public long number(String name, long min, long max) {
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

  public @Nullable Instant time(String name) {
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

  public boolean has(String name) {
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
