package dev.facepay.runtime.fact;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where in each partition a follower begins, by time and by count.
 *
 * @param behind where the ends were then, of those partitions that have something to read
 */
record StartOffsets(Map<TopicPartition, Long> from, Map<TopicPartition, Long> behind) {

  static StartOffsets of(
      Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions,
      FollowOptions options,
      Instant now) {
    long fromMs =
        options.window().equals(LogFollower.FROM_THE_BEGINNING)
            ? 0
            : Math.max(0, now.minus(options.window()).toEpochMilli());
    Map<TopicPartition, Long> times = new HashMap<>();
    Map<String, Integer> spread = new HashMap<>();
    for (TopicPartition partition : partitions) {
      times.put(partition, fromMs);
      spread.merge(partition.topic(), 1, Integer::sum);
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> from = new HashMap<>();
    Map<TopicPartition, Long> behind = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long end = ends.getOrDefault(partition, 0L);
      OffsetAndTimestamp first = found.get(partition);
      long byTime = first == null ? end : Math.min(first.offset(), end);
      long share = Math.ceilDiv(options.recordsMax(), spread.getOrDefault(partition.topic(), 1));
      long begin = Math.max(byTime, end - share);
      from.put(partition, begin);
      if (begin < end) {
        behind.put(partition, end);
      }
    }
    return new StartOffsets(from, behind);
  }
}
