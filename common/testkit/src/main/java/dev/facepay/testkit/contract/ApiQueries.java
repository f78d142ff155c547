package dev.facepay.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.testkit.contract.ApiContract.Operation;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What may stand behind an address, and what may not, from a seed; a contract says which. */
public final class ApiQueries {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "x",
          "-1",
          "0",
          "1",
          "2000000000",
          "1.5",
          "1e3",
          "+1",
          "true",
          "TRUE",
          "on",
          "null",
          "2026-02-30",
          "2026-13-01",
          "2026-11-22T25:00:00Z",
          "now",
          "面",
          "a,b",
          "day,x",
          "'\"<>",
          "x".repeat(200));

  private final Random random;
  private final Instant time;
  private final Set<String> opaque;

  /**
   * @param time what a good day or time is
   * @param opaque parameters whose values only the service can make
   */
  public ApiQueries(long seed, Instant time, Set<String> opaque) {
    this.random = new Random(seed);
    this.time = time;
    this.opaque = Set.copyOf(opaque);
  }

  /**
   * @param text as it stands behind the question mark
   * @param faulty the names that the contract refuses in it
   */
  public record Query(String text, Set<String> faulty) {}

  /** Some of an operation's parameters, and sometimes one that it does not have, or one twice. */
  public Query of(Operation operation) {
    List<String> parts = new ArrayList<>();
    Map<String, String> numbers = new HashMap<>();
    Set<String> faulty = new TreeSet<>();
    for (JsonNode parameter : operation.tree().path("parameters")) {
      String name = parameter.path("name").asString();
      boolean isNeeded = parameter.path("required").asBoolean(false);
      if (!parameter.path("in").asString().equals("query") || opaque.contains(name)) {
        continue;
      }
      if (!isNeeded && random.nextInt(3) > 0) {
        continue;
      }
      String value = value(parameter.path("schema"));
      parts.add(part(name, value));
      if (parameter.path("schema").path("type").asString().equals("integer")) {
        numbers.put(name, value);
      }
      if (!operation.takes(parameter.path("schema"), read(parameter.path("schema"), value))) {
        faulty.add(name);
      }
      if (random.nextInt(12) == 0) {
        parts.add(part(name, value));
        faulty.add(name);
      }
      if (isNeeded && random.nextInt(6) == 0) {
        parts.removeIf(it -> it.startsWith(name + "="));
        faulty.add(name);
      }
    }
    if (random.nextInt(5) == 0) {
      parts.add(part("no_such", "1"));
      faulty.add("no_such");
    }
    if (faulty.isEmpty()) {
      numbers.keySet().stream()
          .filter(name -> name.startsWith("from") && isGreater(numbers, name))
          .forEach(faulty::add);
    }
    return new Query(String.join("&", parts), faulty);
  }

  /** What no schema can say: what begins with from is not more than what begins with to. */
  private static boolean isGreater(Map<String, String> numbers, String from) {
    String to = numbers.get("to" + from.substring("from".length()));
    return to != null && Long.parseLong(numbers.getOrDefault(from, to)) > Long.parseLong(to);
  }

  private static String part(String name, String value) {
    return name + "=" + URLEncoder.encode(value, UTF_8);
  }

  private String value(JsonNode schema) {
    if (random.nextInt(3) == 0) {
      return ODD.get(random.nextInt(ODD.size()));
    }
    JsonNode words = schema.has("items") ? schema.path("items").path("enum") : schema.path("enum");
    if (!words.isEmpty()) {
      return words.path(random.nextInt(words.size())).asString();
    }
    return switch (schema.path("type").asString()) {
      case "integer" -> schema.path("minimum").asString("1");
      case "boolean" -> Boolean.toString(random.nextBoolean());
      default ->
          switch (schema.path("format").asString("")) {
            case "date" -> time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
            case "date-time" -> time.toString();
            default -> "S1";
          };
    };
  }

  /** The JSON value that a text in an address stands for; a text if it is no such value. */
  private static JsonNode read(JsonNode schema, String value) {
    return switch (schema.path("type").asString()) {
      case "integer" ->
          value.matches("-?[0-9]+")
              ? NODES.numberNode(Long.parseLong(value))
              : NODES.stringNode(value);
      case "boolean" ->
          Set.of("true", "false").contains(value)
              ? NODES.booleanNode(value.equals("true"))
              : NODES.stringNode(value);
      case "array" -> {
        ArrayNode all = JsonMapper.shared().createArrayNode();
        Stream.of(value.split(",", -1)).filter(it -> !value.isEmpty()).forEach(all::add);
        yield all;
      }
      default -> NODES.stringNode(value);
    };
  }
}
