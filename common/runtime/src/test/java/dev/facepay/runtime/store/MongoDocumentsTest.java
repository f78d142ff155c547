package dev.facepay.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.EmbeddedDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Over the wire. {@code FACEPAY_TEST_MONGO}, or the property {@code facepay.test.mongo}, names a
 * real server; without it, the embedded one stands in.
 */
@Tag("real")
class MongoDocumentsTest implements DocumentsContract {

  private static final AtomicInteger COLLECTIONS = new AtomicInteger();

  private static EmbeddedDatabase database;
  private static Stores stores;

  @BeforeAll
  static void start() {
    database = EmbeddedDatabase.startInMemory();
    String real = System.getenv().getOrDefault("FACEPAY_TEST_MONGO", database.uri());
    String uri = System.getProperty("test.facepay.mongo", real);
    stores = new Stores(Database.at(uri, "test_" + System.nanoTime()));
  }

  @AfterAll
  static void stop() {
    stores.close();
    database.close();
  }

  @Override
  public Documents documents() {
    Documents documents = stores.documents("c" + COLLECTIONS.incrementAndGet(), "due_at");
    // The embedded server does not guard its list of indexes against writes.
    StoresTest.awaitUp(stores);
    return documents;
  }

  @Test
  void a_guarded_write_among_many_documents_is_no_scan() {
    Documents documents = documents();
    IntStream.range(0, 5_000)
        .parallel()
        .forEach(i -> documents.insert(DocumentsContract.document("d" + i, 1)));

    long began = System.nanoTime();
    for (int i = 0; i < 500; i++) {
      assertThat(
              documents.replace(
                  "d" + i, 1, new Document("_id", "d" + i).append("ver", 2L).append("x", i)))
          .isTrue();
    }
    // A scan of this collection takes 5 ms and more, an index a tenth of that.
    assertThat(System.nanoTime() - began).isLessThan(500 * 5_000_000L);
  }
}
