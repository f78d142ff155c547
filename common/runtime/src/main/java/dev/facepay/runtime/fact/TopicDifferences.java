package dev.facepay.runtime.fact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * How topics that exist differ from what is wanted of them. They are left as they are: more
 * partitions move keys, and replicas are for whoever runs the cluster to place.
 */
final class TopicDifferences {

  private static final long SECONDS_MAX = 15;

  private TopicDifferences() {}

  /**
   * One line each, such as {@code facepay.payment.settled: retention.ms is 1000, not 7776000000}.
   */
  static List<String> of(Admin admin, Collection<NewTopic> wanted)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<String> names = wanted.stream().map(NewTopic::name).toList();
    List<ConfigResource> resources = names.stream().map(TopicDifferences::resource).toList();
    Map<String, TopicDescription> topics = there(admin.describeTopics(names).topicNameValues());
    Map<ConfigResource, Config> configs = there(admin.describeConfigs(resources).values());
    List<String> differences = new ArrayList<>();
    for (NewTopic topic : wanted) {
      TopicDescription there = topics.get(topic.name());
      Config config = configs.get(resource(topic.name()));
      if (there != null && config != null) {
        compare(topic, there, config, differences);
      }
    }
    return List.copyOf(differences);
  }

  /** A topic that is not there, or not yet, differs in nothing. */
  private static <K, V> Map<K, V> there(Map<K, KafkaFuture<V>> asked)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<K, V> found = new HashMap<>();
    for (Map.Entry<K, KafkaFuture<V>> one : asked.entrySet()) {
      try {
        found.put(one.getKey(), one.getValue().get(SECONDS_MAX, TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return found;
  }

  private static void compare(
      NewTopic wanted, TopicDescription there, Config config, List<String> differences) {
    int partitions = there.partitions().size();
    if (partitions != wanted.numPartitions()) {
      differences.add(text(wanted, "partitions", partitions, wanted.numPartitions()));
    }
    int replicas = there.partitions().stream().mapToInt(it -> it.replicas().size()).min().orElse(0);
    if (replicas != wanted.replicationFactor()) {
      differences.add(text(wanted, "replicas", replicas, wanted.replicationFactor()));
    }
    wanted
        .configs()
        .forEach(
            (name, value) -> {
              ConfigEntry entry = config.get(name);
              if (entry != null && !value.equals(entry.value())) {
                differences.add(text(wanted, name, entry.value(), value));
              }
            });
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static String text(NewTopic topic, String what, Object is, Object wanted) {
    return "%s: %s is %s, not %s".formatted(topic.name(), what, is, wanted);
  }
}
