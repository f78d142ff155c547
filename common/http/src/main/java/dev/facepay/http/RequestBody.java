package dev.facepay.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.http.FieldError.Code;
import dev.facepay.payment.Cut;
import dev.facepay.payment.FieldRule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
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

  /** In characters; the longest that a field may have is 9. */
  private static final int NUMBER_MAX = 1000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(NESTING_MAX)
                          .maxNumberLength(NUMBER_MAX)
                          .build())
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
     * @param why it can't be read, and where, without its text
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
      body = MAPPER.readTree(text(json));
    } catch (CharacterCodingException e) {
      return new Read.Malformed<>("the body is not UTF-8");
    } catch (JacksonException e) {
      return new Read.Malformed<>(why(e));
    }
    if (!body.isObject()) {
      return new Read.Malformed<>(
          body.isMissingNode() ? "the body is empty" : "the body is not a JSON object");
    }
    RequestBody in = new RequestBody(body);
    in.refuseOthersThan(required, others);
    in.require(required);
    T value = take.apply(in);
    return !in.errors.isEmpty() || value == null
        ? new Read.Invalid<>(in.errors)
        : new Read.Valid<>(value);
  }

  /** Of bytes alone the parser would guess UTF-16 and UTF-32 too, and take them. */
  private static String text(byte[] json) throws CharacterCodingException {
    String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    // JSON begins with ASCII: of those, one of the first two bytes is zero.
    if (text.lastIndexOf('\0', 1) >= 0) {
      throw new CharacterCodingException();
    }
    return Cut.byteOrderMark(text);
  }

  /** Told apart: each has another cause in the client. */
  static String why(JacksonException e) {
    String cause =
        switch (e) {
          case UnexpectedEndOfInputException cut -> "the body ends before its JSON does";
          case StreamConstraintsException beyond -> limit(beyond.getOriginalMessage());
          case MismatchedInputException more -> "the body goes on behind its JSON object";
          case JacksonException twice when twice.getOriginalMessage().startsWith("Duplicate") ->
              "the body has a field twice";
          default -> "the body is not JSON";
        };
    return e.getLocation() == null
        ? cause
        : "%s, at line %d column %d"
            .formatted(cause, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  /** The parser's own words name the limit by the method that tells it. */
  private static String limit(String words) {
    if (words.contains("NestingDepth")) {
      return "the body is nested too deeply: %d levels are the most".formatted(NESTING_MAX);
    }
    if (words.contains("NumberLength")) {
      return "the body has a number that is too long: %d characters are the most"
          .formatted(NUMBER_MAX);
    }
    return words.contains("NameLength")
        ? "the body has a field whose name is too long"
        : "the body is beyond a limit of ours";
  }

  private void refuseOthersThan(List<String> required, Set<String> others) {
    for (var field : body.properties()) {
      String name = field.getKey();
      if (!required.contains(name) && !others.contains(name)) {
        List<String> known = new ArrayList<>(required);
        others.stream().sorted().forEach(known::add);
        wrong(FieldError.unknown(shown(name), "fields", known));
      } else if (field.getValue().isNull()) {
        wrong(
            name,
            Code.NULL,
            required.contains(name)
                ? "must have a value, and null is none"
                : "must not be null: leave it out");
      }
    }
  }

  private void require(List<String> names) {
    for (String name : names) {
      if (!body.has(name)) {
        wrong(FieldError.missing(name));
      }
    }
  }

  /** Whether it is there; what is null is refused already. */
  public boolean has(String name) {
    return body.hasNonNull(name);
  }

  /** A text that keeps its rule. */
  public @Nullable String text(String name, FieldRule rule) {
    if (!has(name)) {
      return null;
    }
    JsonNode value = body.path(name);
    if (!value.isString()) {
      return wrong(
          name, Code.WRONG_TYPE, "is no JSON string; it " + rule.fault("").orElse("must be one"));
    }
    String text = value.stringValue();
    Optional<FieldError> fault = FieldError.of(name, text, rule);
    return fault.isEmpty() ? text : wrong(fault.get());
  }

  /** A JSON object as compact text. */
  public @Nullable String object(String name, FieldRule rule) {
    if (!has(name)) {
      return null;
    }
    JsonNode value = body.path(name);
    return value.isObject() && rule.accepts(value.toString())
        ? value.toString()
        : wrong(
            name,
            value.isObject() ? Code.INVALID : Code.WRONG_TYPE,
            "must be a JSON object of up to %d characters that WeChat takes"
                .formatted(rule.charactersMax()));
  }

  /** One of these words. */
  public @Nullable String word(String name, List<String> words) {
    if (!has(name)) {
      return null;
    }
    JsonNode value = body.path(name);
    return value.isString() && words.contains(value.stringValue())
        ? value.stringValue()
        : wrong(
            name,
            value.isString() ? Code.INVALID : Code.WRONG_TYPE,
            "must be " + FieldError.words(words, "or"));
  }

  /** False if it is not there. */
  public boolean flag(String name) {
    JsonNode value = body.path(name);
    if (has(name) && !value.isBoolean()) {
      wrong(name, Code.WRONG_TYPE, "must be true or false");
    }
    return value.isBoolean() && value.booleanValue();
  }

  /**
   * A list of 1 to {@code max} entries.
   *
   * @param each makes one of an entry; null if it is wrong
   * @param what an entry is, such as {@code a payment's id}
   */
  public <T> @Nullable List<T> list(
      String name, int max, Function<JsonNode, @Nullable T> each, String what) {
    if (!has(name)) {
      return null;
    }
    JsonNode value = body.path(name);
    List<T> all = new ArrayList<>();
    for (JsonNode entry : value) {
      T one = each.apply(entry);
      if (one != null) {
        all.add(one);
      }
    }
    if (!value.isArray()) {
      wrong(name, Code.WRONG_TYPE, "must be a list");
    } else if (value.isEmpty() || value.size() > max) {
      wrong(name, Code.OUT_OF_RANGE, "must have 1 to " + max + " entries");
    } else if (all.size() < value.size()) {
      wrong(name, Code.INVALID, "each must be " + what);
    } else {
      return all;
    }
    return null;
  }

  public long number(String name, long min, long max) {
    JsonNode value = body.path(name);
    boolean isWhole = value.isIntegralNumber();
    if (isWhole
        && value.canConvertToLong()
        && value.longValue() >= min
        && value.longValue() <= max) {
      return value.longValue();
    }
    wrong(
        name,
        isWhole ? Code.OUT_OF_RANGE : Code.WRONG_TYPE,
        "must be a whole number from " + min + " to " + max);
    return min;
  }

  public @Nullable Instant time(String name) {
    if (!has(name)) {
      return null;
    }
    JsonNode value = body.path(name);
    try {
      Instant time =
          OffsetDateTime.parse(value.isString() ? value.stringValue() : "")
              .toInstant()
              .truncatedTo(ChronoUnit.SECONDS);
      if (FieldRule.isSayable(time)) {
        return time;
      }
      wrong(name, Code.OUT_OF_RANGE, "must be a time of the years 1970 to 9998");
    } catch (DateTimeException e) {
      wrong(
          name,
          value.isString() ? Code.INVALID : Code.WRONG_TYPE,
          "must be a time of RFC 3339 with offset, like 2026-11-22T10:30:00+08:00");
    }
    return null;
  }

  private @Nullable String wrong(String name, Code code, String detail) {
    return wrong(new FieldError(name, code, detail));
  }

  private @Nullable String wrong(FieldError error) {
    if (errors.size() < ERRORS_MAX) {
      errors.add(error);
    }
    return null;
  }

  private static String shown(String name) {
    return name.length() <= NAME_SHOWN_MAX ? name : Cut.atCharacters(name, NAME_SHOWN_MAX) + "…";
  }
}
