package dev.facepay.auth.credential;

import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * Over the wire. {@code FACEPAY_TEST_MONGO} names a real server; without it, the embedded one
 * stands in.
 */
@Tag("real")
class MongoCredentialTest implements CredentialContract {

  private static final AtomicInteger PLACES = new AtomicInteger();

  private static EmbeddedDatabase database;
  private static Stores stores;

  @BeforeAll
  static void start() {
    database = EmbeddedDatabase.startInMemory();
    String uri = System.getenv().getOrDefault("FACEPAY_TEST_MONGO", database.uri());
    stores = new Stores(Database.at(uri, "test_" + System.nanoTime()));
  }

  @AfterAll
  static void stop() {
    stores.close();
    database.close();
  }

  @Override
  public CredentialStand stand() {
    int number = PLACES.incrementAndGet();
    return new CredentialStand(
        stores.documents("credentials" + number, DeviceCredentialDocument.ISSUED_AT),
        stores.documents("renewals" + number, DueRecords.DUE_AT));
  }
}
