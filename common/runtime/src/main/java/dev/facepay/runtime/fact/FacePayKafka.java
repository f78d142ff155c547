package dev.facepay.runtime.fact;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.settings.Defaults;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the log is and how this service speaks with it.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param clientId what this service's clients are called in the broker's log and quotas
 * @param topicPrefix put before each topic and group: several systems on one cluster; at most 100
 *     letters, digits or {@code . _ -}, since a topic's name has no others and at most 249
 * @param instanceId stable and unique per running instance: a restarted instance gets its
 *     partitions back at once instead of after the session timeout; null: any name
 * @param properties passed to every client as they are, e.g. {@code security.protocol}; with those
 *     of {@code propertiesFile}, over which they win
 * @param propertiesFile Kafka's own client properties, as its tools take them by {@code
 *     --command-config}: the user that {@code facepay setup --kafka-users} made for this service
 */
@ConfigurationProperties("facepay.kafka")
public record FacePayKafka(
    @DefaultValue("localhost:9092") String bootstrapServers,
    @DefaultValue("facepay") String clientId,
    @DefaultValue("") String topicPrefix,
    @Nullable String instanceId,
    @DefaultValue Publishing publishing,
    @DefaultValue Layout topics,
    @DefaultValue Map<String, String> properties,
    @Nullable Path propertiesFile) {

  private static final Pattern TOPIC_PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");

  /**
   * @throws IllegalArgumentException if {@code propertiesFile} can't be read, or the prefix can't
   *     begin a topic's name
   */
  public FacePayKafka {
    if (!TOPIC_PREFIX.matcher(topicPrefix).matches()) {
      throw new IllegalArgumentException(
          "facepay.kafka.topic-prefix must be at most 100 of Kafka's letters: a-z, A-Z, 0-9, . _"
              + " -");
    }
    Map<String, String> all =
        new HashMap<>(propertiesFile == null ? Map.of() : read(propertiesFile));
    all.putAll(properties);
    properties = Map.copyOf(all);
  }

  private static Map<String, String> read(Path file) {
    Properties read = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      read.load(in);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("facepay.kafka.properties-file is not UTF-8: " + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "facepay.kafka.properties-file cannot be read: " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "facepay.kafka.properties-file has a \\u without four hexadecimal digits: " + file, e);
    }
    return read.stringPropertyNames().stream()
        .collect(Collectors.toMap(Function.identity(), read::getProperty));
  }

  public static FacePayKafka at(String bootstrapServers, String clientId, String topicPrefix) {
    FacePayKafka it = Defaults.of(FacePayKafka.class);
    return new FacePayKafka(
        bootstrapServers,
        clientId,
        topicPrefix,
        it.instanceId,
        it.publishing,
        it.topics,
        it.properties,
        null);
  }

  public String name(Topic topic) {
    return topicPrefix + topic.wire();
  }

  public String deadLetters(String topicName) {
    return topicName + ".dlt";
  }

  public Map<String, Object> clientSettings(String role) {
    Map<String, Object> settings = new HashMap<>(properties);
    // By default each client registers some hundred numbers with JMX, at each start anew.
    settings.putIfAbsent("metric.reporters", "");
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("client.id", clientId + "-" + role);
    return settings;
  }

  /** What the broker collects for a client that is in no hurry, before its time is over. */
  public static final int COLLECTED_BYTES = 1024 * 1024;

  private static final int FOLLOWED_WITHIN_MS = 30_000;

  /** Of a client that follows the log without a group. */
  Map<String, Object> followerSettings(String follower, Duration collect) {
    int requestMs = (int) publishing.requestMax().toMillis();
    Map<String, Object> settings = clientSettings("follow-" + follower);
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    settings.put("allow.auto.create.topics", false);
    settings.put("max.poll.records", 500);
    // Within this time it follows the partitions that a topic was enlarged by.
    settings.putIfAbsent("metadata.max.age.ms", FOLLOWED_WITHIN_MS);
    if (collect.isPositive()) {
      settings.put("fetch.min.bytes", COLLECTED_BYTES);
      settings.put("fetch.max.wait.ms", (int) collect.toMillis());
    }
    settings.put("request.timeout.ms", requestMs);
    settings.put("default.api.timeout.ms", 2 * requestMs);
    return settings;
  }

  /** A number that a client keeps about itself; -1 if it does not. Reads through all it keeps. */
  public static double number(Map<MetricName, ? extends Metric> metrics, String name) {
    return metric(metrics, name).map(FacePayKafka::number).orElse(-1.0);
  }

  static double number(Metric metric) {
    return ((Number) metric.metricValue()).doubleValue();
  }

  /** Where a client keeps a number about itself: to be looked up once, since there are hundreds. */
  static Optional<Metric> metric(Map<MetricName, ? extends Metric> metrics, String name) {
    return metrics.entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(name))
        // The client's own, not one per topic or node.
        .filter(metric -> metric.getKey().tags().size() == 1)
        .map(metric -> (Metric) metric.getValue())
        .findFirst();
  }

  /**
   * How long a fact may take to the broker's acknowledgement.
   *
   * @param blockMax waiting for metadata or room: short, since a device may be waiting behind it
   * @param deliveryMax the whole of it, repeats included; at least {@code requestMax}
   * @param requestMax one request to the broker
   */
  public record Publishing(
      @DefaultValue("3s") Duration blockMax,
      @DefaultValue("10s") Duration deliveryMax,
      @DefaultValue("5s") Duration requestMax) {

    public Publishing {
      if (deliveryMax.compareTo(requestMax) < 0) {
        throw new IllegalArgumentException("delivery-max must be at least request-max");
      }
    }

    public static Publishing defaults() {
      return Defaults.of(Publishing.class);
    }
  }

  /**
   * How missing topics are made; topics that exist are left as they are.
   *
   * @param partitions of each topic of facts, 1 to 1,000: no stage can have more instances that
   *     work. Twelve divide by 2, 3, 4 and 6 of them. Never changed later: keys would move
   * @param replicas copies of each record: 3 on a cluster
   * @param inSyncReplicasMin how many must have it before it counts as written: 2 on a cluster
   * @param retention of facts: long enough to build every read side anew
   * @param deadLetterRetention a person must have had the time to look
   */
  public record Layout(
      @DefaultValue("12") int partitions,
      @DefaultValue("1") short replicas,
      @DefaultValue("1") short inSyncReplicasMin,
      @DefaultValue("90d") Duration retention,
      @DefaultValue("365d") Duration deadLetterRetention) {

    public Layout {
      if (partitions < 1 || partitions > 1_000) {
        throw new IllegalArgumentException("partitions must be 1 to 1,000");
      }
      if (replicas < 1 || inSyncReplicasMin < 1 || inSyncReplicasMin > replicas) {
        throw new IllegalArgumentException("1 <= in-sync-replicas-min <= replicas must hold");
      }
    }

    /** How long a record may be in the log, in one topic or another. */
    public Duration longest() {
      return retention.compareTo(deadLetterRetention) > 0 ? retention : deadLetterRetention;
    }

    public static Layout defaults() {
      return Defaults.of(Layout.class);
    }
  }
}
