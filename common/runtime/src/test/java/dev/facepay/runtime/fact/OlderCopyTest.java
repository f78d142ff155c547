package dev.facepay.runtime.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Stage;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service's documents are held against what it has said, on a real broker. */
@Tag("real")
class OlderCopyTest {

  private static final int PAYMENTS = 100;

  private final FacePayKafka kafka =
      FacePayKafka.at(SharedBroker.bootstrapServers(), "test", UUID.randomUUID() + ".");
  private final EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
  private final Stores stores = new Stores(Database.at(database.uri(), "copy"));
  private final Stages stages =
      new Stages("test", kafka, Timekeeper.system(), new SimpleMeterRegistry());
  private final Set<Fact> looked = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() {
    stages.close();
    stores.close();
    database.close();
  }

  private OlderCopy started(Predicate<Fact> isForgotten) throws Exception {
    stages.topics().make();
    for (int i = 0; i < PAYMENTS; i++) {
      stages.publisher().publish(Fixtures.paid(Fixtures.payment("O" + i, 1), Stage.PAY));
    }
    OlderCopy copy =
        stages.olderCopy(
            stores,
            Set.of(Topic.PAYMENT_SETTLED),
            fact -> {
              looked.add(fact);
              return isForgotten.test(fact);
            });
    assertThat(stores.locked()).as("until it has looked").isPresent();
    stages.topics().start();
    copy.start();
    return copy;
  }

  @Test
  void documents_that_know_all_that_was_said_may_be_written() throws Exception {
    OlderCopy copy = started(fact -> false);
    Await.until("it has looked", () -> stores.locked().isEmpty());
    assertThat(looked).hasSize(PAYMENTS);
    copy.stop();
    stages.topics().stop();
  }

  @Test
  void documents_that_do_not_know_what_was_said_stay_as_they_are() throws Exception {
    OlderCopy copy = started(fact -> true);
    Await.until(
        "it says what to do",
        () -> stores.locked().filter(why -> why.contains("facepay catch-up")).isPresent());
    copy.stop();
    stages.topics().stop();
  }

  @Test
  void a_document_that_can_not_be_read_locks_nobody_out() throws Exception {
    OlderCopy copy =
        started(
            fact -> {
              throw new IllegalArgumentException("a state of a newer release");
            });
    Await.until("it has looked", () -> stores.locked().isEmpty());
    assertThat(looked).hasSize(PAYMENTS);
    copy.stop();
    stages.topics().stop();
  }
}
