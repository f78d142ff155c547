package dev.facepay.http;

import dev.facepay.http.FieldError.Code;
import dev.facepay.payment.FieldRule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What may stand in an operation's address, in its path and behind the question mark: read once
 * from the contract, so that nobody has to say it twice. All that is wrong is told at once.
 */
final class AddressRules {

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final String FROM = "from";

  private final Map<String, Operation> operations = new HashMap<>();

  /**
   * @param contract an OpenAPI document
   */
  AddressRules(JsonNode contract) {
    for (var path : contract.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        Operation operation =
            new Operation(
                new LinkedHashMap<>(), new LinkedHashMap<>(), method.getValue().has("requestBody"));
        for (JsonNode one : method.getValue().path("parameters")) {
          JsonNode parameter =
              one.has("$ref") ? contract.at(one.path("$ref").asString().substring(1)) : one;
          operation.add(parameter);
        }
        operations.put(key(method.getKey().toUpperCase(Locale.ROOT), path.getKey()), operation);
      }
    }
  }

  private static String key(String method, String path) {
    return (method.equals("HEAD") ? "GET" : method) + " " + path;
  }

  /**
   * @param path as the contract writes it, with names in braces
   * @return null if the contract has no such operation
   */
  @Nullable Operation of(String method, String path) {
    return operations.get(key(method, path));
  }

  /** The parameters of one operation, by name, and whether it goes by a body. */
  record Operation(Map<String, Rule> path, Map<String, Rule> query, boolean takesBody) {

    private void add(JsonNode parameter) {
      Map<String, Rule> rules =
          switch (parameter.path("in").asString()) {
            case "path" -> path;
            case "query" -> query;
            default -> new HashMap<>();
          };
      String name = parameter.path("name").asString();
      rules.put(name, Rule.of(name, parameter));
    }

    /** Whether a request with nothing behind its address can be wrong there. */
    boolean isQueryWanted() {
      return query.values().stream().anyMatch(Rule::required);
    }

    List<FieldError> faultsOfPath(Map<String, String> values) {
      return path.values().stream()
          .flatMap(
              rule -> Optional.ofNullable(values.get(rule.name())).flatMap(rule::fault).stream())
          .toList();
    }

    List<FieldError> faultsOfQuery(Map<String, String[]> values) {
      List<FieldError> faults = new ArrayList<>();
      values.forEach((name, all) -> fault(name, all).ifPresent(faults::add));
      query.values().stream()
          .filter(rule -> rule.required() && !values.containsKey(rule.name()))
          .forEach(rule -> faults.add(FieldError.missing(rule.name())));
      if (faults.isEmpty()) {
        query.keySet().stream()
            .filter(name -> name.startsWith(FROM))
            .flatMap(name -> order(name, values).stream())
            .forEach(faults::add);
      }
      return faults;
    }

    private Optional<FieldError> fault(String name, String[] values) {
      Rule rule = query.get(name);
      if (rule == null) {
        return Optional.of(FieldError.unknown(name, "parameters", query.keySet()));
      }
      return values.length > 1
          ? Optional.of(new FieldError(name, Code.DUPLICATE, "must be there once"))
          : rule.fault(values[0]);
    }

    /** {@code from_day} is not behind {@code to_day}, and so on. */
    private Optional<FieldError> order(String from, Map<String, String[]> values) {
      String to = "to" + from.substring(FROM.length());
      String[] first = values.get(from);
      String[] last = values.get(to);
      Rule rule = query.get(from);
      return first == null || last == null || rule == null || !rule.isBehind(first[0], last[0])
          ? Optional.empty()
          : Optional.of(
              new FieldError(from, Code.OUT_OF_RANGE, "must not be greater or later than " + to));
    }
  }

  /**
   * @param schema JSON Schema's: a number, true or false, a text or a list of texts
   * @param example shows what is meant where a pattern is not met
   */
  record Rule(
      String name, boolean required, JsonNode schema, @Nullable Pattern pattern, String example) {

    static Rule of(String name, JsonNode parameter) {
      JsonNode schema = parameter.path("schema");
      return new Rule(
          name,
          parameter.path("required").asBoolean(false),
          schema,
          schema.has("pattern") ? pattern(schema.path("pattern").asString()) : null,
          parameter.path("example").asString(""));
    }

    /** In a schema {@code $} is the end; Java's is also before a last line break. */
    private static Pattern pattern(String text) {
      return Pattern.compile(text.replaceFirst("[$]$", "\\\\z"));
    }

    Optional<FieldError> fault(String value) {
      return switch (schema.path("type").asString()) {
        case "integer" -> whole(value);
        case "boolean" -> oneOf(List.of("true", "false"), value, Code.WRONG_TYPE);
        case "array" -> {
          List<String> known = words(schema.path("items"));
          yield Stream.of(value.split(",", -1))
              .filter(it -> !value.isEmpty() && !known.contains(it.strip()))
              .findFirst()
              .map(
                  it -> wrong(Code.INVALID, "must be a list of " + FieldError.words(known, "and")));
        }
        default -> text(value);
      };
    }

    private static List<String> words(JsonNode schema) {
      return schema.path("enum").valueStream().map(JsonNode::asString).toList();
    }

    private Optional<FieldError> whole(String value) {
      long least = schema.path("minimum").asLong(Long.MIN_VALUE);
      long most = schema.path("maximum").asLong(Long.MAX_VALUE);
      String words = "must be a whole number from %d to %d".formatted(least, most);
      if (!WHOLE.matcher(value).matches()) {
        return Optional.of(wrong(Code.WRONG_TYPE, words));
      }
      long number = Long.parseLong(value);
      return number < least || number > most
          ? Optional.of(wrong(Code.OUT_OF_RANGE, words))
          : Optional.empty();
    }

    private Optional<FieldError> text(String value) {
      if (schema.has("enum")) {
        return oneOf(words(schema), value, Code.INVALID);
      }
      if (schema.has("format")) {
        return time(value);
      }
      int least = schema.path("minLength").asInt(0);
      int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
      if (value.length() < least || value.length() > most) {
        return Optional.of(
            wrong(
                value.length() > most ? Code.TOO_LONG : Code.INVALID,
                "must be %d to %d characters".formatted(least, most)));
      }
      return pattern == null || pattern.matcher(value).find()
          ? Optional.empty()
          : Optional.of(wrong(Code.INVALID, "must be like " + example));
    }

    private Optional<FieldError> oneOf(List<String> known, String value, Code code) {
      return known.contains(value)
          ? Optional.empty()
          : Optional.of(wrong(code, "must be " + FieldError.words(known, "or")));
    }

    private Optional<FieldError> time(String value) {
      boolean isDay = schema.path("format").asString().equals("date");
      try {
        return FieldRule.isSayable(isDay ? day(value) : Instant.parse(value))
            ? Optional.empty()
            : Optional.of(wrong(Code.OUT_OF_RANGE, "must be in the years 1970 to 9998"));
      } catch (DateTimeException e) {
        return Optional.of(
            wrong(
                Code.INVALID,
                isDay
                    ? "must be a day of the calendar like 2026-11-22"
                    : "must be a time of RFC 3339 like 2026-11-22T02:30:00Z; in an address + is"
                        + " written %2B"));
      }
    }

    private static Instant day(String value) {
      if (!DAY.matcher(value).matches()) {
        throw new DateTimeException("not a day");
      }
      return LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Of two values that keep the rule. */
    private boolean isBehind(String first, String last) {
      if (schema.path("type").asString().equals("integer")) {
        return Long.parseLong(first) > Long.parseLong(last);
      }
      return schema.path("format").asString().equals("date")
          ? first.compareTo(last) > 0
          : Instant.parse(first).isAfter(Instant.parse(last));
    }

    private FieldError wrong(Code code, String detail) {
      return new FieldError(name, code, detail);
    }
  }
}
