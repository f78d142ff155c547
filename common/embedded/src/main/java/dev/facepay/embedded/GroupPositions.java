package dev.facepay.embedded;

import dev.facepay.embedded.EmbeddedBroker.BrokerNotStarted;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic that keeps how far each group has read. It is never synced by itself: a position that a
 * power cut takes means that some facts are handled once more, and each payment has several
 * commits. Made here, since the broker's own way is to make it at the first question and to refuse
 * all groups until then.
 */
final class GroupPositions {

  static final int PARTITIONS = 4;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "cleanup.policy",
          "compact",
          "compression.type",
          "producer",
          // Only the newest of each group counts: tidied up when this much has come.
          "segment.bytes",
          Integer.toString(4 * 1024 * 1024),
          "flush.messages",
          Long.toString(Long.MAX_VALUE));

  private static final Logger LOG = LoggerFactory.getLogger(GroupPositions.class);

  private GroupPositions() {}

  static void ready(String bootstrapServers) {
    Map<String, Object> client =
        Map.of("bootstrap.servers", bootstrapServers, "client.id", "facepay-broker-positions");
    try (Admin admin = Admin.create(client)) {
      make(admin);
      sendMembersAway(admin);
    } catch (ExecutionException e) {
      throw new BrokerNotStarted("the broker has no place for positions: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerNotStarted("interrupted while the broker started", e);
    }
  }

  private static void make(Admin admin) throws ExecutionException, InterruptedException {
    NewTopic topic =
        new NewTopic(Topic.GROUP_METADATA_TOPIC_NAME, PARTITIONS, (short) 1).configs(SETTINGS);
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
      Collection<AlterConfigOp> all =
          SETTINGS.entrySet().stream()
              .map(each -> new ConfigEntry(each.getKey(), each.getValue()))
              .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
              .toList();
      ConfigResource made =
          new ConfigResource(ConfigResource.Type.TOPIC, Topic.GROUP_METADATA_TOPIC_NAME);
      admin.incrementalAlterConfigs(Map.of(made, all)).all().get();
    }
  }

  /**
   * After a kill the members of before would hold their partitions until they had missed their
   * heartbeats. Whoever lives joins again at once.
   */
  private static void sendMembersAway(Admin admin) throws ExecutionException, InterruptedException {
    // Groups of a partition that has not been read yet are left out of the list without a word; a
    // question about one of them waits. A group of one digit lies in the partition of that number.
    for (int partition = 0; partition < PARTITIONS; partition++) {
      admin.listConsumerGroupOffsets("" + partition).partitionsToOffsetAndMetadata().get();
    }
    for (GroupListing group : admin.listGroups().all().get()) {
      try {
        admin
            .removeMembersFromConsumerGroup(
                group.groupId(), new RemoveMembersFromConsumerGroupOptions())
            .all()
            .get();
      } catch (ExecutionException e) {
        LOG.debug("event=members-stay group={} error=\"{}\"", group.groupId(), e.toString());
      }
    }
  }
}
