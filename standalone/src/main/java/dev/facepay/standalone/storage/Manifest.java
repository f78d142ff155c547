package dev.facepay.standalone.storage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka.Layout;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an export holds. It is written last, so that a folder with one is whole.
 *
 * @param format of the files; see {@code docs/moving.md}
 * @param id of this export, so that an import that goes on is told from another one
 * @param madeAt RFC 3339
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Manifest(
    int format,
    String id,
    String madeAt,
    List<SavedTopic> topics,
    List<Consumed> groups,
    List<SavedCollection> collections) {

  private static final int FORMAT = 1;
  private static final String FILE = "manifest.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * @param configs those that were set for this topic
   * @param partitions by number, from 0
   */
  record SavedTopic(String name, Map<String, String> configs, List<SavedPartition> partitions) {}

  /**
   * @param sha256 of the file
   */
  record SavedPartition(long records, long bytes, String sha256) {}

  /**
   * How far a consumer group had come.
   *
   * @param consumed records of this partition, counted from the first one that was saved
   */
  record Consumed(String group, String topic, int partition, long consumed) {}

  /**
   * @param sum over the documents, whatever their order; see {@link Checksums.OfDocuments}
   */
  record SavedCollection(String database, String name, long documents, long bytes, String sum) {}

  static Manifest of(
      String id,
      String madeAt,
      List<SavedTopic> topics,
      List<Consumed> groups,
      List<SavedCollection> collections) {
    return new Manifest(FORMAT, id, madeAt, topics, groups, collections);
  }

  static boolean isIn(Path export) {
    return Files.exists(export.resolve(FILE));
  }

  void write(Path export) throws IOException {
    Path fresh = export.resolve(FILE + ".new");
    Files.writeString(fresh, JSON.writeValueAsString(this) + "\n");
    Files.move(fresh, export.resolve(FILE));
  }

  /**
   * @throws CannotRun if there is none, or one of a later format
   */
  static Manifest read(Path export) {
    Path file = export.resolve(FILE);
    try {
      Manifest manifest = JSON.readValue(Files.readString(file), Manifest.class);
      if (manifest.format() != FORMAT) {
        throw new CannotRun(
            ExitCode.USAGE,
            "%s is of format %d, this is for format %d".formatted(file, manifest.format(), FORMAT),
            "import it with the version that made it");
      }
      return manifest;
    } catch (IOException | JacksonException e) {
      throw new CannotRun(
          ExitCode.USAGE,
          "no whole export in %s (no %s that can be read)".formatted(export, FILE),
          "make one with ./facepay export --to DIR",
          e);
    }
  }

  /** Where a partition's records are. */
  static Path file(Path export, String topic, int partition) {
    return export.resolve("kafka").resolve(topic).resolve(partition + ".records");
  }

  /** Where a collection's documents are, as mongodump lays them out. */
  static Path file(Path export, String database, String collection) {
    return export.resolve("mongo").resolve(database).resolve(collection + ".bson");
  }

  /** Beside the documents: options and indexes. */
  static Path metadata(Path export, String database, String collection) {
    return export.resolve("mongo").resolve(database).resolve(collection + ".metadata.json");
  }

  /** Of each topic of facts; none was exported: as many as are made by default. */
  int partitions() {
    return topics.stream()
        .filter(topic -> topic.name().equals(Topic.PAYMENT_REQUESTED.wire()))
        .mapToInt(topic -> topic.partitions().size())
        .findFirst()
        .orElseGet(() -> Layout.defaults().partitions());
  }

  long records() {
    return topics.stream()
        .flatMap(topic -> topic.partitions().stream())
        .mapToLong(SavedPartition::records)
        .sum();
  }

  long documents() {
    return collections.stream().mapToLong(SavedCollection::documents).sum();
  }
}
