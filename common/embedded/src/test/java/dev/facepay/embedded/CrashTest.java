package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash leaves at any moment: documents, index entries and count of one mind. */
@Tag("real")
class CrashTest {

  private static final Map<String, String> INDEXES = Map.of("due", "due", "state", "state");

  @TempDir Path place;

  @AfterEach
  void watchNoMore() {
    CrashPoints.watcher = step -> {};
  }

  @Test
  @Tag("all")
  void at_every_step_of_every_batch() throws Exception {
    Path directory = Files.createDirectory(place.resolve("running"));
    List<Path> crashes = new ArrayList<>();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      MongoCollection<Document> attempts = attempts(client);
      CrashPoints.watcher =
          step -> crashes.add(Copies.of(directory, place.resolve("crash-" + crashes.size())));
      attempts.createIndex(new Document("due", 1), name("due"));
      change(attempts, new Random(1), 5);
      attempts.createIndex(new Document("state", 1), name("state"));
      change(attempts, new Random(2), 5);
      CrashPoints.watcher = step -> {};
    }

    assertThat(crashes).hasSizeGreaterThan(40);
    for (Path crash : crashes) {
      again(crash);
    }
  }

  @Test
  void in_the_middle_of_a_rename_there_is_the_one_or_the_other() throws Exception {
    Path directory = Files.createDirectory(place.resolve("running"));
    List<Path> crashes = new ArrayList<>();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      MongoCollection<Document> attempts = attempts(client);
      MongoCollection<Document> anew = client.getDatabase("pay").getCollection("anew");
      for (MongoCollection<Document> each : List.of(attempts, anew)) {
        each.createIndex(new Document("due", 1), name("due"));
        each.createIndex(new Document("state", 1), name("state"));
      }
      attempts.insertOne(document("old", new Random(1)));
      anew.insertOne(document("new", new Random(1)));
      CrashPoints.watcher =
          step -> crashes.add(Copies.of(directory, place.resolve("crash-" + crashes.size())));
      anew.renameCollection(
          attempts.getNamespace(),
          new com.mongodb.client.model.RenameCollectionOptions().dropTarget(true));
      CrashPoints.watcher = step -> {};
    }

    assertThat(crashes).hasSizeGreaterThan(1);
    for (Path crash : crashes) {
      try (EmbeddedDatabase database = EmbeddedDatabase.start(crash, 0);
          MongoClient client = MongoClients.create(database.uri())) {
        String there = attempts(client).find().first().getString("_id");
        assertThat(attempts(client).countDocuments()).isEqualTo(1);
        assertThat(client.getDatabase("pay").getCollection("anew").countDocuments())
            .isEqualTo(there.equals("old") ? 1 : 0);
      }
      again(crash);
    }
  }

  /** A compaction moves all that there is; it is cut off at moments that nobody chose. */
  @Test
  void in_the_middle_of_a_compaction() throws Exception {
    Path directory = Files.createDirectory(place.resolve("running"));
    List<Path> crashes = new ArrayList<>();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      MongoCollection<Document> attempts = attempts(client);
      attempts.createIndex(new Document("due", 1), name("due"));
      attempts.createIndex(new Document("state", 1), name("state"));
      Random random = new Random();
      change(attempts, random, 40);
      for (int round = 0; round < 3; round++) {
        Thread compacting = Thread.ofPlatform().start(database::compact);
        do {
          change(attempts, random, 2);
          crashes.add(Copies.of(directory, place.resolve("crash-" + crashes.size())));
        } while (compacting.isAlive());
        compacting.join();
      }
    }
    for (Path crash : crashes) {
      again(crash);
    }
  }

  @Test
  void killed_at_any_moment_again_and_again() throws Exception {
    Random random = new Random();
    Path directory = place.resolve("killed");
    for (int round = 0; round < 2; round++) {
      String last = killAfter(directory, random.nextInt(5, 60));
      again(directory);
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
          MongoClient client = MongoClients.create(database.uri())) {
        assertThat(attempts(client).find(new Document("_id", last)).first())
            .as("acknowledged")
            .isNotNull()
            .containsEntry("ver", 2L);
      }
    }
  }

  private static void again(Path directory) throws Exception {
    StoredBackend backend = StoredBackend.open(directory, Durability.PROCESS);
    INDEXES.forEach((index, field) -> ask(backend, createIndex(index, field)));
    ask(backend, insert("after"));
    ask(backend, delete("after"));
    backend.close();
    try (Store store = Store.open(directory.resolve("store"), Durability.PROCESS)) {
      StoreCheck.check(store, "pay", "attempts", INDEXES);
    }
  }

  private static void ask(StoredBackend backend, de.bwaldvogel.mongo.bson.Document command) {
    String name = command.keySet().iterator().next();
    assertThat(backend.handleCommand(new EmbeddedChannel(), "pay", name, command))
        .as(name)
        .containsEntry("ok", 1.0)
        .doesNotContainKey("writeErrors");
  }

  private static de.bwaldvogel.mongo.bson.Document createIndex(String name, String field) {
    return new de.bwaldvogel.mongo.bson.Document("createIndexes", "attempts")
        .append(
            "indexes",
            List.of(
                new de.bwaldvogel.mongo.bson.Document(
                        "key", new de.bwaldvogel.mongo.bson.Document(field, 1))
                    .append("name", name)));
  }

  private static de.bwaldvogel.mongo.bson.Document insert(String id) {
    return new de.bwaldvogel.mongo.bson.Document("insert", "attempts")
        .append("documents", List.of(new de.bwaldvogel.mongo.bson.Document("_id", id)));
  }

  private static de.bwaldvogel.mongo.bson.Document delete(String id) {
    return new de.bwaldvogel.mongo.bson.Document("delete", "attempts")
        .append(
            "deletes",
            List.of(
                new de.bwaldvogel.mongo.bson.Document(
                        "q", new de.bwaldvogel.mongo.bson.Document("_id", id))
                    .append("limit", 0)));
  }

  static com.mongodb.client.model.IndexOptions name(String name) {
    return new com.mongodb.client.model.IndexOptions().name(name);
  }

  static MongoCollection<Document> attempts(MongoClient client) {
    return client.getDatabase("pay").getCollection("attempts");
  }

  private static void change(MongoCollection<Document> attempts, Random random, int steps) {
    for (int step = 0; step < steps; step++) {
      List<WriteModel<Document>> bulk = new ArrayList<>();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        bulk.add(new InsertOneModel<>(document("n" + random.nextLong(), random)));
        Document one = document("p" + random.nextInt(5), random);
        bulk.add(
            new ReplaceOneModel<>(
                new Document("_id", one.get("_id")),
                one,
                new com.mongodb.client.model.ReplaceOptions().upsert(true)));
      }
      attempts.bulkWrite(bulk);
      attempts.deleteMany(new Document("due", random.nextInt(9)));
      attempts.updateMany(new Document("state", "a"), new Document("$inc", new Document("due", 1)));
    }
  }

  private static Document document(String id, Random random) {
    return new Document("_id", id)
        .append("due", random.nextInt(9))
        .append("state", random.nextBoolean() ? "a" : "b");
  }

  /** The last id that was acknowledged with ver 2. */
  private static String killAfter(Path directory, int acknowledgements) throws Exception {
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
    String last = "";
    try (BufferedReader out = writer.inputReader()) {
      for (int said = 0; said < acknowledgements; said++) {
        last = out.readLine();
        assertThat(last).as("the writer lives").isNotNull();
      }
      assertThat(writer.toHandle().destroyForcibly()).isTrue();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line.startsWith("p-") && line.endsWith(".") ? line : last;
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    return last;
  }
}
