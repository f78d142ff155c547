package dev.facepay.runtime.fact;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.Trace;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes over one producer that all threads of a service share; it is made at the first use, so
 * that a service starts without a broker.
 */
public final class KafkaFactPublisher implements FactPublisher, DeadLetters, AutoCloseable {

  /** Letters carry headers on top of a record that may already be as large as the broker takes. */
  static final int REQUEST_BYTES_MAX = 2 * 1024 * 1024;

  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

  private final FacePayKafka kafka;
  private final String source;
  private final FactCodec codec;
  private final InstantSource clock;
  private final BrokerClock brokers;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /**
   * @param source the stage or service that says the facts, e.g. {@code pay}
   */
  public KafkaFactPublisher(FacePayKafka kafka, String source) {
    this(kafka, source, InstantSource.system(), new BrokerClock());
  }

  /**
   * @param brokers learns from each acknowledgement
   */
  public KafkaFactPublisher(
      FacePayKafka kafka, String source, InstantSource clock, BrokerClock brokers) {
    this.clock = clock;
    this.brokers = brokers;
    this.kafka = kafka;
    this.source = source;
    this.codec = new FactCodec(kafka);
  }

  /** This one, and a log line and a count for each fact that the broker has acknowledged. */
  public FactPublisher announcing(MeterRegistry meters) {
    return new AnnouncedFacts(this, meters);
  }

  @Override
  public void publish(Fact fact) throws InterruptedException {
    publish(fact, Duration.ZERO);
  }

  @Override
  public void publish(Fact fact, Duration gateway) throws InterruptedException {
    ProducerRecord<byte[], byte[]> record = codec.encode(fact, source, Trace.current());
    if (gateway.isPositive()) {
      FactCodec.add(record.headers(), FactCodec.GATEWAY_MS, Long.toString(gateway.toMillis()));
    }
    try {
      Instant sentAt = clock.instant();
      RecordMetadata acknowledged = send(record, fact.factId());
      // A compacted topic keeps the time at which this process made the record.
      if (!fact.type().topic().compacted()) {
        Instant stamp = Instant.ofEpochMilli(acknowledged.timestamp());
        brokers.acknowledged(sentAt, stamp, clock.instant());
      }
    } catch (RecordTooLargeException e) {
      throw new IllegalStateException(fact.factId() + " is larger than a record may be", e);
    }
  }

  @Override
  public void send(ConsumerRecord<byte[], byte[]> record, Reason reason)
      throws InterruptedException {
    String what =
        "dead letter " + record.topic() + "-" + record.partition() + "@" + record.offset();
    ProducerRecord<byte[], byte[]> letter = letter(record, reason, record.value());
    try {
      send(letter, what);
    } catch (RecordTooLargeException e) {
      // The record itself stays in its topic; the letter says where.
      ProducerRecord<byte[], byte[]> bare = letter(record, reason, null);
      FactCodec.add(bare.headers(), "dlt_value_left_out", "too large");
      send(bare, what);
    }
  }

  private ProducerRecord<byte[], byte[]> letter(
      ConsumerRecord<byte[], byte[]> record, Reason reason, byte @Nullable [] value) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(kafka.deadLetters(record.topic()), null, record.key(), value);
    // Of a record, whoever wrote it, nothing is taken for a word about a letter. One that was sent
    // back and died again tells of its last death only.
    for (Header header : record.headers()) {
      if (!header.key().startsWith(Letters.OURS)) {
        letter.headers().add(header);
      }
    }
    Map.of(
            "dlt_stage", reason.stage(),
            "dlt_kind", reason.kind(),
            "dlt_reason", reason.text(),
            "dlt_topic", record.topic(),
            "dlt_partition", Integer.toString(record.partition()),
            "dlt_offset", Long.toString(record.offset()))
        .forEach((name, text) -> FactCodec.add(letter.headers(), name, text));
    return letter;
  }

  /**
   * @throws RecordTooLargeException if no retry can help
   */
  private RecordMetadata send(ProducerRecord<byte[], byte[]> record, String what)
      throws InterruptedException {
    try {
      long patienceMs = kafka.publishing().deliveryMax().plus(CLOSE_MAX).toMillis();
      return producer().send(record).get(patienceMs, TimeUnit.MILLISECONDS);
    } catch (InterruptException e) {
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException(what).initCause(e);
    } catch (RecordTooLargeException e) {
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException tooLarge) {
        throw tooLarge;
      }
      throw new FactNotPublished(what + " is not acknowledged", e);
    } catch (KafkaException | IllegalStateException | TimeoutException e) {
      throw new FactNotPublished(what + " is not acknowledged", e);
    }
  }

  private synchronized KafkaProducer<byte[], byte[]> producer() {
    if (producer == null) {
      FacePayKafka.Publishing publishing = kafka.publishing();
      Map<String, Object> settings = kafka.clientSettings("producer");
      settings.put("acks", "all");
      settings.put("enable.idempotence", true);
      // Nobody waits for company; what comes while one request is under way goes together in the
      // next. Several at once would only make them smaller, and each costs both sides a wake-up.
      settings.put("linger.ms", 0);
      settings.put("max.in.flight.requests.per.connection", 1);
      settings.put("max.block.ms", publishing.blockMax().toMillis());
      settings.put("delivery.timeout.ms", (int) publishing.deliveryMax().toMillis());
      settings.put("request.timeout.ms", (int) publishing.requestMax().toMillis());
      settings.put("max.request.size", REQUEST_BYTES_MAX);
      producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  /** Waits a few seconds for what is under way; may be called twice. */
  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(CLOSE_MAX);
      producer = null;
    }
  }
}
