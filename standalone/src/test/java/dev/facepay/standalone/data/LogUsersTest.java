package dev.facepay.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.Said;
import dev.facepay.standalone.start.GivenSettings;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever can write to the log has the money: the broker lets nobody who need not. */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogUsersTest {

  @TempDir static Path dir;

  /** Where no answer is the answer. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private GuardedBroker broker;
  private Path keys;

  @BeforeAll
  void an_installation_whose_broker_asks_who_somebody_is() throws Exception {
    broker = new GuardedBroker(Files.createDirectories(dir.resolve("broker")));
    keys = dir.resolve("keys");
    setup();
    FacePayKafka kafka = by(broker.administrator(), broker.administration());
    try (var producer =
        new KafkaProducer<>(
            impatient(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Topic topic : Topic.values()) {
        producer.send(new ProducerRecord<>(kafka.name(topic), 0, new byte[1], new byte[1])).get();
      }
    }
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  private void setup() throws Exception {
    Said said =
        Said.by(
            Map.of("FACEPAY_KAFKA_PROPERTIESFILE", broker.administrator().toString()),
            List.of(
                "setup",
                "--kafka",
                broker.administration(),
                "--keys",
                keys.toString(),
                "--kafka-users",
                "--hand-out",
                dir.resolve("secrets").toString()));
    assertThat(said.status()).as(said.err()).isZero();
  }

  private Path properties(LogRights rights) {
    return LogUsers.file(keys, rights.label());
  }

  private FacePayKafka by(Path properties, String servers) {
    return new GivenSettings(
            Map.of("facepay.kafka.properties-file", properties.toString()), Map.of())
        .kafka(servers, "test");
  }

  private static Map<String, Object> impatient(FacePayKafka kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings("test"));
    settings.put("request.timeout.ms", 5_000);
    settings.put("delivery.timeout.ms", 10_000);
    settings.put("max.block.ms", 10_000);
    // Else a producer that was refused once would say no more why.
    settings.put("enable.idempotence", false);
    return settings;
  }

  private static Throwable write(KafkaProducer<byte[], byte[]> producer, String topic) {
    Throwable failed =
        catchThrowable(
            () -> producer.send(new ProducerRecord<>(topic, new byte[1], new byte[1])).get());
    return failed instanceof ExecutionException ? failed.getCause() : failed;
  }

  @ParameterizedTest
  @EnumSource
  void nobody_writes_to_a_topic_that_is_not_theirs(LogRights rights) {
    FacePayKafka kafka = by(properties(rights), broker.clients());
    try (var producer =
        new KafkaProducer<>(
            impatient(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Topic topic : Topic.values()) {
        Throwable failed = write(producer, kafka.name(topic));
        if (rights.mayWrite(topic)) {
          assertThat(failed).as("%s writes to %s", rights.label(), topic.wire()).isNull();
        } else {
          assertThat(failed)
              .as("%s writes to %s", rights.label(), topic.wire())
              .isInstanceOf(AuthorizationException.class);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobody_reads_what_they_need_not(LogRights rights) {
    FacePayKafka kafka = by(properties(rights), broker.clients());
    Map<String, Object> settings = kafka.clientSettings("reader");
    settings.put("auto.offset.reset", "earliest");
    // Its close waits for what it has asked for.
    settings.put("fetch.max.wait.ms", 20);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (Topic topic : Topic.values()) {
        Throwable failed = catchThrowable(() -> read(consumer, kafka.name(topic)));
        if (rights.mayRead(topic)) {
          assertThat(failed).as("%s reads %s", rights.label(), topic.wire()).isNull();
        } else {
          assertThat(failed)
              .as("%s reads %s", rights.label(), topic.wire())
              .isInstanceOf(AuthorizationException.class);
        }
      }
    }
  }

  /** Returns when it has the record that lies there. */
  private static void read(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    consumer.assign(List.of(new TopicPartition(topic, 0)));
    for (int looks = 0; looks < 100; looks++) {
      if (consumer.poll(Duration.ofMillis(200)).records(topic).iterator().hasNext()) {
        return;
      }
    }
    throw new IllegalStateException("no record of " + topic);
  }

  @Test
  void a_second_setup_changes_no_password_and_takes_away_what_the_table_does_not_have()
      throws Exception {
    String before = Files.readString(properties(LogRights.PAY_SERVICE));
    try (Admin admin =
        Admin.create(by(broker.administrator(), broker.administration()).clientSettings("a"))) {
      FacePayKafka kafka = by(properties(LogRights.ANALYST), broker.clients());
      AclBinding grown = grown(kafka);
      admin.createAcls(List.of(grown)).all().get();
      Await.until("the broker knows", () -> rights(admin), known -> known.contains(grown));
      setup();
      assertThat(Files.readString(properties(LogRights.PAY_SERVICE))).isEqualTo(before);
      Set<AclBinding> table =
          Arrays.stream(LogRights.values())
              .flatMap(rights -> rights.acls(kafka).stream())
              .collect(Collectors.toSet());
      Await.until("the table and no more", () -> rights(admin), table::equals);
    }
  }

  private static Set<AclBinding> rights(Admin admin) throws Exception {
    return Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get());
  }

  /** As an earlier table might have had it: the analyst writes that a payment has succeeded. */
  private static AclBinding grown(FacePayKafka kafka) {
    return LogRights.PAY_SERVICE.acls(kafka).stream()
        .filter(acl -> acl.pattern().name().equals(kafka.name(Topic.PAYMENT_SETTLED)))
        .map(
            acl ->
                new AclBinding(
                    acl.pattern(),
                    new AccessControlEntry(
                        "User:" + LogRights.ANALYST.user(kafka),
                        "*",
                        acl.entry().operation(),
                        acl.entry().permissionType())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void each_service_is_handed_its_own_user_and_nobody_elses() throws Exception {
    Path handed = dir.resolve("secrets/pay-service/kafka.properties");
    assertThat(handed).hasSameTextualContentAs(properties(LogRights.PAY_SERVICE));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(handed)))
        .isEqualTo("rw-------");
    for (LogRights rights : LogRights.values()) {
      Properties own = read(properties(rights));
      assertThat(own.getProperty("sasl.jaas.config"))
          .contains("username=\"" + rights.label() + "\"")
          .doesNotContain("administrator");
    }
  }

  @Test
  void a_wrong_password_a_foreign_certificate_and_one_that_is_over_are_refused() throws Exception {
    Path right = properties(LogRights.PAY_SERVICE);
    assertThat(refused(right, broker.clients(), "sasl.jaas.config", "pay-service", "nobody"))
        .isInstanceOf(SaslAuthenticationException.class);
    assertThat(
            refused(
                right,
                broker.clients(),
                "ssl.truststore.location",
                "authority.pem",
                broker.stranger().getFileName().toString()))
        .isInstanceOf(SslAuthenticationException.class);
    assertThat(refused(right, broker.withExpiredCertificate(), "client.id", "", ""))
        .isInstanceOf(SslAuthenticationException.class);
    FacePayKafka plain =
        by(changed(right, "security.protocol", "SASL_SSL", "PLAINTEXT"), broker.clients());
    assertThat(refused(plain, SILENCE))
        .as("who comes without TLS hears nothing at all")
        .isInstanceOf(TimeoutException.class);
  }

  private static Properties read(Path file) throws IOException {
    Properties read = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      read.load(in);
    }
    return read;
  }

  private Throwable refused(Path right, String servers, String setting, String part, String other)
      throws Exception {
    return refused(by(changed(right, setting, part, other), servers), Duration.ofSeconds(10));
  }

  private static Path changed(Path right, String setting, String part, String other)
      throws IOException {
    Properties changed = read(right);
    changed.setProperty(setting, changed.getProperty(setting, "").replace(part, other));
    Path file = Files.createTempFile(dir, "client", ".properties");
    try (var out = Files.newOutputStream(file)) {
      changed.store(out, null);
    }
    return file;
  }

  private static Throwable refused(FacePayKafka kafka, Duration patience) {
    Map<String, Object> settings = impatient(kafka);
    settings.put("max.block.ms", patience.toMillis());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      return write(producer, Topic.PAYMENT_UNKNOWN.wire());
    }
  }
}
