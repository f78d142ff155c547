package dev.facepay.testkit.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One schema of the contract, its references resolved. Consumers get it open: fields and values
 * that they do not know may come. For our own tests it is closed: nothing else may come.
 */
public final class FactSchema {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final String name;
  private final ObjectNode tree;
  private final Schema open;
  private final Schema closed;

  FactSchema(String name, ObjectNode tree) {
    this.name = name;
    this.tree = tree;
    this.open = REGISTRY.getSchema(tree);
    this.closed = REGISTRY.getSchema(close(tree));
  }

  /** The {@code ce_type}, or another file's name. */
  public String name() {
    return name;
  }

  public String title() {
    return tree.path("title").asString("");
  }

  public String description() {
    return tree.path("description").asString("");
  }

  /** Each field's definition, in the schema's order. */
  public Map<String, JsonNode> fields() {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    tree.path("properties").properties().forEach(one -> fields.put(one.getKey(), one.getValue()));
    return fields;
  }

  public boolean requires(String field) {
    return tree.path("required").valueStream().anyMatch(one -> one.asString("").equals(field));
  }

  /** Of a coded field, the values that are known; empty for any other. */
  public Set<String> values(String field) {
    return Set.copyOf(tree.path("properties").path(field).path("x-values").propertyNames());
  }

  /** The whole schema. */
  public ObjectNode tree() {
    return tree.deepCopy();
  }

  /** What a tolerant reader would find wrong; empty if nothing. */
  public List<String> faults(JsonNode value) {
    return texts(open.validate(value));
  }

  /** What is not exactly the contract; empty if all is. Values are not repeated. */
  public List<String> strictFaults(JsonNode value) {
    return texts(closed.validate(value));
  }

  /** What the specification's own schema for schemas finds wrong. */
  public List<String> faultsOfItself() {
    return texts(
        REGISTRY
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    SpecificationVersion.DRAFT_2020_12.getDialectId()))
            .validate(tree));
  }

  private List<String> texts(List<Error> errors) {
    List<String> texts = new ArrayList<>();
    for (Error error : errors) {
      texts.add(
          name
              + ": "
              + error.getInstanceLocation()
              + " breaks \""
              + error.getKeyword()
              + "\" "
              + (error.getProperty() == null ? "" : error.getProperty()));
    }
    return texts;
  }

  private static ObjectNode close(ObjectNode open) {
    ObjectNode closed = open.deepCopy();
    closed.put("additionalProperties", false);
    for (JsonNode field : closed.path("properties")) {
      if (field instanceof ObjectNode object && object.has("x-values")) {
        ArrayNode values = object.putArray("enum");
        object.path("x-values").propertyNames().forEach(values::add);
      }
    }
    return closed;
  }
}
