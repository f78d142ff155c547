package dev.facepay.console.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.documents.FoldSettings;
import dev.facepay.console.documents.RawBytes;
import dev.facepay.console.payment.Histories;
import dev.facepay.console.payment.PaymentStore;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;

/**
 * Facts on a real broker, and a read side that they are folded into. The log is the whole class's:
 * a test that changes it is the last one.
 */
abstract class ProjectionStand {

  static final int PAYMENTS = 36;
  static final int TRADES = 12;
  static final int REFUNDS = 9;
  static final int DAYS = 6;
  static final int ALARMS = 8;

  /** Of each class one: to make the topics takes longer than most of the tests. */
  private static final Map<Class<?>, FacePayKafka> LOGS = new ConcurrentHashMap<>();

  final FacePayKafka kafka = LOGS.computeIfAbsent(getClass(), _ -> newLog());
  final Admin admin = Admin.create(kafka.clientSettings("admin"));
  final EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
  final Stores stores = new Stores(Database.at(database.uri(), "live"));
  final Projection readSide = Projection.in(stores);
  final Rebuilds rebuilds = new Rebuilds(stores);
  final PaymentStore histories = readSide.histories();
  final KafkaFactPublisher publisher = new KafkaFactPublisher(kafka, "test");
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<Fact> facts = facts();

  private static List<Fact> facts() {
    List<Fact> facts = new ArrayList<>(MoneyFacts.alarms(ALARMS));
    for (int seed = 0; seed < PAYMENTS; seed++) {
      facts.addAll(Histories.of(new Random(seed), "K" + seed));
    }
    facts.addAll(Reports.of(TRADES));
    facts.addAll(MoneyFacts.refunds(REFUNDS));
    facts.addAll(MoneyFacts.bills(DAYS));
    return facts;
  }

  /** Every fact twice. */
  private static FacePayKafka newLog() {
    FacePayKafka log =
        FacePayKafka.at(SharedBroker.bootstrapServers(), "fold-test", UUID.randomUUID() + ".");
    List<Fact> twice = new ArrayList<>(facts());
    twice.addAll(facts());
    Collections.shuffle(twice, new Random(1));
    try {
      new Topics(log).make();
      publish(log, twice);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
    return log;
  }

  static void publish(FacePayKafka kafka, List<Fact> all)
      throws InterruptedException, ExecutionException {
    FactCodec codec = new FactCodec(kafka);
    // Repeats and another order are what this is about: the producer need not keep them away.
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings("producer"));
    settings.put("enable.idempotence", false);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Fact fact : all) {
        sent.add(producer.send(codec.encode(fact, "test", Optional.empty())));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  /** The next test's group has read nothing. */
  @AfterEach
  void close() throws Exception {
    Set<String> groups =
        admin.listGroups().all().get().stream()
            .map(GroupListing::groupId)
            .filter(group()::equals)
            .collect(Collectors.toSet());
    admin.deleteConsumerGroups(groups).all().get();
    publisher.close();
    stores.close();
    admin.close();
    database.close();
  }

  /** What the read side says now and did not say then. */
  Map<String, String> changed(Map<String, String> then) {
    Map<String, String> now = RawBytes.of(database.uri(), "live");
    assertThat(now.keySet()).isEqualTo(then.keySet());
    now.entrySet().removeAll(then.entrySet());
    return now;
  }

  Projector fold() {
    Projector fold =
        new Projector(
            kafka, readSide, rebuilds, publisher, settings(), Timekeeper.system(), meters);
    fold.start();
    return fold;
  }

  static FoldSettings settings() {
    return new FoldSettings(
        50,
        Duration.ofMillis(50),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        3,
        Duration.ofSeconds(6),
        Duration.ofSeconds(1),
        Duration.ZERO);
  }

  void untilFolded(Projector... folds) {
    try {
      await("all is committed", this::allCommitted);
    } finally {
      for (Projector fold : folds) {
        fold.stop();
      }
    }
  }

  boolean allCommitted() {
    try {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      for (Topic topic : Projector.topics()) {
        for (int p = 0; p < kafka.topics().partitions(); p++) {
          wanted.put(new TopicPartition(kafka.name(topic), p), OffsetSpec.latest());
        }
      }
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata().get();
      return admin.listOffsets(wanted).all().get().entrySet().stream()
          .allMatch(
              end ->
                  end.getValue().offset() == 0
                      || (committed.get(end.getKey()) != null
                          && committed.get(end.getKey()).offset() == end.getValue().offset()));
    } catch (Exception e) {
      return false;
    }
  }

  String group() {
    return kafka.topicPrefix() + "facepay.report";
  }

  static void await(String what, BooleanSupplier condition) {
    Await.until(what, condition);
  }
}
