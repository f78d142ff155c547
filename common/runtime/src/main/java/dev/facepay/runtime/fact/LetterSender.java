package dev.facepay.runtime.fact;

import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends what a person decided: rare, so by a producer that is made for it. */
final class LetterSender {

  private LetterSender() {}

  /**
   * One after the other.
   *
   * @return when the broker took the last one
   * @throws TopicAuthorizationException if this user of Kafka may not write there
   */
  static Instant send(FacePayKafka kafka, List<ProducerRecord<byte[], byte[]>> records)
      throws InterruptedException {
    FacePayKafka.Publishing publishing = kafka.publishing();
    Map<String, Object> settings = kafka.clientSettings("send");
    settings.put("acks", "all");
    settings.put("max.block.ms", publishing.blockMax().toMillis());
    settings.put("delivery.timeout.ms", (int) publishing.deliveryMax().toMillis());
    settings.put("request.timeout.ms", (int) publishing.requestMax().toMillis());
    settings.put("max.request.size", KafkaFactPublisher.REQUEST_BYTES_MAX);
    Instant taken = Instant.EPOCH;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        taken =
            Instant.ofEpochMilli(
                producer
                    .send(record)
                    .get(2 * publishing.deliveryMax().toMillis(), TimeUnit.MILLISECONDS)
                    .timestamp());
      }
      return taken;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException denied) {
        throw denied;
      }
      throw new FactNotPublished("a dead letter's act is not acknowledged", e);
    } catch (TimeoutException | KafkaException e) {
      throw new FactNotPublished("a dead letter's act is not acknowledged", e);
    }
  }
}
