package dev.facepay.console.documents;

import dev.facepay.console.payment.Histories;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.payment.PaymentStore;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The payments of the read side in a database in memory. */
abstract class PaymentStoreStand {

  static EmbeddedDatabase database;
  static int databases;

  final String name = "histories" + databases++;
  final Stores stores = new Stores(Database.at(database.uri(), name));
  final PaymentStore histories = PaymentStore.in(stores);
  final PaymentReader reader = new PaymentReader(histories, InstantSource.system());

  @BeforeAll
  static void begin() {
    database = EmbeddedDatabase.startInMemory();
  }

  @BeforeEach
  void prepare() {
    awaitIndexes(stores);
  }

  /** The embedded server in memory breaks a write that meets the making of an index. */
  static void awaitIndexes(Stores stores) {
    Await.until("the indexes", () -> stores.check().up());
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @AfterAll
  static void end() {
    database.close();
  }

  static PaymentRef payment(String order) {
    PaymentRef ref = Fixtures.payment();
    return new PaymentRef(
        PaymentId.parse("1900000109:" + order),
        new OrderNo(order),
        ref.attempt(),
        ref.subMerchant(),
        ref.store(),
        ref.device(),
        ref.amount(),
        ref.channel(),
        ref.requestedAt(),
        ref.fingerprint());
  }

  static PaymentRef at(String orderNo, Duration later) {
    PaymentRef ref = Fixtures.payment(orderNo, 1);
    return Fixtures.requestedAt(ref, ref.requestedAt().plus(later));
  }

  static List<PaymentFact> histories(int count) {
    List<PaymentFact> all = new ArrayList<>();
    for (int seed = 0; seed < count; seed++) {
      all.addAll(Histories.of(new Random(seed), "T" + seed));
    }
    return all;
  }
}
