package dev.facepay.standalone.journey;

import dev.facepay.testkit.Await;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Consumer groups of a service that is stopped: what it had read, it reads again. */
final class Groups {

  private final Stand stand;
  private final List<String> names;

  Groups(Stand stand, List<String> names) {
    this.stand = stand;
    this.names = names;
  }

  /** To the beginning of the log. */
  void rewind() {
    try (Admin admin = admin()) {
      for (String group : names) {
        Await.until(
            group + " is left",
            () -> {
              Map<TopicPartition, OffsetAndMetadata> committed =
                  admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
              Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
              committed.keySet().forEach(p -> zero.put(p, new OffsetAndMetadata(0)));
              admin.alterConsumerGroupOffsets(group, zero).all().get();
              return !zero.isEmpty();
            },
            done -> done);
      }
    }
  }

  /** Until so many instances have joined each. */
  void awaitMembers(int instances) {
    try (Admin admin = admin()) {
      Await.until(
          instances + " members of " + names,
          () ->
              admin.describeConsumerGroups(names).all().get().values().stream()
                  .mapToInt(it -> it.members().size())
                  .toArray(),
          members -> IntStream.of(members).allMatch(it -> it == instances));
    }
  }

  /** Once the service runs again. */
  void awaitAllRead() {
    try (Admin admin = admin()) {
      for (String group : names) {
        Await.until(group + " has read all again", () -> lag(admin, group), lag -> lag == 0);
      }
    }
  }

  private static long lag(Admin admin, String group) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    committed.keySet().forEach(p -> latest.put(p, OffsetSpec.latest()));
    var ends = admin.listOffsets(latest).all().get();
    return committed.entrySet().stream()
        .mapToLong(e -> ends.get(e.getKey()).offset() - e.getValue().offset())
        .sum();
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", stand.system().bootstrapServers()));
  }
}
