package dev.facepay.runtime.fact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.EmbeddedBroker;
import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.Stage;
import dev.facepay.payment.Topic;
import dev.facepay.testkit.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class LogFollowerTest extends FollowedLog {

  private static final Duration WINDOW = Duration.ofMinutes(30);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BlockingQueue<LoggedFact> seen = new LinkedBlockingQueue<>();

  private static FacePayKafka freshWorld(String bootstrapServers) throws Exception {
    FacePayKafka kafka = FacePayKafka.at(bootstrapServers, "test", UUID.randomUUID() + ".");
    try (Admin admin = Admin.create(kafka.clientSettings("admin"))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(kafka.name(Topic.PAYMENT_SETTLED), 3, (short) 1),
                  new NewTopic(kafka.name(Topic.PAYMENT_REQUESTED), 3, (short) 1)))
          .all()
          .get();
    }
    return kafka;
  }

  private LogFollower follower(FacePayKafka kafka) {
    return new LogFollower(
        kafka,
        "answers",
        Set.of(Topic.PAYMENT_SETTLED, Topic.PAYMENT_REQUESTED),
        WINDOW,
        InstantSource.system(),
        meters,
        seen::add);
  }

  private static PaymentFact paid(int order) {
    return Fixtures.paid(Fixtures.payment("O" + order, 1), Stage.PAY);
  }

  /** Published at a time of our choice. */
  private static void publishAt(FacePayKafka kafka, PaymentFact fact, Instant when)
      throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new FactCodec(kafka).encode(fact, "pay", Optional.empty());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.clientSettings("raw"), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  record.topic(),
                  null,
                  when.toEpochMilli(),
                  record.key(),
                  record.value(),
                  record.headers()))
          .get();
    }
  }

  private LoggedFact next() throws InterruptedException {
    LoggedFact fact = seen.poll(20, TimeUnit.SECONDS);
    assertThat(fact).isNotNull();
    return fact;
  }

  @Test
  void it_tells_what_happened_within_the_window_and_then_what_happens() throws Exception {
    FacePayKafka kafka = freshWorld(SharedBroker.bootstrapServers());
    Instant now = Instant.now();
    publishAt(kafka, paid(1), now.minus(WINDOW).minusSeconds(60));
    publishAt(kafka, paid(2), now.minus(WINDOW).plusSeconds(60));
    publishAt(kafka, Fixtures.requested(Fixtures.payment("O3", 1)), now);
    LogFollower follower = follower(kafka);
    assertThat(follower.check()).isPresent();
    follower.start();
    follower.caughtUp().get(20, TimeUnit.SECONDS);

    assertThat(seen).hasSize(2);
    assertThat(follower.check()).isEmpty();
    assertThat(List.of(next().subject(), next().subject()))
        .containsExactlyInAnyOrder("1900000109:O2", "1900000109:O3");

    publishAt(kafka, paid(4), now);
    LoggedFact live = next();
    assertThat(live.key()).isEqualTo("1900000109:O4");
    assertThat(live.fact()).contains(paid(4));
    follower.stop();
  }

  @Test
  void it_begins_no_more_records_before_the_end_than_it_may() throws Exception {
    FacePayKafka kafka = freshWorld(SharedBroker.bootstrapServers());
    List<Fact> facts = new CopyOnWriteArrayList<>();
    Instant now = Instant.now();
    for (int i = 0; i < 60; i++) {
      publishAt(kafka, paid(i), now);
    }
    LogFollower follower = follower(kafka, FollowOptions.back(WINDOW).atMost(9), facts);
    follower.start();
    follower.caughtUp().get(20, TimeUnit.SECONDS);
    follower.stop();

    assertThat(facts).as("3 of each partition").hasSize(9).contains(paid(59));
  }

  @Test
  void it_begins_when_what_comes_first_is_done() throws Exception {
    FacePayKafka kafka = freshWorld(SharedBroker.bootstrapServers());
    CompletableFuture<Void> first = new CompletableFuture<>();
    publishAt(kafka, paid(1), Instant.now());
    LogFollower follower =
        follower(kafka, FollowOptions.back(WINDOW).after(first), new CopyOnWriteArrayList<>());
    follower.start();
    assertThat(follower.caughtUp()).isNotDone();

    first.complete(null);
    follower.caughtUp().get(20, TimeUnit.SECONDS);
    follower.stop();
  }

  @Test
  void a_topic_that_is_enlarged_is_followed_in_its_new_partitions_too() throws Exception {
    FacePayKafka kafka = freshWorld(SharedBroker.bootstrapServers());
    FacePayKafka attentive =
        new FacePayKafka(
            kafka.bootstrapServers(),
            kafka.clientId(),
            kafka.topicPrefix(),
            null,
            kafka.publishing(),
            kafka.topics(),
            Map.of("metadata.max.age.ms", "500"),
            null);
    BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();
    LogFollower follower = follower(attentive, FollowOptions.back(WINDOW), facts);
    follower.start();
    follower.caughtUp().get(20, TimeUnit.SECONDS);
    publishAt(kafka, paid(0), Instant.now());
    try (Admin admin = Admin.create(kafka.clientSettings("admin"))) {
      String topic = kafka.name(Topic.PAYMENT_SETTLED);
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(7))).all().get();
    }
    Set<Fact> all = new HashSet<>();
    for (int i = 1; i < 40; i++) {
      publishAt(kafka, paid(i), Instant.now());
    }
    for (int i = 0; i < 40; i++) {
      all.add(facts.poll(20, TimeUnit.SECONDS));
    }
    follower.stop();

    assertThat(all).as("each once").hasSize(40).doesNotContainNull();
    assertThat(facts).isEmpty();
  }

  private LogFollower follower(FacePayKafka kafka, FollowOptions options, Collection<Fact> facts) {
    return new LogFollower(
        kafka,
        "answers",
        Set.of(Topic.PAYMENT_SETTLED),
        options,
        InstantSource.system(),
        meters,
        logged -> logged.fact().ifPresent(facts::add));
  }

  @Test
  void an_empty_log_is_caught_up_with_at_once() throws Exception {
    LogFollower follower = follower(freshWorld(SharedBroker.bootstrapServers()));
    follower.start();
    follower.caughtUp().get(20, TimeUnit.SECONDS);
    follower.stop();
    assertThat(seen).isEmpty();
  }

  @Test
  void what_is_no_fact_and_a_subscriber_that_fails_are_counted_and_the_next_one_follows()
      throws Exception {
    FacePayKafka kafka = freshWorld(SharedBroker.bootstrapServers());
    List<Fact> facts = new CopyOnWriteArrayList<>();
    LogFollower follower =
        new LogFollower(
            kafka,
            "answers",
            Set.of(Topic.PAYMENT_SETTLED),
            WINDOW,
            InstantSource.system(),
            meters,
            logged -> {
              if (logged.key().equals("bug")) {
                throw new IllegalStateException("a bug");
              }
              logged.fact().ifPresent(facts::add);
            });
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.clientSettings("raw"), new ByteArraySerializer(), new ByteArraySerializer())) {
      String topic = kafka.name(Topic.PAYMENT_SETTLED);
      producer.send(new ProducerRecord<>(topic, 0, "bug".getBytes(UTF_8), new byte[0])).get();
      producer.send(new ProducerRecord<>(topic, 0, null, null)).get();
    }
    publishAt(kafka, paid(1), Instant.now());
    follower.start();
    follower.caughtUp().get(20, TimeUnit.SECONDS);
    follower.stop();

    assertThat(facts).containsExactly(paid(1));
    assertThat(meters.get("facepay.follower.failed").counter().count()).isEqualTo(1);
    assertThat(meters.get("facepay.follower.undecodable").counter().count()).isEqualTo(1);
  }

  @Test
  void it_waits_for_its_topics_and_outlives_a_restart_of_the_broker() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      FacePayKafka kafka = FacePayKafka.at(broker.bootstrapServers(), "test", "");
      LogFollower follower = follower(kafka);
      follower.start();
      assertThat(follower.caughtUp()).isNotDone();
      Topics topics = new Topics(kafka);
      topics.make();
      topics.make();
      follower.caughtUp().get(20, TimeUnit.SECONDS);
      publishAt(kafka, paid(1), Instant.now());
      assertThat(next().subject()).isEqualTo("1900000109:O1");

      broker.close();
      broker.restart();
      publishAt(kafka, paid(2), Instant.now());
      assertThat(next().subject()).isEqualTo("1900000109:O2");
      follower.stop();
      try (Admin admin = Admin.create(kafka.clientSettings("admin"))) {
        assertThat(admin.listTopics().names().get())
            .contains("facepay.payment.requested", "facepay.payment.settled.dlt");
        assertThat(
                admin
                    .describeTopics(List.of("facepay.payment.unknown"))
                    .allTopicNames()
                    .get()
                    .get("facepay.payment.unknown")
                    .partitions())
            .hasSize(12);
      }
    }
  }
}
