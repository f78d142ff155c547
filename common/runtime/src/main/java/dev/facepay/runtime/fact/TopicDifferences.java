package dev.facepay.runtime.fact;

import java.util.ArrayList;
import java.util.Collection;
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
import org.apache.kafka.common.config.ConfigResource;

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
    Map<String, TopicDescription> topics =
        admin.describeTopics(names).allTopicNames().get(SECONDS_MAX, TimeUnit.SECONDS);
    Map<ConfigResource, Config> configs =
        admin.describeConfigs(resources).all().get(SECONDS_MAX, TimeUnit.SECONDS);
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
