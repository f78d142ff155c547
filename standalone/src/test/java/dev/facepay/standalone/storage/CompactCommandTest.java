package dev.facepay.standalone.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.facepay.embedded.Durability;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.standalone.Said;
import dev.facepay.standalone.data.RunningSystem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class CompactCommandTest {

  private static final int DOCUMENTS = 20_000;

  @TempDir Path dir;

  @Test
  void what_was_deleted_is_given_back_and_what_is_there_stays() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(database(), 0, Durability.PROCESS);
        MongoClient client = MongoClients.create(database.uri())) {
      MongoCollection<Document> all = client.getDatabase("facepay_pay").getCollection("old");
      all.insertMany(documents());
      all.deleteMany(new Document("_id", new Document("$gte", 100)));
    }

    Said said = compact();

    assertThat(said.status()).as(said.err()).isZero();
    assertThat(said.out()).matches("(?s)database: [0-9.]+ MB, was [0-9.]+ MB, in .*");
    String[] figures = said.out().replaceAll("[^0-9. ]", "").strip().split(" +");
    assertThat(Double.parseDouble(figures[0])).isLessThan(Double.parseDouble(figures[1]) / 4);
    try (EmbeddedDatabase database = EmbeddedDatabase.start(database(), 0, Durability.PROCESS);
        MongoClient client = MongoClients.create(database.uri())) {
      assertThat(client.getDatabase("facepay_pay").getCollection("old").countDocuments())
          .isEqualTo(100);
    }
  }

  @Test
  void a_running_system_is_told_how_to_stop_and_is_left_alone() throws Exception {
    Files.createDirectories(database());
    new RunningSystem(
            ProcessHandle.current().pid(),
            URI.create("http://x"),
            Map.of(),
            Map.of(),
            null,
            "x:1",
            "x")
        .write(dir);

    Said said = compact();

    assertThat(said.status()).isEqualTo(4);
    assertThat(said.err().lines()).hasSize(1);
    assertThat(said.err())
        .contains("process " + ProcessHandle.current().pid(), "compacts as it goes", "stop it");
  }

  @Test
  void where_no_database_is_none_is_made() {
    Said said = compact();

    assertThat(said.status()).isEqualTo(4);
    assertThat(said.err()).contains("no database in " + dir, "--data-dir");
    assertThat(dir).isEmptyDirectory();
  }

  private Path database() {
    return dir.resolve("database");
  }

  /** Of bytes that no compression makes smaller. */
  private static List<Document> documents() {
    Random random = new Random(1);
    List<Document> all = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] content = new byte[500];
      random.nextBytes(content);
      all.add(new Document("_id", i).append("content", content));
    }
    return all;
  }

  private Said compact() {
    return Said.by(Map.of(), List.of("compact", "--data-dir", dir.toString()));
  }
}
