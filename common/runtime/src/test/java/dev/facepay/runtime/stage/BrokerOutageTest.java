package dev.facepay.runtime.stage;

import static dev.facepay.runtime.stage.KafkaWorld.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.embedded.EmbeddedBroker;
import dev.facepay.embedded.LocalPorts;
import dev.facepay.payment.PaymentFact;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.testkit.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker is not there yet, or goes and comes back. */
@Tag("real")
class BrokerOutageTest {

  @TempDir Path directory;

  @Test
  void a_stage_starts_without_a_broker_and_outlives_its_restart() throws Exception {
    int port = LocalPorts.free(1).getFirst();
    Set<String> finished = ConcurrentHashMap.newKeySet();
    AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
    try (KafkaWorld world = new KafkaWorld("127.0.0.1:" + port)) {
      Stage stage =
          world.start(
              fact -> {
                gate.get().await();
                finished.add(((PaymentFact) fact).payment().orderNo().value());
              });
      assertThat(stage.check()).isPresent();
      assertThatThrownBy(() -> impatient(world).publish(Fixtures.requested()))
          .isInstanceOf(FactNotPublished.class);

      try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
        world.makeTopic(2);
        world.publish(0, 20);
        await("first ones", () -> finished.size() == 20);
        await("healthy", () -> stage.check().isEmpty());

        gate.set(new CountDownLatch(1));
        world.publish(20, 30);
        await("open during the restart", () -> stage.inFlight() == 10);
        broker.close();
        gate.get().countDown();
        await("finished without a broker", () -> finished.size() == 30);
        broker.restart();
        // What could not be committed then is committed now, without a new record's help.
        world.awaitAllCommitted(2);

        world.publish(30, 50);
        world.awaitAllCommitted(2);
        assertThat(finished).hasSize(50);
        await("healthy again", () -> stage.check().isEmpty());
      }
    }
  }

  private static KafkaFactPublisher impatient(KafkaWorld world) {
    FacePayKafka.Publishing hurry =
        new FacePayKafka.Publishing(
            Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(100));
    return new KafkaFactPublisher(
        new FacePayKafka(
            world.kafka.bootstrapServers(),
            "hurry",
            "",
            null,
            hurry,
            world.kafka.topics(),
            Map.of(),
            null),
        "test");
  }

  @Test
  void a_broker_name_that_does_not_resolve_is_told_by_check_and_tried_on() throws Exception {
    try (KafkaWorldless world = new KafkaWorldless("no-such-host.invalid:9092")) {
      await("told", () -> world.stage.check().orElse("").contains("bootstrap"));
      assertThat(world.stage.isRunning()).isTrue();
      assertThatThrownBy(() -> world.stages.publisher().publish(Fixtures.requested()))
          .isInstanceOf(FactNotPublished.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_poller_that_dies_is_replaced_and_nothing_is_lost(boolean byError) throws Exception {
    AtomicInteger takenIn = new AtomicInteger();
    Timekeeper deadly =
        Timekeeper.of(
            () -> {
              if (Thread.currentThread().getName().startsWith("stage-pay-")
                  && takenIn.incrementAndGet() == 12) {
                if (byError) {
                  throw new OutOfMemoryError("planted");
                }
                throw new IllegalStateException("planted");
              }
              return Instant.now();
            },
            due -> Thread.yield());
    Set<String> finished = ConcurrentHashMap.newKeySet();
    try (KafkaWorld world = new KafkaWorld();
        Stages stages = new Stages("test", world.kafka, deadly, world.meters)) {
      world.makeTopic(2);
      world.publish(0, 30);
      Stage stage =
          stages.stage(
              "pay",
              Set.of(KafkaWorld.TOPIC),
              fact -> finished.add(((PaymentFact) fact).payment().orderNo().value()),
              KafkaWorld.fast());
      stage.start();
      world.awaitAllCommitted(2);
      stage.stop();
      assertThat(finished).hasSize(30);
    }
  }

  private static final class KafkaWorldless implements AutoCloseable {
    final Stages stages;
    final Stage stage;

    KafkaWorldless(String bootstrap) {
      stages =
          new Stages(
              "test",
              FacePayKafka.at(bootstrap, "test", ""),
              Timekeeper.system(),
              new SimpleMeterRegistry());
      stage = stages.stage("pay", Set.of(KafkaWorld.TOPIC), fact -> {}, KafkaWorld.fast());
      stage.start();
    }

    @Override
    public void close() {
      stage.stop();
      stages.close();
    }
  }
}
