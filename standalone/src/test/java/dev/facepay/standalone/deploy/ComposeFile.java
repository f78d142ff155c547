package dev.facepay.standalone.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml}, read as compose does. */
final class ComposeFile {

  static final Path ROOT = Path.of("..");
  static final Path FILE = ROOT.resolve("docker-compose.yml");

  private ComposeFile() {}

  static Map<String, Map<String, Object>> services() {
    Map<String, Map<String, Object>> services = new TreeMap<>();
    map(read(FILE), "services").forEach((name, service) -> services.put(name, cast(service)));
    return services;
  }

  /** A file of YAML, or of JSON. */
  static Map<String, Object> read(Path file) {
    LoaderOptions options = new LoaderOptions();
    // What services share is written once.
    options.setMaxAliasesForCollections(200);
    return new Yaml(options).load(text(file));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Object> map(Map<String, Object> of, String key) {
    Object value = of.get(key);
    return value == null ? Map.of() : cast(value);
  }

  static List<String> list(Map<String, Object> of, String key) {
    return of.get(key) instanceof List<?> found
        ? found.stream().map(String::valueOf).toList()
        : List.of();
  }

  static List<Map<String, Object>> maps(Map<String, Object> of, String key) {
    return of.get(key) instanceof List<?> found
        ? found.stream().map(ComposeFile::cast).toList()
        : List.of();
  }

  /** Where a service of ours tells its health and its metrics. */
  static String managementPort(Map<String, Object> service) {
    return list(map(service, "healthcheck"), "test").get(2);
  }

  /** Those that a profile of their own does not keep away, and the image's other uses. */
  static boolean isOneOfOurs(String name) {
    return name.endsWith("-service") || name.equals("edge-api");
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> cast(Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
