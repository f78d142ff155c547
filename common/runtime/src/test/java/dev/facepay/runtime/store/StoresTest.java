package dev.facepay.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.runtime.health.Check;
import dev.facepay.testkit.Await;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class StoresTest {

  private static final Duration SHORT = Duration.ofMillis(500);

  /** Where the database is there, however busy the machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void a_service_starts_without_its_database_and_prepares_it_later(@TempDir Path directory) {
    EmbeddedDatabase first = EmbeddedDatabase.start(directory, 0);
    URI uri = URI.create(first.uri());
    first.close();

    try (Stores stores = new Stores(within(uri.toString(), SHORT))) {
      Documents documents = stores.documents("late", "due_at");
      assertThat(stores.check().up()).isFalse();
      assertThat(stores.check().reason()).contains("no answer from the database");
      assertThatThrownBy(documents::count).isInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(() -> documents.insert(DocumentsContract.document("a", 1)))
          .isInstanceOf(StoreUnavailable.class);

      try (EmbeddedDatabase again = EmbeddedDatabase.start(directory, uri.getPort())) {
        assertThat(again.uri()).isEqualTo(uri.toString());
        awaitUp(stores);
        assertThat(documents.insert(DocumentsContract.document("a", 1))).isTrue();
      }
      assertThatThrownBy(() -> documents.find("a")).isInstanceOf(StoreUnavailable.class);
    }
  }

  @Test
  void what_is_locked_is_read_and_not_written_and_says_why() {
    try (EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
        Stores stores = new Stores(within(database.uri(), PATIENCE))) {
      Documents documents = stores.documents("some");
      documents.insert(DocumentsContract.document("a", 1));
      stores.lock("older than the log");
      assertThat(documents.find("a")).isPresent();
      assertThatThrownBy(() -> documents.insert(DocumentsContract.document("b", 1)))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("older than the log");
      assertThatThrownBy(() -> documents.replace("a", 1, DocumentsContract.document("a", 2)))
          .isInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(() -> documents.delete("a", 1)).isInstanceOf(StoreUnavailable.class);
      assertThat(stores.check().reason()).contains("older than the log");
      stores.unlock();
      assertThat(documents.delete("a", 1)).isTrue();
    }
  }

  @Test
  void expired_documents_go_by_themselves() {
    try (EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
        Stores stores = new Stores(within(database.uri(), PATIENCE), () -> DocumentsContract.NOW)) {
      Documents documents = stores.documents("some");
      documents.insert(
          DocumentsContract.document("past", 1)
              .append("expire_at", DocumentsContract.NOW.minusSeconds(1)));
      documents.insert(DocumentsContract.document("stays", 1));
      Await.until("that the past one goes", () -> documents.count() == 1);
      assertThat(documents.find("stays")).isPresent();
    }
  }

  @Test
  void a_setting_that_can_never_work_is_refused() {
    assertThatThrownBy(() -> Database.at("http://x", "d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Database.at("mongodb://x", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void settings_do_not_print_a_password() {
    assertThat(Database.at("mongodb://pay:hunter2@db.shop:27017", "pay").toString())
        .isEqualTo("Database[[db.shop:27017]/pay]");
  }

  static void awaitUp(Check check) {
    Await.until("the store is up", () -> check.check().up());
  }

  private static Database within(String uri, Duration selection) {
    return new Database(
        uri,
        "test",
        selection,
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        selection,
        10,
        Duration.ofDays(400),
        SHORT);
  }
}
