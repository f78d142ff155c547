package dev.facepay.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log alone: a record to one topic, a relay that copies it to another, and a reader of that.
 * Every payment passes two topics, so this is the least that it can take.
 */
final class KafkaTarget implements Target {

  private static final int PARTITIONS = 12;
  private static final int VALUE_BYTES = 600;
  private static final Duration POLL = Duration.ofMillis(100);

  private final String there;
  private final String back;
  private final Map<Integer, Shot> open = new ConcurrentHashMap<>();
  private final KafkaProducer<byte[], byte[]> sender;
  private final KafkaProducer<byte[], byte[]> relay;
  private final List<Thread> readers;
  private volatile boolean closed;

  /**
   * @param run makes the topics this run's own
   */
  KafkaTarget(String bootstrapServers, String run) {
    there = "bench." + run + ".there";
    back = "bench." + run + ".back";
    Map<String, Object> server = Map.of("bootstrap.servers", bootstrapServers);
    create(server);
    sender = producer(server);
    relay = producer(server);
    readers = List.of(follow(server, there, this::passOn), follow(server, back, this::arrived));
  }

  private void create(Map<String, Object> server) {
    try (Admin admin = Admin.create(server)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(there, PARTITIONS, (short) 1),
                  new NewTopic(back, PARTITIONS, (short) 1)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics of the two hops cannot be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> server) {
    Map<String, Object> settings = new HashMap<>(server);
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("linger.ms", 0);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Thread follow(
      Map<String, Object> server, String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<String, Object> settings = new HashMap<>(server);
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList());
    return Thread.ofPlatform()
        .daemon()
        .name("bench-hop-" + topic)
        .start(
            () -> {
              try (consumer) {
                while (!closed) {
                  consumer.poll(POLL).forEach(each);
                }
              }
            });
  }

  /** What is lost here is missed at the end of its volley. */
  private void passOn(ConsumerRecord<byte[], byte[]> record) {
    var _ = relay.send(new ProducerRecord<>(back, record.key(), record.value()));
  }

  private void arrived(ConsumerRecord<byte[], byte[]> record) {
    Shot shot = open.remove(ByteBuffer.wrap(record.value()).getInt());
    if (shot != null) {
      shot.finish(Answer.PAID);
    }
  }

  @Override
  public String label() {
    return "Kafka two-hop";
  }

  @Override
  public void fire(Shot shot) {
    byte[] value = new byte[VALUE_BYTES];
    ByteBuffer.wrap(value).putInt(shot.number());
    byte[] key = new byte[8];
    ByteBuffer.wrap(key).putLong(shot.dueNanos());
    open.put(shot.number(), shot);
    var _ =
        sender.send(
            new ProducerRecord<>(there, key, value),
            (at, error) -> {
              if (error != null) {
                shot.finish(Answer.ERROR);
              }
            });
  }

  @Override
  public void close() {
    closed = true;
    for (Thread reader : readers) {
      try {
        reader.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    sender.close(Duration.ofSeconds(5));
    relay.close(Duration.ofSeconds(5));
  }
}
