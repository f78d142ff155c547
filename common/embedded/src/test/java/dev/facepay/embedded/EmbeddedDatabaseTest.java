package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class EmbeddedDatabaseTest {

  @TempDir Path directory;

  @Test
  void documents_and_unique_indexes_are_there_again_after_a_restart() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      MongoCollection<Document> orders = orders(client);
      orders.createIndex(new Document("no", 1), new IndexOptions().unique(true).name("no"));
      orders.insertMany(
          IntStream.range(0, 500)
              .mapToObj(i -> new Document("_id", "o-" + i).append("no", i))
              .toList());
      orders.deleteOne(new Document("_id", "o-7"));
      orders.replaceOne(new Document("_id", "o-8"), new Document("no", -8).append("x", List.of(1)));
    }
    for (int restart = 0; restart < 2; restart++) {
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
          MongoClient client = MongoClients.create(database.uri())) {
        MongoCollection<Document> orders = orders(client);
        assertThat(orders.countDocuments()).isEqualTo(499);
        assertThat(orders.find(new Document("_id", "o-8")).first())
            .isEqualTo(new Document("_id", "o-8").append("no", -8).append("x", List.of(1)));
        assertThatThrownBy(() -> orders.insertOne(new Document("_id", "new").append("no", 9)))
            .isInstanceOf(MongoWriteException.class);
      }
    }
  }

  @Test
  void what_was_acknowledged_survives_kill_9() throws Exception {
    int acknowledged = killAfter(200);

    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      MongoCollection<Document> payments = client.getDatabase("pay").getCollection("attempts");
      for (int i = 0; i <= acknowledged; i++) {
        assertThat(payments.find(new Document("_id", "p-" + i)).first())
            .isEqualTo(new Document("_id", "p-" + i).append("ver", 2L));
      }
    }
  }

  @Test
  void a_half_written_entry_is_cut_off() throws IOException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      orders(client).insertOne(new Document("_id", "whole"));
    }
    byte[] half = {0, 0, 1, 0, 1, 2, 3, 4, 42};
    Files.write(directory.resolve("shop.journal"), half, StandardOpenOption.APPEND);

    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      orders(client).insertOne(new Document("_id", "after"));
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      assertThat(orders(client).countDocuments()).isEqualTo(2);
    }
  }

  @Test
  void each_database_has_a_journal_of_its_own() {
    for (int start = 0; start < 2; start++) {
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
          MongoClient client = MongoClients.create(database.uri())) {
        orders(client).insertOne(new Document("_id", "o-" + start));
        attempts(client).insertOne(new Document("_id", "a-" + start));
        assertThat(orders(client).countDocuments()).isEqualTo(start + 1);
        assertThat(attempts(client).countDocuments()).isEqualTo(start + 1);
      }
    }
    assertThat(directory.resolve("shop.journal")).isNotEmptyFile();
    assertThat(directory.resolve("pay.journal")).isNotEmptyFile();
  }

  @Test
  void one_journal_of_all_databases_is_taken_apart() throws IOException {
    try (Journal older = Journal.open(directory.resolve("database.journal"))) {
      older.append(Journal.entry(insert("shop", "orders", "o-1")));
      older.append(Journal.entry(insert("pay", "attempts", "a-1")));
    }
    for (int start = 0; start < 2; start++) {
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
          MongoClient client = MongoClients.create(database.uri())) {
        assertThat(orders(client).countDocuments()).isEqualTo(1);
        assertThat(attempts(client).countDocuments()).isEqualTo(1);
      }
      assertThat(directory.resolve("database.journal")).doesNotExist();
    }
  }

  @Test
  void what_no_journal_could_repeat_is_refused() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      orders(client).insertOne(new Document("_id", "here"));
      MongoNamespace elsewhere = new MongoNamespace("pay", "orders");
      assertThatThrownBy(() -> orders(client).renameCollection(elsewhere))
          .isInstanceOf(MongoCommandException.class)
          .hasMessageContaining("renameCollection is not supported");
      assertThat(orders(client).countDocuments()).isEqualTo(1);
    }
  }

  @Test
  void a_busy_port_is_named() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> EmbeddedDatabase.start(directory, port))
          .isInstanceOf(DatabaseNotStarted.class)
          .hasMessageContaining("port " + port + " is not free");
    }
    EmbeddedDatabase.start(directory, 0).close();
  }

  @Test
  void a_directory_serves_one_database_at_a_time() {
    try (EmbeddedDatabase first = EmbeddedDatabase.start(directory, 0)) {
      assertThat(first.uri()).startsWith("mongodb://127.0.0.1:");
      assertThatThrownBy(() -> EmbeddedDatabase.start(directory, 0))
          .isInstanceOf(DatabaseNotStarted.class)
          .hasMessageContaining("another database is running on it");
    }
  }

  @Test
  void in_memory_nothing_stays() {
    try (EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
        MongoClient client = MongoClients.create(database.uri())) {
      orders(client).insertOne(new Document("_id", "here"));
      assertThat(orders(client).countDocuments()).isEqualTo(1);
    }
  }

  private int killAfter(int acknowledgements) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = -1;
    try (BufferedReader out = writer.inputReader()) {
      while (last < acknowledgements) {
        String line = out.readLine();
        assertThat(line).as("the writer lives").isNotNull();
        last = Integer.parseInt(line);
      }
      // The process alone: what it still said is to be read.
      assertThat(writer.toHandle().destroyForcibly()).isTrue();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = Math.max(last, line.isEmpty() ? last : Integer.parseInt(line));
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    return last;
  }

  private static de.bwaldvogel.mongo.bson.Document insert(String db, String to, String id) {
    return new de.bwaldvogel.mongo.bson.Document("insert", to)
        .append("documents", List.of(new de.bwaldvogel.mongo.bson.Document("_id", id)))
        .append("$db", db);
  }

  private static MongoCollection<Document> attempts(MongoClient client) {
    return client.getDatabase("pay").getCollection("attempts");
  }

  private static MongoCollection<Document> orders(MongoClient client) {
    return client.getDatabase("shop").getCollection("orders");
  }
}
