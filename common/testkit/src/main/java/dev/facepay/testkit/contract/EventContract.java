package dev.facepay.testkit.contract;

import dev.facepay.testkit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of the contract: what stands in {@code docs/events}, or a released state of it. */
public final class EventContract {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final Set<String> SHARED = Set.of("fields", "headers");

  private final Path folder;
  private final TreeMap<String, FactSchema> facts = new TreeMap<>();
  private final FactSchema headers;
  private final JsonNode asyncApi;

  private EventContract(Path folder) {
    this.folder = folder;
    JsonNode shared = JSON.readTree(Repository.read(folder.resolve("schemas/fields.json")));
    for (String name : names(folder.resolve("schemas"), ".json")) {
      if (!SHARED.contains(name)) {
        facts.put(name, load(name, shared));
      }
    }
    this.headers = load("headers", shared);
    this.asyncApi = YAML.readTree(Repository.read(folder.resolve("asyncapi.yaml")));
  }

  /** As it stands. */
  public static EventContract current() {
    return new EventContract(home());
  }

  /** As it was promised to readers. */
  public static EventContract released() {
    return new EventContract(home().resolve("released/v1"));
  }

  public static Path home() {
    return Repository.root().resolve("docs/events");
  }

  /** Each {@code ce_type} that has a schema. */
  public Set<String> types() {
    return Set.copyOf(facts.keySet());
  }

  /**
   * @throws IllegalArgumentException if there is none; it names the file that is missing
   */
  public FactSchema fact(String type) {
    FactSchema found = facts.get(type);
    if (found == null) {
      throw new IllegalArgumentException(
          type + " has no schema: add docs/events/schemas/" + type + ".json (see CONTRIBUTING)");
    }
    return found;
  }

  public FactSchema headers() {
    return headers;
  }

  public JsonNode asyncApi() {
    return asyncApi;
  }

  /** Each {@code ce_type} that has a file of samples. */
  public Set<String> sampled() {
    return names(folder.resolve("samples"), ".txt");
  }

  /**
   * @throws IllegalArgumentException if there are none; it names the file that is missing
   */
  public List<SampleEvent> samples(String type) {
    Path file = folder.resolve("samples").resolve(type + ".txt");
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          type + " has no sample: add docs/events/samples/" + type + ".txt (see CONTRIBUTING)");
    }
    return SampleEvent.parse(Repository.read(file));
  }

  private FactSchema load(String name, JsonNode shared) {
    JsonNode tree = JSON.readTree(Repository.read(folder.resolve("schemas/" + name + ".json")));
    if (tree.path("properties") instanceof ObjectNode properties) {
      for (String field : List.copyOf(properties.propertyNames())) {
        String ref = properties.path(field).path("$ref").asString("");
        if (!ref.isEmpty()) {
          JsonNode found = shared.at(ref.substring(ref.indexOf('#') + 1));
          if (!ref.startsWith("fields.json#/") || found.isMissingNode()) {
            throw new IllegalArgumentException(name + "." + field + ": nothing is at " + ref);
          }
          properties.set(field, found.deepCopy());
        }
      }
    }
    return new FactSchema(name, (ObjectNode) tree);
  }

  private static Set<String> names(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .forEach(name -> names.add(name.substring(0, name.length() - ending.length())));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
