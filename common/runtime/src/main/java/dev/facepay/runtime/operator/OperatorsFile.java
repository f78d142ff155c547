package dev.facepay.runtime.operator;

import dev.facepay.payment.Cut;
import dev.facepay.payment.WireName;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code {"operators": [{"name": "alice", "key_sha256": "…", "scopes": ["devices:write"]}]}}. Keys
 * are long and random, so a plain hash is enough to make a lost file useless.
 */
final class OperatorsFile {

  private static final long BYTES_MAX = 1 << 20;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> FIELDS = Set.of("name", "key_sha256", "scopes");

  private OperatorsFile() {}

  /**
   * By the hash of their keys.
   *
   * @throws IOException if it can't be read
   * @throws IllegalArgumentException if it is not such a file, telling which entry is wrong
   */
  static Map<String, Operator> read(Path path) throws IOException {
    if (Files.size(path) > BYTES_MAX) {
      throw new IllegalArgumentException("the operators file is larger than " + BYTES_MAX);
    }
    JsonNode entries = entries(Cut.byteOrderMark(Files.readString(path)));
    Map<String, Operator> byKey = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      try {
        JsonNode entry = entries.get(i);
        Operator operator = new Operator(text(entry, "name"), scopes(entry));
        if (byKey.put(hash(entry), operator) != null) {
          throw new IllegalArgumentException("two operators have this key");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("operator " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return Map.copyOf(byKey);
  }

  private static JsonNode entries(String json) {
    try {
      JsonNode entries = JsonMapper.shared().readTree(json).path("operators");
      if (entries.isArray()) {
        return entries;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the operators file is not JSON", e);
    }
    throw new IllegalArgumentException("the operators file has no list \"operators\"");
  }

  private static Set<Scope> scopes(JsonNode entry) {
    List<String> strange =
        entry.propertyNames().stream().filter(name -> !FIELDS.contains(name)).toList();
    if (!strange.isEmpty()) {
      throw new IllegalArgumentException("unknown fields " + strange);
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (JsonNode scope : entry.path("scopes")) {
      scopes.add(WireName.parse(Scope.class, scope.asString("")));
    }
    return scopes;
  }

  private static String hash(JsonNode entry) {
    String hash = text(entry, "key_sha256");
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("key_sha256 is 64 lower-case hex digits of SHA-256");
    }
    return hash;
  }

  private static String text(JsonNode entry, String name) {
    JsonNode value = entry.path(name);
    if (!value.isString()) {
      throw new IllegalArgumentException(name + " is missing or not a text");
    }
    return value.stringValue();
  }
}
