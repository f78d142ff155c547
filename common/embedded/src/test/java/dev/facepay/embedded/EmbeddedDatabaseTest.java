package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.RenameCollectionOptions;
import dev.facepay.embedded.EmbeddedDatabase.DatabaseNotStarted;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class EmbeddedDatabaseTest {

  private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();

  @TempDir Path directory;

  @AfterAll
  static void stop() {
    EXECUTOR.shutdownNow();
  }

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
  void a_renamed_collection_takes_anothers_place_with_its_documents_and_indexes() {
    for (int restart = 0; restart < 2; restart++) {
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
          MongoClient client = MongoClients.create(database.uri())) {
        MongoCollection<Document> orders = orders(client);
        MongoCollection<Document> anew = anew(client);
        if (restart == 0) {
          orders.createIndex(new Document("old", 1));
          orders.insertOne(new Document("_id", "old").append("no", 1));
          anew.createIndex(new Document("no", 1), new IndexOptions().unique(true));
          anew.insertOne(new Document("_id", "new").append("no", 2));
          anew.renameCollection(
              orders.getNamespace(), new RenameCollectionOptions().dropTarget(true));
          orders.insertOne(new Document("_id", "later").append("no", 3));
        }
        assertThat(orders.find().map(it -> it.getString("_id")).into(new ArrayList<>()))
            .containsExactlyInAnyOrder("new", "later");
        assertThat(orders.find(new Document("no", 3)).first()).containsEntry("_id", "later");
        assertThat(orders.listIndexes().map(it -> it.getString("name")).into(new ArrayList<>()))
            .containsExactlyInAnyOrder("_id_", "no_1");
        assertThatThrownBy(() -> orders.insertOne(new Document("_id", "again").append("no", 2)))
            .isInstanceOf(MongoWriteException.class);
        assertThat(orders.countDocuments()).isEqualTo(2);
        assertThat(
                client.getDatabase(orders.getNamespace().getDatabaseName()).listCollectionNames())
            .containsExactly(orders.getNamespace().getCollectionName());
      }
    }
  }

  @Test
  void a_name_that_is_taken_or_that_nothing_has_is_refused_for_a_rename() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      MongoNamespace orders = orders(client).getNamespace();
      assertThatThrownBy(() -> anew(client).renameCollection(orders))
          .isInstanceOfSatisfying(
              MongoCommandException.class, e -> assertThat(e.getErrorCode()).isEqualTo(26));
      anew(client).insertOne(new Document("_id", "new"));
      orders(client).insertOne(new Document("_id", "old"));
      assertThatThrownBy(() -> anew(client).renameCollection(orders))
          .isInstanceOfSatisfying(
              MongoCommandException.class, e -> assertThat(e.getErrorCode()).isEqualTo(48));
      assertThat(orders(client).find().first()).containsEntry("_id", "old");
      assertThat(anew(client).find().first()).containsEntry("_id", "new");
    }
  }

  private static MongoCollection<Document> anew(MongoClient client) {
    return client
        .getDatabase(orders(client).getNamespace().getDatabaseName())
        .getCollection("anew");
  }

  @Test
  void a_rename_to_another_database_is_refused() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      orders(client).insertOne(new Document("_id", "here"));
      MongoNamespace elsewhere = new MongoNamespace("elsewhere", "orders");
      assertThatThrownBy(() -> orders(client).renameCollection(elsewhere))
          .isInstanceOf(MongoCommandException.class)
          .hasMessageContaining("renameCollection to another database is not supported");
      assertThat(orders(client).countDocuments()).isEqualTo(1);
    }
  }

  @Test
  void synced_no_answer_tells_of_what_is_not_on_the_disk() throws Exception {
    AtomicInteger syncs = new AtomicInteger();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0, Durability.SYNCED);
        MongoClient client = MongoClients.create(database.uri())) {
      MongoCollection<Document> orders = orders(client);
      orders.insertOne(new Document("_id", "first"));
      Semaphore disk = new Semaphore(0);
      CrashPoints.watcher =
          step -> {
            if (step.equals("before a sync")) {
              syncs.incrementAndGet();
              disk.acquireUninterruptibly();
            }
          };
      orders.find().first();
      assertThat(syncs).as("what is on the disk is told at once").hasValue(0);

      Future<?> writer = EXECUTOR.submit(() -> orders.insertOne(new Document("_id", "second")));
      Await.until("a sync", () -> syncs.get() > 0);
      Future<?> reader = EXECUTOR.submit(() -> orders.find().into(new ArrayList<>()));
      assertThatThrownBy(() -> reader.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(writer.isDone()).isFalse();
      disk.release(2);
      writer.get();
      assertThat(reader.get()).asInstanceOf(LIST).hasSize(2);
    } finally {
      CrashPoints.watcher = step -> {};
    }
  }

  @Test
  void sizes_are_told_and_a_compaction_gives_space_back() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      MongoCollection<Document> orders = orders(client);
      for (int i = 0; i < 50; i++) {
        byte[] large = new byte[100_000];
        new Random(i).nextBytes(large);
        orders.insertOne(new Document("_id", i).append("large", large));
      }
      database.compact();
      Document full = client.getDatabase("shop").runCommand(new Document("dbStats", 1));
      orders.deleteMany(new Document());
      database.compact();
      Document empty = client.getDatabase("shop").runCommand(new Document("dbStats", 1));

      assertThat(full.getLong("storageSize")).isGreaterThan(4_000_000L);
      assertThat(empty.getLong("storageSize")).isLessThan(1_000_000L);
      assertThat(full.getLong("fsTotalSize")).isGreaterThan(full.getLong("fsUsedSize"));
      assertThat(full.getLong("fsUsedSize")).isPositive();
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
