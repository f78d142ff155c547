package dev.facepay.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.facepay.payment.Stage;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.Letters;
import dev.facepay.runtime.fact.Letters.Answer;
import dev.facepay.standalone.Said;
import dev.facepay.standalone.start.GivenSettings;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker that asks who somebody is lets people do about dead letters. */
@Tag("real")
class LetterRightsTest {

  private static final String SALE = Topic.PAYMENT_SETTLED.wire() + "-0@0";
  private static final String ALARM = Topic.PAYMENT_ATTENTION.wire() + "-0@0";

  @TempDir static Path dir;

  private static FacePayKafka by(Path properties, String servers) {
    return new GivenSettings(
            Map.of("facepay.kafka.properties-file", properties.toString()), Map.of())
        .kafka(servers, "test");
  }

  private static boolean isUnknownUser(Throwable cause) {
    return cause instanceof SaslAuthenticationException;
  }

  private static void putAside(FacePayKafka kafka) throws Exception {
    ProducerRecord<byte[], byte[]> fact =
        new FactCodec(kafka)
            .encode(Fixtures.paid(Fixtures.payment("A1", 1), Stage.PAY), "pay", Optional.empty());
    try (var producer =
        new KafkaProducer<>(
            kafka.clientSettings("letters"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Topic topic : List.of(Topic.PAYMENT_SETTLED, Topic.PAYMENT_ATTENTION)) {
        String letters = kafka.deadLetters(kafka.name(topic));
        producer
            .send(new ProducerRecord<>(letters, 0, fact.key(), fact.value(), fact.headers()))
            .get();
      }
    }
  }

  @Test
  void the_console_redrives_onto_no_topic_that_moves_money_and_drops_any_letter() throws Exception {
    try (GuardedBroker broker = new GuardedBroker(Files.createDirectories(dir.resolve("broker")))) {
      Path keys = dir.resolve("keys");
      Said said =
          Said.by(
              Map.of("FACEPAY_KAFKA_PROPERTIESFILE", broker.administrator().toString()),
              List.of(
                  "setup",
                  "--kafka",
                  broker.administration(),
                  "--keys",
                  keys.toString(),
                  "--kafka-users"));
      assertThat(said.status()).as(said.err()).isZero();
      putAside(by(broker.administrator(), broker.administration()));

      for (LogRights rights : LogRights.values()) {
        Letters seen =
            new Letters(
                by(LogUsers.file(keys, rights.label()), broker.clients()), Duration.ofSeconds(5));
        // The controller has the new users first.
        Await.until(
            "the broker knows " + rights.label(),
            () -> Optional.ofNullable(catchThrowable(() -> seen.newest(10))),
            no -> no.map(Throwable::getCause).filter(LetterRightsTest::isUnknownUser).isEmpty());
        if (rights.mayReadLetters()) {
          assertThat(seen.newest(10)).as(rights.label()).hasSize(2);
        } else {
          assertThatThrownBy(() -> seen.newest(10))
              .as(rights.label())
              .hasCauseInstanceOf(AuthorizationException.class);
        }
      }

      FacePayKafka console =
          by(LogUsers.file(keys, LogRights.CONSOLE_SERVICE.label()), broker.clients());
      Letters letters = new Letters(console, Duration.ofSeconds(5));
      assertThat(letters.redrive(SALE, "li", "mended"))
          .isEqualTo(new Answer.Forbidden(console.name(Topic.PAYMENT_SETTLED)));
      assertThat(letters.find(SALE).orElseThrow().act()).as("nothing is said of it").isEmpty();
      assertThat(letters.redrive(ALARM, "li", "mended")).isInstanceOf(Answer.Done.class);
      assertThat(letters.drop(SALE, "li", "no sale")).isInstanceOf(Answer.Done.class);
    }
  }
}
