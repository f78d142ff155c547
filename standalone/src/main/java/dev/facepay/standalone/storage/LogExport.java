package dev.facepay.standalone.storage;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.storage.Manifest.SavedPartition;
import dev.facepay.standalone.storage.Manifest.SavedTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Every topic's records and configs, and how far each consumer group had come. */
final class LogExport {

  private final FacePayKafka kafka;
  private final Path to;
  private final Progress progress;
  private final List<Manifest.Consumed> groups = new ArrayList<>();

  LogExport(FacePayKafka kafka, Path to, Progress progress) {
    this.kafka = kafka;
    this.to = to;
    this.progress = progress;
  }

  List<SavedTopic> run() throws IOException, InterruptedException, ExecutionException {
    List<SavedTopic> saved = new ArrayList<>();
    try (Admin admin = Admin.create(kafka.clientSettings("export"));
        Partitions partitions = new Partitions(kafka, "export-read")) {
      Map<TopicPartition, Map<String, Long>> committed = committed(admin);
      // The broker's own are not among them.
      for (String topic : new TreeSet<>(admin.listTopics().names().get())) {
        saved.add(save(admin, partitions, topic, committed));
      }
    }
    return saved;
  }

  /** Known when {@link #run} has returned. */
  List<Manifest.Consumed> groups() {
    return groups;
  }

  private SavedTopic save(
      Admin admin,
      Partitions partitions,
      String topic,
      Map<TopicPartition, Map<String, Long>> committed)
      throws IOException, InterruptedException, ExecutionException {
    TopicDescription described =
        Objects.requireNonNull(
            admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
    List<SavedPartition> saved = new ArrayList<>();
    for (int number = 0; number < described.partitions().size(); number++) {
      TopicPartition partition = new TopicPartition(topic, number);
      saved.add(save(partitions, partition, committed.getOrDefault(partition, Map.of())));
    }
    return new SavedTopic(topic, configs(admin, topic), saved);
  }

  /**
   * @param committed group → offset
   */
  private SavedPartition save(
      Partitions partitions, TopicPartition partition, Map<String, Long> committed)
      throws IOException {
    Path file = Manifest.file(to, partition.topic(), partition.partition());
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    // A compacted topic has gaps, and an old one does not begin at 0: offsets will be others.
    Map<String, Long> consumed = new LinkedHashMap<>();
    committed.keySet().forEach(group -> consumed.put(group, 0L));
    long[] records = {0};
    try (RecordFile.Writer writer = new RecordFile.Writer(file)) {
      partitions.read(
          partition,
          record -> {
            writer.add(
                RecordFile.frame(
                    record.timestamp(), record.key(), record.value(), record.headers()));
            progress.done("records of " + partition, ++records[0]);
            committed.forEach(
                (group, offset) ->
                    consumed.merge(group, record.offset() < offset ? 1L : 0L, Long::sum));
            return true;
          });
    }
    consumed.forEach(
        (group, count) ->
            groups.add(
                new Manifest.Consumed(group, partition.topic(), partition.partition(), count)));
    return new SavedPartition(records[0], Files.size(file), Checksums.sha256(file));
  }

  private static Map<String, String> configs(Admin admin, String topic)
      throws InterruptedException, ExecutionException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<String, String> configs = new TreeMap<>();
    for (ConfigEntry entry :
        Objects.requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource))
            .entries()) {
      if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
        configs.put(entry.name(), entry.value());
      }
    }
    return configs;
  }

  /** Partition → group → offset. */
  private static Map<TopicPartition, Map<String, Long>> committed(Admin admin)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, Map<String, Long>> all = new LinkedHashMap<>();
    for (var group : admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get()) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata().get();
      offsets.forEach(
          (partition, offset) -> {
            // A partition without a commit is there without a value.
            if (offset != null) {
              all.computeIfAbsent(partition, p -> new TreeMap<>())
                  .put(group.groupId(), offset.offset());
            }
          });
    }
    return all;
  }
}
