package dev.facepay.console.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the group has folded the log, and into which read side: each commit says of which rebuild
 * that was. What was folded into one that another has taken the place of is folded again, from
 * where the rebuild ended; so it does not matter what is in flight while they change places.
 */
final class Progress {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Rebuilds rebuilds;
  private final String topicPrefix;
  private final Map<TopicPartition, Long> folded = new HashMap<>();
  private Rebuilds.InPlace inPlace = Rebuilds.InPlace.NONE;
  private Instant nextLook = Instant.MIN;
  private boolean isOwed;

  Progress(Rebuilds rebuilds, String topicPrefix) {
    this.rebuilds = rebuilds;
    this.topicPrefix = topicPrefix;
  }

  /** Before a new consumer has its first partitions. */
  void begin() {
    folded.clear();
    isOwed = false;
    inPlace = rebuilds.inPlace(topicPrefix);
  }

  /**
   * Goes back if the read side is another one by now.
   *
   * @return whether it is
   */
  boolean look(Consumer<?, ?> consumer, Instant now) {
    if (now.isBefore(nextLook)) {
      return false;
    }
    Rebuilds.InPlace found = rebuilds.inPlace(topicPrefix);
    nextLook = now.plus(LOOK_EVERY);
    if (found.number() == inPlace.number()) {
      return false;
    }
    inPlace = found;
    goBack(consumer, consumer.assignment());
    return true;
  }

  ConsumerRebalanceListener listener(Consumer<?, ?> consumer) {
    return new ConsumerRebalanceListener() {

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> gone) {
        gone.forEach(folded::remove);
      }

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> come) {
        Set<TopicPartition> ofAnother = new HashSet<>();
        consumer
            .committed(Set.copyOf(come))
            .forEach(
                (partition, committed) -> {
                  if (committed != null
                      && !isOfThis(committed)
                      && !isBefore(partition, committed)) {
                    ofAnother.add(partition);
                  }
                });
        goBack(consumer, ofAnother);
      }
    };
  }

  private boolean isOfThis(OffsetAndMetadata committed) {
    String number = committed.metadata().isEmpty() ? "0" : committed.metadata();
    return number.equals(Long.toString(inPlace.number()));
  }

  /** An offset without a word may be of a log that was moved: nothing behind it is passed over. */
  private boolean isBefore(TopicPartition partition, OffsetAndMetadata committed) {
    Long from = inPlace.from().get(partition);
    return committed.metadata().isEmpty() && from != null && committed.offset() < from;
  }

  private void goBack(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Long from = inPlace.from().get(partition);
      if (from == null) {
        consumer.seekToBeginning(List.of(partition));
        folded.remove(partition);
      } else {
        consumer.seek(partition, from);
        folded.put(partition, from);
        isOwed = true;
      }
    }
  }

  void folded(Map<TopicPartition, OffsetAndMetadata> next) {
    next.forEach((partition, offset) -> folded.put(partition, offset.offset()));
    isOwed = true;
  }

  /** Whether something is folded that no commit has said yet. */
  boolean isOwed() {
    return isOwed;
  }

  void commit(Consumer<?, ?> consumer) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    folded.forEach(
        (partition, offset) ->
            offsets.put(partition, new OffsetAndMetadata(offset, Long.toString(inPlace.number()))));
    offsets.keySet().retainAll(consumer.assignment());
    consumer.commitSync(offsets);
    isOwed = false;
  }
}
