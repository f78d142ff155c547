package dev.facepay.testkit.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies for a schema: a whole one, the smallest one, and all that differ from the whole one in one
 * place where readers are often laxer or stricter than they say. Which are good is the contract's
 * to say.
 */
public final class ApiVariants {

  /** Half a character is written as an escape, as a client would send it. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final Pattern COUNTS = Pattern.compile("\\{(\\d+)(?:,(\\d+))?}");

  /** Where rules on texts differ: blanks, controls, separators, characters outside the usual. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u3000",
          "\u200b",
          "\u3164",
          " \u2800\ufe0f",
          "a\u034f",
          "\u00a0",
          "a",
          "A",
          "7",
          "a b",
          " a",
          "a\n",
          "a\tb",
          "\n",
          "\u001c",
          "a\u0000",
          "a\u0007",
          "a\u007f",
          "a\u0085",
          "a\u2028b",
          "\u00e9",
          "\u9762",
          "\ud83c\udf5c",
          "\ud83c",
          "a\ufffe",
          "-",
          "_",
          ".",
          "+",
          "|",
          "*",
          "/",
          "?",
          "#",
          "@",
          "a,b",
          "a:b",
          "{}",
          "{\"a\":1}",
          "{\"a\":",
          "[]",
          "null",
          "true",
          "1.5",
          "-1");

  private ApiVariants() {}

  /** As JSON texts. */
  public static Set<String> of(JsonNode schema) {
    Set<String> texts = new LinkedHashSet<>();
    variants(schema, example(schema))
        .filter(JsonNode::isObject)
        .forEach(one -> texts.add(JSON.writeValueAsString(one)));
    return texts;
  }

  private static JsonNode example(JsonNode schema) {
    if (schema.has("example")) {
      return schema.path("example");
    }
    if (schema.has("enum") || schema.has("const")) {
      return schema.has("const") ? schema.path("const") : schema.path("enum").get(0);
    }
    if (schema.has("oneOf")) {
      return example(schema.path("oneOf").get(0));
    }
    return switch (type(schema)) {
      case "object" -> {
        ObjectNode whole = JSON.createObjectNode();
        schema.path("properties").properties().forEach(it -> put(whole, it.getKey(), schema));
        yield whole;
      }
      case "array" -> JSON.createArrayNode().add(example(schema.path("items")));
      case "integer", "number" -> JSON.valueToTree(schema.path("minimum").asInt(1));
      case "boolean" -> JSON.valueToTree(true);
      default -> throw new IllegalArgumentException("no example in " + schema);
    };
  }

  private static void put(ObjectNode whole, String field, JsonNode schema) {
    whole.set(field, example(schema.path("properties").path(field)));
  }

  /** The first type that is not null. */
  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray()
        ? type.valueStream()
            .map(JsonNode::asString)
            .filter(it -> !it.equals("null"))
            .findFirst()
            .orElse("null")
        : type.asString("");
  }

  private static Stream<JsonNode> variants(JsonNode schema, JsonNode good) {
    Stream<JsonNode> own =
        schema.has("oneOf")
            ? schema.path("oneOf").valueStream().flatMap(it -> variants(it, example(it)))
            : switch (type(schema)) {
              case "object" -> objects(schema, (ObjectNode) good);
              case "array" -> arrays(schema, (ArrayNode) good);
              case "integer", "number" -> numbers(schema);
              case "boolean" -> Stream.of(true, false).map(JSON::<JsonNode>valueToTree);
              default -> texts(schema, good.asString("")).map(JSON::<JsonNode>valueToTree);
            };
    return Stream.concat(Stream.of(good), Stream.concat(own, otherTypes()));
  }

  private static Stream<JsonNode> otherTypes() {
    return Stream.of("null", "7", "1.5", "-1", "true", "\"a\"", "\"\"", "[]", "{}", "[\"a\"]")
        .map(JSON::readTree);
  }

  private static Stream<JsonNode> objects(JsonNode schema, ObjectNode good) {
    List<JsonNode> all = new ArrayList<>();
    ObjectNode least = good.deepCopy();
    Set<String> fields = new LinkedHashSet<>();
    good.propertyNames().forEach(fields::add);
    for (String field : fields) {
      ObjectNode without = good.deepCopy();
      without.remove(field);
      all.add(without);
      if (!requires(schema, field)) {
        least.remove(field);
      }
      variants(schema.path("properties").path(field), Objects.requireNonNull(good.get(field)))
          .forEach(
              value -> {
                ObjectNode other = good.deepCopy();
                other.set(field, value);
                all.add(other);
              });
    }
    all.add(least);
    all.add(good.deepCopy().put("x-unknown", "a"));
    return all.stream();
  }

  private static boolean requires(JsonNode schema, String field) {
    return schema.path("required").valueStream().anyMatch(it -> it.asString().equals(field));
  }

  private static Stream<JsonNode> arrays(JsonNode schema, ArrayNode good) {
    JsonNode item = good.get(0);
    ArrayNode longest = JSON.createArrayNode();
    int most = schema.path("maxItems").asInt(2);
    for (int i = 0; i < most; i++) {
      longest.add(item);
    }
    return Stream.concat(
        Stream.of(longest, longest.deepCopy().add(item)),
        variants(schema.path("items"), item).map(it -> JSON.createArrayNode().add(it)));
  }

  private static Stream<JsonNode> numbers(JsonNode schema) {
    List<Long> all = new ArrayList<>(List.of(0L, 1L, Long.MAX_VALUE, Long.MIN_VALUE));
    for (@Nullable JsonNode bound : new JsonNode[] {schema.get("minimum"), schema.get("maximum")}) {
      if (bound != null) {
        all.addAll(List.of(bound.asLong() - 1, bound.asLong(), bound.asLong() + 1));
      }
    }
    return Stream.concat(
        all.stream().map(JSON::valueToTree), Stream.of("1e3", "0.5", "\"1\"").map(JSON::readTree));
  }

  private static Stream<String> texts(JsonNode schema, String good) {
    List<String> all = new ArrayList<>(TEXTS);
    schema.path("enum").forEach(value -> all.add(value.asString("")));
    for (String odd : TEXTS) {
      all.add(good + odd);
    }
    Set<Integer> lengths = new LinkedHashSet<>();
    lengths.add(schema.path("minLength").asInt(1));
    lengths.add(schema.path("maxLength").asInt(1));
    Matcher counts = COUNTS.matcher(schema.path("pattern").asString(""));
    while (counts.find()) {
      lengths.add(Integer.parseInt(counts.group(counts.group(2) == null ? 1 : 2)));
    }
    for (int length : lengths) {
      for (String character : List.of("a", "1", "\u9762")) {
        all.add(character.repeat(Math.max(0, length - 1)));
        all.add(character.repeat(length));
        all.add(character.repeat(length + 1));
      }
    }
    return all.stream();
  }
}
