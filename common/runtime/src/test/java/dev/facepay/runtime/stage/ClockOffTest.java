package dev.facepay.runtime.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real broker, and a service whose clock is minutes off. */
@Tag("real")
class ClockOffTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @ParameterizedTest
  @ValueSource(ints = {-180, 180})
  void a_records_age_is_told_by_the_services_own_clock_once_it_has_said_a_fact(int seconds)
      throws Exception {
    FacePayKafka kafka =
        FacePayKafka.at(SharedBroker.bootstrapServers(), "test", UUID.randomUUID() + ".");
    new Topics(kafka).make();
    Timekeeper wrong =
        Timekeeper.of(
            InstantSource.offset(InstantSource.system(), Duration.ofSeconds(seconds)), due -> {});
    AtomicReference<Instant> heard = new AtomicReference<>();
    try (Stages stages = new Stages("test", kafka, wrong, meters)) {
      stages.publisher().publish(Fixtures.requested());
      assertThat(meters.get("facepay.clock.ahead").gauge().value())
          .isBetween(seconds - 20.0, seconds + 20.0);
      stages.publisher().publish(Fixtures.requested(Fixtures.payment("second", 1)));
      Stage stage =
          stages.stage(
              "pay",
              Set.of(Topic.PAYMENT_REQUESTED),
              new FactHandler() {
                @Override
                public void handle(Fact fact) {
                  throw new IllegalStateException("the other one is asked");
                }

                @Override
                public void handle(Fact fact, Instant loggedAt) {
                  if (fact.key().endsWith("second")) {
                    heard.set(loggedAt);
                  }
                }
              },
              KafkaWorld.fast());
      stage.start();
      Await.until("the record", () -> heard.get() != null);
      stage.abandon();
    }
    assertThat(heard.get()).isBetween(wrong.instant().minusSeconds(60), wrong.instant());
  }
}
