package dev.facepay.runtime.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Topic;
import dev.facepay.testkit.Await;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Topics are made when the broker comes, and told where they differ from what is wanted. */
@Tag("real")
class TopicsTest extends FollowedLog {

  @Test
  void topics_that_differ_from_what_is_wanted_are_named() throws Exception {
    FacePayKafka kafka =
        FacePayKafka.at(SharedBroker.bootstrapServers(), "test", UUID.randomUUID() + ".");
    Topics topics = new Topics(kafka);
    topics.make();
    assertThat(differences(topics, 0)).isEmpty();

    String settled = kafka.name(Topic.PAYMENT_SETTLED);
    String unknown = kafka.name(Topic.PAYMENT_UNKNOWN);
    try (Admin admin = Admin.create(kafka.clientSettings("admin"))) {
      admin.createPartitions(Map.of(settled, NewPartitions.increaseTo(13))).all().get();
      AlterConfigOp shorter =
          new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET);
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, unknown), List.of(shorter)))
          .all()
          .get();
    }
    assertThat(differences(topics, 2))
        .containsExactlyInAnyOrder(
            settled + ": partitions is 13, not 12",
            unknown + ": retention.ms is 1000, not 7776000000");
  }

  /** The broker tells of a change a moment after it has taken it. */
  private static List<String> differences(Topics topics, int count) {
    return Await.until(
        "differences",
        () -> {
          topics.compare();
          return topics.differences();
        },
        found -> found.size() == count);
  }

  @Test
  void topics_are_made_in_the_background_when_the_broker_comes() throws Exception {
    Topics topics = new Topics(FacePayKafka.at("127.0.0.1:1", "test", ""));
    assertThat(topics.check()).isPresent();
    topics.start();
    assertThat(topics.isRunning()).isTrue();
    assertThat(topics.ready()).isNotDone();
    topics.stop();
    assertThat(topics.isRunning()).isFalse();
  }
}
