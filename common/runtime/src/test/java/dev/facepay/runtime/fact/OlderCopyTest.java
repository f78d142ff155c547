package dev.facepay.runtime.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Stage;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.OlderCopy.Newest;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            List.of(
                Newest.said(
                    Topic.PAYMENT_SETTLED,
                    fact -> fact instanceof Succeeded,
                    fact -> {
                      looked.add(fact);
                      return isForgotten.test(fact);
                    })));
    return started(copy);
  }

  private OlderCopy started(OlderCopy copy) {
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
    Await.until("it says what to do", this::isOlder);
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

  @Test
  void what_it_said_is_found_behind_all_that_others_have_said_since() throws Exception {
    stages.topics().make();
    PaymentRef own = Fixtures.payment("OWN", 1);
    stages.publisher().publish(Fixtures.paid(own, Stage.PAY));
    for (int i = 0; i < PAYMENTS; i++) {
      stages.publisher().publish(Fixtures.reversed(own));
    }
    OlderCopy copy =
        started(
            stages.olderCopy(
                stores,
                List.of(
                    Newest.said(
                        Topic.PAYMENT_SETTLED, Succeeded.class::isInstance, fact -> true))));
    Await.until("it says what to do", this::isOlder);
    copy.stop();
    stages.topics().stop();
  }

  /** What is not committed comes again, and what is held waits in the documents. */
  @ParameterizedTest
  @CsvSource({"true,false,true", "false,false,false", "true,true,false"})
  void what_a_stage_has_taken_is_known_or_held(boolean committed, boolean held, boolean older)
      throws Exception {
    stages.topics().make();
    stages.publisher().publish(Fixtures.reverseNeeded());
    if (committed) {
      commitAll("reversing", Topic.PAYMENT_REVERSE_NEEDED);
    }
    OlderCopy copy =
        started(
            stages.olderCopy(
                stores,
                List.of(
                    stages.taken(
                        "reversing", Topic.PAYMENT_REVERSE_NEEDED, fact -> true, record -> held))));
    Await.until("it has looked", () -> stores.locked().isEmpty() || isOlder());
    assertThat(isOlder()).isEqualTo(older);
    copy.stop();
    stages.topics().stop();
  }

  @Test
  void a_right_that_is_missing_is_named_with_its_topic() {
    assertThat(
            OlderCopy.missingRight(
                new TopicAuthorizationException(Set.of("facepay.payment.settled"))))
        .contains("READ the topics [facepay.payment.settled]");
    assertThat(OlderCopy.missingRight(new KafkaException("away"))).isEmpty();
  }

  private boolean isOlder() {
    return stores.locked().filter(why -> why.contains("facepay catch-up")).isPresent();
  }

  private void commitAll(String stage, Topic topic) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    try (Admin admin = Admin.create(kafka.clientSettings("commit"))) {
      String name = kafka.name(topic);
      int partitions =
          admin.describeTopics(List.of(name)).allTopicNames().get().get(name).partitions().size();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (int i = 0; i < partitions; i++) {
        latest.put(new TopicPartition(name, i), OffsetSpec.latest());
      }
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
      admin.alterConsumerGroupOffsets(kafka.topicPrefix() + "facepay." + stage, ends).all().get();
    }
  }
}
