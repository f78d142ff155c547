package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What earlier releases kept is taken over, whatever happens meanwhile. */
@Tag("real")
class TakeoverTest {

  private static final byte[] HALF_AN_ENTRY = {0, 0, 1, 0, 1, 2, 3, 4, 42};

  @TempDir Path place;

  @AfterEach
  void watchNoMore() {
    CrashPoints.watcher = step -> {};
  }

  @Test
  void each_databases_journal_is_taken_over_once() throws IOException {
    Path directory = older();

    for (int start = 0; start < 2; start++) {
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
        checkAll(database);
      }
      assertThat(directory).isDirectoryNotContaining("glob:**.journal*");
    }
  }

  @Test
  void one_journal_of_all_databases_comes_before_what_was_made_of_it() throws IOException {
    Path directory = Files.createDirectory(place.resolve("one"));
    new OldJournal(directory.resolve("database.journal"))
        .insert("shop", "orders", "o-1")
        .insert("pay", "attempts", "a-1");
    new OldJournal(directory.resolve("pay.journal")).insert("pay", "attempts", "half made");

    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0);
        MongoClient client = MongoClients.create(database.uri())) {
      assertThat(ids(client, "shop", "orders")).containsExactly("o-1");
      assertThat(ids(client, "pay", "attempts")).containsExactly("a-1");
    }
  }

  @Test
  void a_crash_at_any_step_loses_nothing() throws IOException {
    Path directory = older();
    List<Path> crashes = new ArrayList<>();
    CrashPoints.watcher = step -> crashes.add(copyOf(directory, "crash-" + crashes.size()));
    EmbeddedDatabase.start(directory, 0).close();
    CrashPoints.watcher = step -> {};

    assertThat(crashes).hasSizeGreaterThan(10);
    for (Path crash : crashes) {
      try (EmbeddedDatabase database = EmbeddedDatabase.start(crash, 0)) {
        checkAll(database);
      }
      assertThat(crash).isDirectoryNotContaining("glob:**.journal*");
    }
  }

  @Test
  @Tag("all")
  void an_error_at_any_step_loses_nothing() throws IOException {
    AtomicInteger steps = new AtomicInteger();
    int fails = 0;
    for (int at = 1; fails == at - 1; at++) {
      Path directory = Files.createDirectory(place.resolve("error-" + at));
      fill(directory);
      int here = at;
      steps.set(0);
      CrashPoints.watcher =
          step -> {
            if (steps.incrementAndGet() == here) {
              throw new IllegalStateException("at " + step);
            }
          };
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
        assertThat(database.uri()).isNotEmpty();
      } catch (IllegalStateException e) {
        fails++;
      }
      CrashPoints.watcher = step -> {};
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0)) {
        checkAll(database);
      }
    }
    assertThat(fails).isGreaterThan(10);
  }

  private Path older() throws IOException {
    Path directory = Files.createDirectory(place.resolve("older"));
    fill(directory);
    return directory;
  }

  private static void fill(Path directory) throws IOException {
    new OldJournal(directory.resolve("shop.journal"))
        .uniqueIndex("shop", "orders", "no")
        .insert("shop", "orders", "o", "oo", "ooo")
        .delete("shop", "orders", "oo")
        .bytes(HALF_AN_ENTRY);
    new OldJournal(directory.resolve("pay.journal"))
        .insert("pay", "attempts", "a-1", "a-2")
        .insert("pay", "attempts", "a-2");
    Files.write(directory.resolve("pay.journal.new"), HALF_AN_ENTRY);
  }

  private static void checkAll(EmbeddedDatabase database) {
    try (MongoClient client = MongoClients.create(database.uri())) {
      assertThat(ids(client, "shop", "orders")).containsExactly("o", "ooo");
      assertThat(ids(client, "pay", "attempts")).containsExactly("a-1", "a-2");
      MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
      assertThat(orders.countDocuments()).isEqualTo(2);
      assertThatThrownBy(() -> orders.insertOne(new Document("_id", "new").append("no", 3)))
          .isInstanceOf(MongoWriteException.class);
    }
  }

  private static List<String> ids(MongoClient client, String database, String collection) {
    return client
        .getDatabase(database)
        .getCollection(collection)
        .find()
        .sort(new Document("_id", 1))
        .map(found -> found.getString("_id"))
        .into(new ArrayList<>());
  }

  private Path copyOf(Path directory, String name) {
    return Copies.of(directory, place.resolve(name));
  }
}
