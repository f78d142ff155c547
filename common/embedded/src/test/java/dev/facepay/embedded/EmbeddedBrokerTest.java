package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.embedded.EmbeddedBroker.BrokerNotStarted;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class EmbeddedBrokerTest {

  @TempDir Path directory;

  @Test
  void what_was_acknowledged_is_there_after_a_restart_on_the_same_port() throws Exception {
    assertThat(EmbeddedBroker.partitions(directory, "kept")).isZero();
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      String address = broker.bootstrapServers();
      Map<String, Object> settings = Map.of("bootstrap.servers", address);
      try (Admin admin = Admin.create(settings);
          KafkaProducer<String, String> producer =
              new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
        admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1))).all().get();
        producer.send(new ProducerRecord<>("kept", 1, "order", "fact")).get();
      }

      broker.close();
      assertThat(EmbeddedBroker.partitions(directory, "kept")).isEqualTo(2);
      assertThat(EmbeddedBroker.partitions(directory, "kep")).isZero();
      broker.restart();

      assertThat(broker.bootstrapServers()).isEqualTo(address);
      assertThat(read(settings, new TopicPartition("kept", 1))).containsExactly("fact");
    }
  }

  @Test
  void what_is_synced_is_on_the_disk_before_it_is_acknowledged() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0, Durability.SYNCED)) {
      Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
      make(settings, new NewTopic("facts", 3, (short) 1));
      try (KafkaProducer<String, String> producer = producer(settings)) {
        producer.send(new ProducerRecord<>("facts", 0, "first", "fact")).get();
        for (int i = 0; i < 12; i++) {
          long before = flushes();
          producer.send(new ProducerRecord<>("facts", i % 3, "order", "fact " + i)).get();
          assertThat(flushes()).as("after fact %d", i).isGreaterThan(before);
        }
      }
    }
  }

  @Test
  void by_default_nothing_waits_for_the_disk() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
      Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
      make(settings, new NewTopic("facts", 1, (short) 1));
      try (KafkaProducer<String, String> producer = producer(settings)) {
        producer.send(new ProducerRecord<>("facts", "first", "fact")).get();
        long before = flushes();
        for (int i = 0; i < 12; i++) {
          producer.send(new ProducerRecord<>("facts", "order", "fact " + i)).get();
        }
        assertThat(flushes()).isEqualTo(before);
      }
    }
  }

  /** The copy is what a cut leaves: no word of an orderly end, half a record, indexes of zeros. */
  @Test
  void a_power_cut_takes_what_was_half_written_and_nothing_that_was_acknowledged()
      throws Exception {
    Path left = directory.resolve("left");
    List<String> told = new ArrayList<>();
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(directory.resolve("broker"), 0, Durability.SYNCED)) {
      Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
      make(settings, new NewTopic("facts", 1, (short) 1));
      try (KafkaProducer<String, String> producer = producer(settings)) {
        for (int i = 0; i < 40; i++) {
          producer.send(new ProducerRecord<>("facts", "order", "fact " + i)).get();
          told.add("fact " + i);
        }
      }
      copy(directory.resolve("broker"), left);
    }
    Path partition = left.resolve("log/facts-0");
    byte[] record = Files.readAllBytes(partition.resolve("00000000000000000000.log"));
    Files.write(
        partition.resolve("00000000000000000000.log"),
        Arrays.copyOf(record, 60),
        StandardOpenOption.APPEND);
    Files.write(partition.resolve("00000000000000000000.index"), new byte[4096]);
    Files.write(partition.resolve("00000000000000000000.timeindex"), new byte[4096]);

    try (EmbeddedBroker broker = EmbeddedBroker.start(left, 0, Durability.SYNCED)) {
      Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
      assertThat(read(settings, new TopicPartition("facts", 0))).isEqualTo(told);
      try (KafkaProducer<String, String> producer = producer(settings)) {
        producer.send(new ProducerRecord<>("facts", "order", "after")).get();
      }
      assertThat(read(settings, new TopicPartition("facts", 0))).hasSize(41).endsWith("after");
    }
  }

  @Test
  void positions_of_groups_are_compacted_in_small_pieces_and_never_wait_for_the_disk()
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0, Durability.SYNCED)) {
      broker.close();
      broker.restart();
      ConfigResource positions =
          new ConfigResource(ConfigResource.Type.TOPIC, "__consumer_offsets");
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        Config config =
            admin.describeConfigs(List.of(positions)).all().get().values().iterator().next();
        assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
        assertThat(config.get("segment.bytes").value()).isEqualTo("4194304");
        assertThat(config.get("flush.messages").value()).isEqualTo("" + Long.MAX_VALUE);
      }
    }
  }

  @Test
  void a_group_forgets_who_died_with_the_broker() throws Exception {
    Path left = directory.resolve("left");
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0)) {
      Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
      make(settings, new NewTopic("facts", 1, (short) 1));
      Map<String, Object> member =
          Map.of(
              "bootstrap.servers",
              broker.bootstrapServers(),
              "group.id",
              "stage",
              "session.timeout.ms",
              60_000);
      try (KafkaConsumer<String, String> consumer =
          new KafkaConsumer<>(member, new StringDeserializer(), new StringDeserializer())) {
        consumer.subscribe(List.of("facts"));
        for (int looks = 0; looks < 400 && consumer.assignment().isEmpty(); looks++) {
          consumer.poll(Duration.ofMillis(50));
        }
        assertThat(consumer.assignment()).hasSize(1);
        copy(directory.resolve("broker"), left);
      }
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(left, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.describeConsumerGroups(List.of("stage")).all().get().get("stage").members())
          .isEmpty();
    }
  }

  @Test
  void a_busy_port_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(directory, taken.getLocalPort()))
          .isInstanceOf(BrokerNotStarted.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " is not free");
    }
  }

  private static void make(Map<String, Object> settings, NewTopic topic) throws Exception {
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  /** The broker's own count of how often a log was put on the disk. */
  private static long flushes() throws JMException {
    ObjectName name = new ObjectName("kafka.log:type=LogFlushStats,name=LogFlushRateAndTimeMs");
    return (long) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Count");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }

  private static List<String> read(Map<String, Object> settings, TopicPartition partition) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<String> found = new ArrayList<>();
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (consumer.position(partition) < end && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
      }
      return found;
    }
  }
}
