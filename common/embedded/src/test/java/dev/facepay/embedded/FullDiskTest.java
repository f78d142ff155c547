package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full disk: an error to the writer, nothing acknowledged lost, and it serves again with space.
 */
@Tag("real")
class FullDiskTest {

  @TempDir Path place;

  @BeforeEach
  void mount() throws Exception {
    assertThat(run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", place.toString())).isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", place.toString());
  }

  @Test
  void serves_again_when_there_is_space() throws Exception {
    Path ballast = place.resolve("ballast");
    List<String> acknowledged = new ArrayList<>();
    for (Durability durability : Durability.values()) {
      Files.write(ballast, new byte[24 << 20]);
      Path directory = place.resolve(durability.name());
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0, durability);
          MongoClient client = MongoClients.create(database.uri())) {
        MongoCollection<Document> documents = client.getDatabase("full").getCollection("d");
        int number = 0;
        boolean refused = false;
        while (!refused) {
          refused = !insert(documents, "n" + number++, acknowledged);
        }
        assertThat(documents.find(new Document("_id", acknowledged.getLast())).first()).isNotNull();
        Files.delete(ballast);

        // RocksDB looks for space every few seconds, and writes out what it held before it goes on.
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!insert(documents, "n" + number++, acknowledged)) {
          assertThat(System.nanoTime()).as("serves again").isLessThan(end);
        }
        check(documents, acknowledged);
      }
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0, durability);
          MongoClient client = MongoClients.create(database.uri())) {
        check(client.getDatabase("full").getCollection("d"), acknowledged);
        client.getDatabase("full").drop();
      }
      acknowledged.clear();
      run("rm", "-rf", directory.toString());
    }
  }

  private static boolean insert(
      MongoCollection<Document> documents, String id, List<String> acknowledged) {
    byte[] incompressible = new byte[20_000];
    new java.util.Random().nextBytes(incompressible);
    try {
      documents.insertOne(new Document("_id", id).append("x", incompressible));
      acknowledged.add(id);
      return true;
    } catch (MongoException e) {
      return false;
    }
  }

  private static void check(MongoCollection<Document> documents, List<String> acknowledged) {
    for (String id : acknowledged) {
      assertThat(documents.find(new Document("_id", id)).first()).as(id).isNotNull();
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
