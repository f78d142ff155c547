package dev.facepay.runtime.fact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Fact;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.FactType;
import dev.facepay.runtime.Trace;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.testkit.contract.EventContract;
import dev.facepay.testkit.contract.SampleEvent;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our records against CloudEvents' own SDK, in both directions, for each sample of the contract.
 */
class CloudEventsSdkTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final EventContract CONTRACT = EventContract.current();

  private final FactCodec codec = new FactCodec(FacePayKafka.at("none", "test", ""));

  @ParameterizedTest
  @EnumSource
  void a_record_is_the_contracts_sample_to_the_letter(FactType type) {
    for (SampleEvent sample : CONTRACT.samples(type.wire())) {
      ProducerRecord<byte[], byte[]> record = encoded(type, sample);
      assertThat(record.topic()).isEqualTo(type.topic().wire());
      assertThat(new String(record.key(), UTF_8)).isEqualTo(sample.key());
      assertThat(headers(record.headers())).isEqualTo(sample.headers());
      assertThat(JSON.readTree(record.value())).isEqualTo(JSON.readTree(sample.value()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_sdk_reads_a_record_of_ours(FactType type) {
    for (SampleEvent sample : CONTRACT.samples(type.wire())) {
      ProducerRecord<byte[], byte[]> record = encoded(type, sample);
      CloudEvent event =
          KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent();
      assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
      assertThat(event.getId()).isEqualTo(sample.headers().get("ce_id"));
      assertThat(event.getSource()).hasToString(sample.headers().get("ce_source"));
      assertThat(event.getType()).isEqualTo(type.wire());
      assertThat(event.getSubject()).isEqualTo(sample.headers().get("ce_subject"));
      assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse(sample.headers().get("ce_time")));
      assertThat(event.getDataContentType()).isEqualTo("application/json");
      assertThat(event.getExtensionNames()).isEmpty();
      assertThat(Objects.requireNonNull(event.getData()).toBytes()).isEqualTo(record.value());
    }
  }

  @ParameterizedTest
  @EnumSource
  void we_read_a_record_of_the_sdk(FactType type) {
    for (SampleEvent sample : CONTRACT.samples(type.wire())) {
      CloudEvent event =
          CloudEventBuilder.v1()
              .withId(sample.headers().get("ce_id"))
              .withSource(URI.create(sample.headers().get("ce_source")))
              .withType(type.wire())
              .withSubject(sample.headers().get("ce_subject"))
              .withTime(OffsetDateTime.parse(sample.headers().get("ce_time")))
              .withData("application/json", sample.value().getBytes(UTF_8))
              .build();
      ProducerRecord<byte[], byte[]> sent =
          KafkaMessageFactory.createWriter(type.topic().wire(), null, sample.key().getBytes(UTF_8))
              .writeBinary(event);
      ConsumerRecord<byte[], byte[]> received =
          new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
      sent.headers().forEach(received.headers()::add);
      assertThat(codec.decode(received))
          .isEqualTo(new Decoded.Known(fact(type, sample), Optional.empty()));
    }
  }

  private ProducerRecord<byte[], byte[]> encoded(FactType type, SampleEvent sample) {
    String source = Objects.requireNonNull(sample.headers().get("ce_source"));
    return codec.encode(
        fact(type, sample),
        source.substring("/facepay/".length()),
        Trace.parse(sample.headers().get("traceparent")));
  }

  private static Fact fact(FactType type, SampleEvent sample) {
    return FactFields.read(
        type, JSON.readValue(sample.value(), new TypeReference<Map<String, Object>>() {}));
  }

  private static Map<String, String> headers(Headers headers) {
    Map<String, String> all = new LinkedHashMap<>();
    headers.forEach(header -> all.put(header.key(), new String(header.value(), UTF_8)));
    return all;
  }
}
