package dev.facepay.runtime.fact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.FactType;
import dev.facepay.runtime.Trace;
import dev.facepay.testkit.Repository;
import dev.facepay.testkit.contract.EventContract;
import dev.facepay.testkit.contract.SampleEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The samples of the contract are what kcat prints of records that we write to a real broker. */
@Tag("real")
class KcatTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TOPIC = "samples-for-kcat";

  @Test
  void kcat_prints_the_samples_as_they_stand() throws Exception {
    EventContract contract = EventContract.current();
    FactCodec codec = new FactCodec(FacePayKafka.at("none", "test", ""));
    Map<String, Object> settings = Map.of("bootstrap.servers", SharedBroker.bootstrapServers());
    StringBuilder samples = new StringBuilder();
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (FactType type : FactType.values()) {
        for (SampleEvent sample : contract.samples(type.wire())) {
          ProducerRecord<byte[], byte[]> record = encoded(codec, type, sample);
          producer
              .send(new ProducerRecord<>(TOPIC, 0, record.key(), record.value(), record.headers()))
              .get();
        }
        samples.append(
            Repository.read(EventContract.home().resolve("samples/" + type.wire() + ".txt")));
      }
    }
    assertThat(kcat()).isEqualTo(samples.toString());
  }

  private static ProducerRecord<byte[], byte[]> encoded(
      FactCodec codec, FactType type, SampleEvent sample) {
    Map<String, Object> fields =
        JSON.readValue(sample.value(), new TypeReference<Map<String, Object>>() {});
    String source = Objects.requireNonNull(sample.headers().get("ce_source"));
    return codec.encode(
        FactFields.read(type, fields),
        source.substring("/facepay/".length()),
        Trace.parse(sample.headers().get("traceparent")));
  }

  private static String kcat() throws InterruptedException {
    List<String> command =
        List.of(
            "kcat",
            "-b",
            SharedBroker.bootstrapServers(),
            "-C",
            "-t",
            TOPIC,
            "-o",
            "beginning",
            "-e",
            "-q",
            "-f",
            "%h\\n%k\\n%s\\n");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return printed;
    } catch (IOException e) {
      throw new AssertionError("this test runs kcat: apt-get install kcat (brew install kcat)", e);
    }
  }
}
