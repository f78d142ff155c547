package dev.facepay.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Sets the groups of a service back, as a restored backup of the broker's positions would. */
final class Rewind {

  private static final int TRIES = 5;
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final String PREFIX = "facepay.";

  private final String brokers;

  Rewind(String brokers) {
    this.brokers = brokers;
  }

  /**
   * Nobody may be in the groups.
   *
   * @param share of what each partition has been read: 1 is all
   */
  void back(Role service, double share) throws InterruptedException, ExecutionException {
    for (int left = TRIES; ; left--) {
      try (Admin admin = admin()) {
        for (GroupListing group : admin.listGroups().all().get()) {
          if (isOf(service, group.groupId())) {
            back(admin, group.groupId(), share);
          }
        }
        return;
      } catch (ExecutionException e) {
        // A member is not forgotten yet, or a broker is away.
        if (left == 1) {
          throw e;
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  private static boolean isOf(Role service, String group) {
    return switch (service) {
      case CONSOLE -> group.equals(PREFIX + "report");
      case REPORT -> group.equals(PREFIX + "report-jobs");
      default -> {
        String name = PREFIX + service.label();
        yield group.equals(name) || group.startsWith(name + "-");
      }
    };
  }

  private static void back(Admin admin, String group, double share)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> reached =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    reached.keySet().forEach(it -> wanted.put(it, OffsetSpec.earliest()));
    Map<TopicPartition, ListOffsetsResultInfo> first = admin.listOffsets(wanted).all().get();
    Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
    reached.forEach(
        (partition, now) -> {
          long from = Objects.requireNonNull(first.get(partition)).offset();
          long way = (long) Math.ceil((now.offset() - from) * share);
          back.put(partition, new OffsetAndMetadata(now.offset() - way));
        });
    // A killed process would else be a member until its session is over.
    removeMembers(admin, group);
    admin.alterConsumerGroupOffsets(group, back).all().get();
  }

  private static void removeMembers(Admin admin, String group) throws InterruptedException {
    try {
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
    } catch (ExecutionException e) {
      // Nobody was in it.
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            brokers,
            "client.id",
            "chaos-rewind",
            "default.api.timeout.ms",
            15_000,
            "request.timeout.ms",
            5_000));
  }
}
