package dev.facepay.standalone.storage;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.storage.Manifest.SavedTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Topics as they were, and consumer groups where they stood. */
final class TopicImport implements AutoCloseable {

  private final FacePayKafka kafka;
  private final Admin admin;

  TopicImport(FacePayKafka kafka) {
    this.kafka = kafka;
    this.admin = Admin.create(kafka.clientSettings("import-admin"));
  }

  String cluster() throws InterruptedException, ExecutionException {
    return admin.describeCluster().clusterId().get();
  }

  Set<String> names() throws InterruptedException, ExecutionException {
    return admin.listTopics().names().get();
  }

  /**
   * Makes those that are missing, with the partitions and configs that they had, and as many copies
   * as the settings say; then what this version has besides.
   *
   * @throws CannotRun if one is there with another number of partitions: keys would be elsewhere
   */
  void make(List<SavedTopic> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> there = names();
    List<NewTopic> missing = new ArrayList<>();
    for (SavedTopic topic : topics) {
      if (there.contains(topic.name())) {
        needSamePartitions(topic);
      } else {
        Map<String, String> configs = new HashMap<>(topic.configs());
        configs.put("min.insync.replicas", Short.toString(kafka.topics().inSyncReplicasMin()));
        missing.add(
            new NewTopic(topic.name(), topic.partitions().size(), kafka.topics().replicas())
                .configs(configs));
      }
    }
    admin.createTopics(missing).all().get();
    new Topics(kafka).make();
  }

  private void needSamePartitions(SavedTopic topic)
      throws InterruptedException, ExecutionException {
    TopicDescription found =
        admin.describeTopics(List.of(topic.name())).allTopicNames().get().get(topic.name());
    int partitions = found == null ? 0 : found.partitions().size();
    if (partitions != topic.partitions().size()) {
      throw new CannotRun(
          ExitCode.USAGE,
          "topic %s has %d partitions there and had %d"
              .formatted(topic.name(), partitions, topic.partitions().size()),
          "delete it, the import makes it");
    }
  }

  /** Each group goes on behind the record that it had consumed last. */
  void groups(List<Manifest.Consumed> consumed) throws InterruptedException, ExecutionException {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();
    consumed.forEach(
        it ->
            offsets
                .computeIfAbsent(it.group(), group -> new HashMap<>())
                .put(
                    new TopicPartition(it.topic(), it.partition()),
                    new OffsetAndMetadata(it.consumed())));
    for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> group : offsets.entrySet()) {
      admin.alterConsumerGroupOffsets(group.getKey(), group.getValue()).all().get();
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
