package dev.facepay.testkit.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A service's {@code openapi.yaml}: what may be sent to it, and what it may answer. */
public final class ApiContract {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** By the schema itself: to compile one takes far longer than to use it. */
  private static final Map<JsonNode, Schema> COMPILED =
      Collections.synchronizedMap(new IdentityHashMap<>());

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();

  private ApiContract(JsonNode document) {
    this.document = document;
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(one -> METHODS.contains(one.getKey()))
                    .forEach(one -> add(one.getKey(), path.getKey(), one.getValue())));
  }

  public static ApiContract of(String yaml) {
    return new ApiContract(YAMLMapper.builder().build().readTree(yaml));
  }

  private void add(String method, String path, JsonNode operation) {
    operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, resolved(operation)));
  }

  /** One method of one address, with every reference replaced by what it names. */
  public record Operation(String method, String path, JsonNode tree) {

    /** Our own answers have nothing that is not described. */
    public Operation {
      close(tree.path("responses"));
    }

    /** The schema of its JSON body, or null if it takes none. */
    public @Nullable JsonNode request() {
      return schema(tree.path("requestBody").path("content").path("application/json"));
    }

    /** The fields that a body has wrong, as far as the contract says. */
    public Set<String> faultyFields(JsonNode body) {
      JsonNode schema = request();
      if (schema == null) {
        throw new IllegalStateException(this + " takes no body");
      }
      Set<String> fields = new TreeSet<>();
      for (Error error : errors(schema, body)) {
        String place = error.getInstanceLocation().toString();
        fields.add(place.isEmpty() ? error.getProperty() : place.split("/", -1)[1]);
      }
      return fields;
    }

    /** Whether a schema takes a value. */
    boolean takes(JsonNode schema, JsonNode value) {
      return errors(schema, value).isEmpty();
    }

    /** What is not by the contract; empty if all is. */
    public List<String> answerFaults(int status, String mediaType, String body) {
      JsonNode answer = tree.path("responses").path(Integer.toString(status));
      if (answer.isMissingNode()) {
        return List.of(this + " is not said to answer " + status);
      }
      JsonNode content = answer.path("content");
      if (content.isMissingNode()) {
        return body.isEmpty() ? List.of() : List.of(this + " has no body with " + status);
      }
      JsonNode schema = schema(content.path(mediaType.split(";", -1)[0].strip()));
      if (schema == null) {
        return List.of(this + " is not said to answer " + status + " as " + mediaType);
      }
      if (!mediaType.contains("json")) {
        return List.of();
      }
      JsonNode value = JsonMapper.shared().readTree(body);
      return errors(schema, value).stream().map(it -> this + ": " + it).toList();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }

    private boolean isAt(String[] address) {
      String[] segments = path.split("/", -1);
      boolean is = segments.length == address.length;
      for (int i = 0; is && i < segments.length; i++) {
        is = segments[i].startsWith("{") || segments[i].equals(address[i]);
      }
      return is;
    }

    private static @Nullable JsonNode schema(JsonNode content) {
      return content.has("schema") ? content.path("schema") : null;
    }

    private static List<Error> errors(JsonNode schema, JsonNode value) {
      return COMPILED
          .computeIfAbsent(schema, REGISTRY::getSchema)
          .validate(
              value, context -> context.executionConfig(it -> it.formatAssertionsEnabled(true)));
    }

    private static void close(JsonNode node) {
      if (node instanceof ObjectNode schema && schema.path("properties").isObject()) {
        schema.put("additionalProperties", false);
      }
      node.forEach(Operation::close);
    }
  }

  public JsonNode document() {
    return document;
  }

  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The operation of a request; the one without a variable wins. */
  public Optional<Operation> operation(String method, String path) {
    String[] address = path.split("/", -1);
    return operations.stream()
        .filter(it -> it.method().equals(method) && it.isAt(address))
        .min((a, b) -> Boolean.compare(a.path().contains("{"), b.path().contains("{")));
  }

  private JsonNode resolved(JsonNode node) {
    if (node.has("$ref")) {
      String pointer = node.path("$ref").asString().substring(1);
      return resolved(document.at(pointer));
    }
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JsonMapper.shared().createObjectNode();
        object.properties().forEach(it -> copy.set(it.getKey(), resolved(it.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonMapper.shared().createArrayNode();
        array.forEach(it -> copy.add(resolved(it)));
        yield copy;
      }
      default -> node;
    };
  }
}
