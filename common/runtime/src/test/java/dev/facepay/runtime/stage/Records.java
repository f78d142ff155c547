package dev.facepay.runtime.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.payment.PaymentFact;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.testkit.Fixtures;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records as a poll gives them. */
final class Records {

  /** Made once: its defaults are bound by reflection, and a random run asks for many records. */
  private static final FactCodec CODEC = new FactCodec(FacePayKafka.at("none", "test", ""));

  private Records() {}

  static ConsumerRecord<byte[], byte[]> fact(TopicPartition partition, long offset) {
    return fact(partition, offset, Fixtures.requested(Fixtures.payment("O" + offset, 1)));
  }

  static ConsumerRecord<byte[], byte[]> fact(
      TopicPartition partition, long offset, PaymentFact fact) {
    ProducerRecord<byte[], byte[]> sent = CODEC.encode(fact, "edge", Optional.empty());
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            partition.topic(), partition.partition(), offset, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }

  static ConsumerRecord<byte[], byte[]> typed(TopicPartition partition, long offset, String type) {
    ConsumerRecord<byte[], byte[]> record = junk(partition, offset);
    record.headers().add("ce_type", type.getBytes(UTF_8));
    return record;
  }

  static ConsumerRecord<byte[], byte[]> junk(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset, null, "{".getBytes(UTF_8));
  }
}
