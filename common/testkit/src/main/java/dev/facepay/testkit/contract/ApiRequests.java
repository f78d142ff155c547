package dev.facepay.testkit.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that a contract allows, and bodies near by that it does not, from a seed. */
public final class ApiRequests {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** One part of a shape such as {@code 1[0-5][0-9]{16}}: what may stand, and how often. */
  private static final Pattern PART =
      Pattern.compile("(\\[(?:\\\\.|[^]\\\\])+]|.)(?:\\{(\\d+)(?:,(\\d+))?})?");

  private static final String LETTERS = "aZ09 -茶";

  private final Random random;

  /** For what has a date-time: a moment that is neither too early nor too late. */
  private final Instant time;

  public ApiRequests(long seed, Instant time) {
    this.random = new Random(seed);
    this.time = time;
  }

  /** Every required field and some of the others, each within its rule. */
  public ObjectNode good(JsonNode schema) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    for (var field : schema.path("properties").properties()) {
      if (isRequired(schema, field.getKey()) || random.nextBoolean()) {
        body.set(field.getKey(), goodValue(field.getValue()));
      }
    }
    return body;
  }

  /** The same with one to three things changed that are likely to be wrong. */
  public ObjectNode bad(JsonNode schema) {
    ObjectNode body = good(schema);
    List<String> names = new ArrayList<>(schema.path("properties").propertyNames());
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(6)) {
        case 0 -> body.remove(name);
        case 1 -> body.put(name + "_", 1);
        default -> body.set(name, badValue(schema.path("properties").path(name)));
      }
    }
    return body;
  }

  private static boolean isRequired(JsonNode schema, String field) {
    return schema.path("required").valueStream().anyMatch(it -> it.asString().equals(field));
  }

  private JsonNode goodValue(JsonNode rule) {
    return switch (rule.path("type").asString()) {
      case "integer" -> NODES.numberNode(whole(rule));
      case "object" -> JsonMapper.shared().createObjectNode().put("n", text(3));
      case "string" -> NODES.stringNode(goodText(rule));
      default -> throw new IllegalArgumentException("can't make one of " + rule);
    };
  }

  private String goodText(JsonNode rule) {
    if (rule.has("enum")) {
      return rule.path("enum").path(random.nextInt(rule.path("enum").size())).asString();
    }
    if (rule.has("pattern")) {
      return shaped(rule.path("pattern").asString());
    }
    if (rule.path("format").asString("").equals("date-time")) {
      int hours = random.nextInt(-12, 13);
      return time.atOffset(ZoneOffset.ofHours(hours)).toString();
    }
    int most = rule.path("maxLength").asInt();
    if (rule.path("contentMediaType").asString("").equals("application/json")) {
      return "{\"n\":\"" + text(length(0, most - 8)) + "\"}";
    }
    return text(length(rule.path("minLength").asInt(), most));
  }

  private JsonNode badValue(JsonNode rule) {
    List<JsonNode> wrong =
        new ArrayList<>(
            List.of(
                NODES.nullNode(),
                NODES.booleanNode(true),
                NODES.arrayNode(),
                NODES.stringNode(""),
                NODES.numberNode(new BigDecimal("12.5")),
                NODES.numberNode(rule.path("minimum").asLong(0) - 1),
                NODES.numberNode(rule.path("maximum").asLong(0) + 1)));
    if (rule.path("type").asString().equals("string")) {
      wrong.add(NODES.stringNode(goodText(rule) + "@".repeat(1 + rule.path("maxLength").asInt(0))));
      if (!rule.has("contentMediaType")) {
        wrong.add(NODES.stringNode(text(8)));
      }
      wrong.add(JsonMapper.shared().createObjectNode());
    }
    return wrong.get(random.nextInt(wrong.size()));
  }

  private long whole(JsonNode rule) {
    long least = rule.path("minimum").asLong();
    long most = rule.path("maximum").asLong();
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> random.nextLong(least, most + 1);
    };
  }

  private int length(int least, int most) {
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> random.nextInt(least, most + 1);
    };
  }

  /** Neither blank nor with anything that JSON writes in another way. */
  private String text(int length) {
    StringBuilder text = new StringBuilder(length == 0 ? "" : "a");
    while (text.length() < length) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private String shaped(String pattern) {
    StringBuilder text = new StringBuilder();
    Matcher part = PART.matcher(pattern.substring(1, pattern.length() - 1));
    while (part.find()) {
      Pattern allowed = Pattern.compile(part.group(1));
      int least = part.group(2) == null ? 1 : Integer.parseInt(part.group(2));
      int most = part.group(3) == null ? least : Integer.parseInt(part.group(3));
      for (int left = length(least, most); left > 0; left--) {
        text.append(one(allowed));
      }
    }
    return text.toString();
  }

  private String one(Pattern allowed) {
    while (true) {
      String character = Character.toString(random.nextInt('!', 0x7F));
      if (allowed.matcher(character).matches()) {
        return character;
      }
    }
  }
}
