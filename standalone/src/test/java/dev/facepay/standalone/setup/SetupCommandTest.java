package dev.facepay.standalone.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.payment.PaymentStore;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.standalone.Said;
import dev.facepay.standalone.start.GivenSettings;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that do a service's work go by the service's settings. */
@Tag("real")
class SetupCommandTest {

  @TempDir Path dir;

  private final String prefix = UUID.randomUUID() + ".";
  private final Admin admin =
      Admin.create(Map.of("bootstrap.servers", SharedBroker.bootstrapServers()));

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void topics_are_made_as_the_services_would_make_them() {
    Said said =
        run(
            Map.of(
                "FACEPAY_KAFKA_TOPICPREFIX",
                prefix,
                "FACEPAY_KAFKA_TOPICS_DEADLETTERRETENTION",
                "5d"),
            "setup",
            "--kafka",
            SharedBroker.bootstrapServers(),
            "--set",
            "facepay.kafka.topics.retention=30d");
    assertThat(said.status()).as(said.err()).isZero();
    assertThat(retention(prefix + Topic.PAYMENT_REQUESTED.wire())).isEqualTo("2592000000");
    assertThat(retention(prefix + Topic.PAYMENT_REQUESTED.wire() + ".dlt")).isEqualTo("432000000");
  }

  @Test
  void a_topic_that_somebody_else_made_is_told() throws Exception {
    String topic = prefix + Topic.PAYMENT_REQUESTED.wire();
    admin
        .createTopics(
            List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("retention.ms", "60000"))))
        .all()
        .get();
    Said said =
        run(
            Map.of("FACEPAY_KAFKA_TOPICPREFIX", prefix),
            "setup",
            "--kafka",
            SharedBroker.bootstrapServers());
    assertThat(said.out())
        .contains(topic + ": partitions is 1, not 12")
        .contains(topic + ": retention.ms is 60000, not 7776000000");
    GivenSettings given = new GivenSettings(Map.of("facepay.kafka.topic-prefix", prefix), Map.of());
    assertThat(SettingsChecks.topics(given.kafka(SharedBroker.bootstrapServers(), "doctor")))
        .matches(Finding::bad)
        .extracting(Finding::found)
        .isEqualTo(topic + ": partitions is 1, not 12, and 3 more");
  }

  @Test
  void a_rebuild_from_a_log_that_is_not_the_read_sides_leaves_it_as_it_is() {
    try (EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
        Stores stores = new Stores(Database.at(database.uri(), "facepay_report"))) {
      PaymentStore stories = PaymentStore.in(stores);
      stories.fold(List.of(Fixtures.requested()));
      Said said =
          run(
              Map.of("FACEPAY_KAFKA_TOPICPREFIX", prefix),
              "rebuild",
              "--kafka",
              SharedBroker.bootstrapServers(),
              "--mongo",
              database.uri());
      assertThat(said.status()).isEqualTo(5);
      assertThat(said.err()).contains("the read side stays as it is").contains("topic-prefix");
      assertThat(stories.count()).isEqualTo(1);
    }
  }

  @Test
  void doctor_names_what_a_start_would_stumble_over() {
    Said said =
        run(
            Map.of(),
            "doctor",
            "--data-dir",
            dir.toString(),
            "--port",
            "0",
            "--set",
            "facepay.pay.payer-ip=localhost",
            "--set",
            "facepay.query.dedline=1s");
    assertThat(said.status()).isNotZero();
    assertThat(said.out())
        .contains("facepay.pay.payer-ip must be an IPv4 or IPv6 address")
        .contains("facepay.query.dedline is no setting; the nearest is facepay.query.deadline");
  }

  /** The broker knows of a topic a moment after the controller has made it. */
  private String retention(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return Await.until(
            topic,
            () -> admin.describeConfigs(List.of(resource)).all().get().get(resource),
            config -> true)
        .get("retention.ms")
        .value();
  }

  private static Said run(Map<String, String> environment, String... args) {
    return Said.by(environment, List.of(args));
  }
}
