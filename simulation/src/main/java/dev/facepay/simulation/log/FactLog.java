package dev.facepay.simulation.log;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** All topics from offset 0; facts go in and come out in the form that they have on the wire. */
public final class FactLog {

  /** Fewer than in earnest, so that orders meet in one. */
  public static final int PARTITIONS = 2;

  private static final FacePayKafka KAFKA = FacePayKafka.at("none", "simulation", "");

  private final FactCodec codec = new FactCodec(KAFKA);
  private final Map<Topic, List<List<ConsumerRecord<byte[], byte[]>>>> topics =
      new EnumMap<>(Topic.class);
  private final List<PaymentFact> facts = new ArrayList<>();
  private final List<Consumer<PaymentFact>> readers = new ArrayList<>();
  private final List<Runnable> followers = new ArrayList<>();

  public FactLog() {
    for (Topic topic : Topic.values()) {
      List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
      for (int p = 0; p < PARTITIONS; p++) {
        partitions.add(new ArrayList<>());
      }
      topics.put(topic, partitions);
    }
  }

  public void append(PaymentFact fact) {
    ProducerRecord<byte[], byte[]> sent = codec.encode(fact, "simulation", Optional.empty());
    int partition = Math.floorMod(fact.payment().orderKey().hashCode(), PARTITIONS);
    List<ConsumerRecord<byte[], byte[]>> line = partition(fact.type().topic(), partition);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(sent.topic(), partition, line.size(), sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    line.add(record);
    facts.add(fact);
    readers.forEach(reader -> reader.accept(fact));
    followers.forEach(Runnable::run);
  }

  /** Sees each fact as it is appended. */
  public void read(Consumer<PaymentFact> reader) {
    readers.add(reader);
  }

  void follow(Runnable follower) {
    followers.add(follower);
  }

  List<ConsumerRecord<byte[], byte[]>> partition(Topic topic, int partition) {
    return topics.get(topic).get(partition);
  }

  public List<PaymentFact> facts() {
    return facts;
  }

  public FactCodec codec() {
    return codec;
  }
}
