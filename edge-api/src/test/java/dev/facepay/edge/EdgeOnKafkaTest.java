package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.fact.LogFollower;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole edge on a real broker, with the pay stage played over Kafka. */
@Timeout(120)
@Tag("real")
class EdgeOnKafkaTest {

  private static final FacePayKafka KAFKA =
      FacePayKafka.at(SharedBroker.bootstrapServers(), "pay-played", "edge-test.");
  private static final KafkaFactPublisher PAY = new KafkaFactPublisher(KAFKA, "pay");
  private static final BlockingQueue<Requested> REQUESTED = new LinkedBlockingQueue<>();

  private static volatile Function<PaymentRef, List<PaymentFact>> stage = p -> List.of();
  private static EdgeStand edge;
  private static LogFollower follower;

  private static EdgeStand instance() {
    EdgeStand stand =
        EdgeStand.onKafka(
            "--facepay.kafka.bootstrap-servers=" + SharedBroker.bootstrapServers(),
            "--facepay.kafka.topic-prefix=edge-test.");
    stand
        .context
        .getBeansOfType(LogFollower.class)
        .values()
        .forEach(it -> it.caughtUp().orTimeout(60, TimeUnit.SECONDS).join());
    return stand;
  }

  @BeforeAll
  static void start() {
    edge = instance();
    follower =
        new LogFollower(
            KAFKA,
            "pay-played",
            Set.of(Topic.PAYMENT_REQUESTED),
            Duration.ofMinutes(5),
            Timekeeper.system(),
            new SimpleMeterRegistry(),
            logged -> logged.fact().ifPresent(EdgeOnKafkaTest::answer));
    follower.start();
    follower.caughtUp().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static void answer(Fact fact) {
    Requested requested = (Requested) fact;
    REQUESTED.add(requested);
    try {
      for (PaymentFact said : stage.apply(requested.payment())) {
        PAY.publish(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterAll
  static void stop() {
    follower.stop();
    PAY.close();
    edge.close();
  }

  @Test
  void a_device_pays_over_the_real_log() {
    stage = p -> List.of(Stages.paid(p));

    Answer answer = edge.pay(EdgeStand.order("kafka-1"));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("state")).isEqualTo("SUCCEEDED");
  }

  @Test
  void another_instance_answers_from_the_log_what_it_never_saw_happen() throws Exception {
    stage = p -> List.of();
    assertThat(edge.pay(EdgeStand.order("kafka-2"), 0).status()).isEqualTo(202);
    Requested requested = REQUESTED.poll(30, TimeUnit.SECONDS);
    while (requested != null && !requested.payment().orderNo().value().equals("kafka-2")) {
      requested = REQUESTED.poll(30, TimeUnit.SECONDS);
    }
    assertThat(requested).isNotNull();

    try (EdgeStand another = instance()) {
      assertThat(another.get("1900000109:kafka-2").text("state")).isEqualTo("PROCESSING");
      PAY.publish(Stages.notEnough(requested.payment()));

      Answer answer = another.pay(EdgeStand.order("kafka-2"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text("next_action")).isEqualTo("ASK_OTHER_METHOD");
    }
  }

  @Test
  void without_a_broker_the_edge_starts_and_says_come_again() {
    try (EdgeStand alone = EdgeStand.onKafka("--facepay.kafka.bootstrap-servers=localhost:1")) {
      Answer answer = alone.pay(EdgeStand.order("kafka-3"));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text("code")).isEqualTo("starting");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }
}
