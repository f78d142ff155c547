package dev.facepay.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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
      broker.restart();

      assertThat(broker.bootstrapServers()).isEqualTo(address);
      assertThat(read(settings, new TopicPartition("kept", 1))).containsExactly("fact");
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

  private static List<String> read(Map<String, Object> settings, TopicPartition partition) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      ConsumerRecords<String, String> found = ConsumerRecords.empty();
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (found.isEmpty() && System.nanoTime() < deadline) {
        found = consumer.poll(Duration.ofMillis(100));
      }
      return found.records(partition).stream().map(r -> r.value()).toList();
    }
  }
}
