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
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
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
  void a_rename_is_refused() {
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

  private static MongoCollection<Document> orders(MongoClient client) {
    return client.getDatabase("shop").getCollection("orders");
  }
}
