package dev.facepay.standalone.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Stage;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents that this release can't read lie among those that are caught up. */
@Tag("real")
class CatchUpTest {

  private final FacePayKafka kafka =
      FacePayKafka.at(SharedBroker.bootstrapServers(), "test", UUID.randomUUID() + ".");

  @Test
  void a_document_that_can_not_be_read_is_passed_over_and_counted() throws Exception {
    PaymentRef strange = Fixtures.payment("STRANGE", 1);
    Document newer =
        new Document("_id", strange.id().toString()).append("ver", 1L).append("state", "of later");
    try (EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
        MongoClient client = MongoClients.create(database.uri());
        Stages stages = new Stages("test", kafka, Timekeeper.system(), new SimpleMeterRegistry())) {
      var attempts = client.getDatabase(Restorable.PAY.database()).getCollection("pay_attempts");
      attempts.insertOne(newer);
      stages.topics().make();
      say(stages, strange);
      say(stages, Fixtures.payment("PLAIN", 1));

      CatchUp.Done done =
          new CatchUp(kafka, Timekeeper.system(), Progress.SILENT)
              .run(Restorable.PAY, database.uri());

      assertThat(done).isEqualTo(new CatchUp.Done(2, 1, 1));
      assertThat(attempts.find(new Document("_id", newer.get("_id"))).first()).isEqualTo(newer);
    }
  }

  /** The broker makes two hundred logs one after the other. */
  private static void say(Stages stages, PaymentRef payment) {
    Await.until(
        "a broker that has the topic",
        () -> {
          stages.publisher().publish(Fixtures.paid(payment, Stage.PAY));
          return true;
        },
        said -> said);
  }
}
