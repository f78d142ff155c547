package dev.facepay.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.facepay.pay.PayApplication;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.runtime.settings.KnownSettings;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.testkit.ModuleArchitecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** A setting is known and within its bounds, or nothing starts with it. */
@Tag("real")
class SettingsTest {

  private static final JavaClasses OURS =
      ModuleArchitecture.imported(
          importer ->
              importer
                  .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                  .importPackages("dev.facepay"));

  @TempDir static Path place;

  @BeforeAll
  static void one_merchant_with_its_keys() throws Exception {
    Path folder = Files.createDirectories(place.resolve("merchants/1900000109"));
    Files.writeString(folder.resolve("merchant.properties"), "app_id=wx1\n");
    Files.writeString(folder.resolve("api-key"), "k".repeat(32));
    KeyRing.createIfMissing(place.resolve("keys"));
  }

  @Test
  void every_record_of_settings_and_every_single_one_stands_on_a_list() {
    Set<String> bound =
        KnownSettings.onClassPath().bound().stream()
            .map(one -> one.type().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> found =
        OURS.stream()
            .filter(it -> it.isAnnotatedWith(ConfigurationProperties.class))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    found.add("dev.facepay.wechat.GatewaySettings");
    assertThat(bound).isEqualTo(found);
    assertThat(KnownSettings.onClassPath().names()).containsAll(singles());
  }

  private static Set<String> singles() {
    Pattern name = Pattern.compile("\\$\\{(facepay\\.[a-z.-]+)");
    return OURS.stream()
        .flatMap(it -> it.getMethods().stream())
        .flatMap(it -> it.getParameters().stream())
        .flatMap(it -> it.tryGetAnnotationOfType(Value.class).stream())
        .map(value -> name.matcher(value.value()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "facepay.pay.payer-ip",
        "facepay.pay.payerIp",
        "facepay.gateway.base-urls[1]",
        "facepay.kafka.properties[security.protocol]",
        "facepay.kafka.topics.replicas",
        "facepay.simulator.merchants[0].sub-merchants.1900000301",
        "facepay.edge.time-expire-ahead-min",
        "spring.main.banner-mode",
      })
  void whatever_a_setting_is_spelt_like_it_is_known(String name) {
    assertThat(KnownSettings.faults(List.of(name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "facepay.pay.payer-ipp, facepay.pay.payer-ip",
    "facepay.query.dedline, facepay.query.deadline",
    "facepay.kafka.topic.replicas, facepay.kafka.topics.replicas",
    "facepay.edge.views-maxx, facepay.edge.views-max",
  })
  void an_unknown_setting_is_refused_with_the_one_that_was_meant(String name, String meant) {
    assertThat(KnownSettings.faults(List.of(name)))
        .singleElement()
        .asString()
        .contains(name)
        .endsWith(meant);
    assertThatExceptionOfType(CannotRun.class)
        .isThrownBy(
            () -> Preconditions.check(SystemSettings.inside(Path.of("none")).with(name, "1")))
        .withMessageContaining(meant);
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> start("--" + name + "=1"))
        .withStackTraceContaining("the nearest is " + meant);
  }

  @Test
  void of_what_is_near_to_none_none_is_named() {
    assertThat(KnownSettings.faults(List.of("facepay.foo")))
        .containsExactly("facepay.foo is no setting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"🍜", "a b", "a\n", "a/b", "é"})
  void a_prefix_that_cannot_begin_a_topics_name_is_no_setting(String prefix) {
    assertThat(faults("facepay.kafka.topic-prefix", prefix))
        .singleElement()
        .asString()
        .startsWith("facepay.kafka.topic-prefix must be at most 100 of");
    assertThat(faults("facepay.kafka.topic-prefix", "a".repeat(101))).hasSize(1);
    assertThat(faults("facepay.kafka.topic-prefix", "a-B_9.")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          facepay.kafka.topics.partitions | x     | is not a whole number
          facepay.kafka.topics.replicas   | 99999 | is not a whole number
          facepay.query.deadline          | soon  | is not a length of time, like
          facepay.mongo.connections-max   | 1.5   | is not a whole number
          facepay.kafka.properties-file   | /no   | cannot be read: /no
          """)
  void a_value_that_cannot_be_read_is_told_without_javas_words(
      String name, String value, String words) {
    assertThat(faults(name, value))
        .singleElement()
        .asString()
        .startsWith(name)
        .contains(words)
        .doesNotContain("input string", "Exception", "java.");
  }

  private static Set<String> faults(String name, String value) {
    return new GivenSettings(Map.of(name, value), Map.of()).faults();
  }

  @Test
  void a_service_does_not_start_with_a_system_property_that_nobody_reads() {
    System.setProperty("facepay.pay.ask-withinn", "1s");
    try {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> start())
          .withStackTraceContaining("facepay.pay.ask-within ");
    } finally {
      System.clearProperty("facepay.pay.ask-withinn");
    }
  }

  @Test
  void a_service_does_not_start_with_a_file_that_has_a_setting_that_nobody_reads()
      throws Exception {
    Files.writeString(place.resolve("pay-service.yml"), "facepay.pay.payer-ips: [\"::1\"]\n");
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> start("--spring.config.additional-location=" + place.toUri()))
        .withStackTraceContaining("the nearest is facepay.pay.payer-ip (in Config resource");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "", "10.0.0.256"})
  void a_payer_address_that_is_none_is_no_start_and_doctors_finding(String ip) {
    assertThat(new GivenSettings(Map.of("facepay.pay.payer-ip", ip), Map.of()).faults())
        .singleElement()
        .isEqualTo("facepay.pay.payer-ip must be an IPv4 or IPv6 address");
    assertThat(new GivenSettings(Map.of(), Map.of("FACEPAY_PAYER_IP", ip)).faults()).hasSize(1);
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> start("--facepay.pay.payer-ip=" + ip))
        .withStackTraceContaining("facepay.pay.payer-ip must be an IPv4 or IPv6 address");
  }

  @Test
  void what_the_services_have_in_their_own_files_is_in_order() {
    assertThat(new GivenSettings(Map.of(), Map.of()).faults()).isEmpty();
  }

  @Test
  void topics_are_made_as_the_environment_says() {
    GivenSettings given =
        new GivenSettings(
            Map.of("facepay.kafka.topics.retention", "30d"),
            Map.of(
                "FACEPAY_KAFKA_TOPICS_REPLICAS", "3",
                "FACEPAY_KAFKA_TOPICS_PARTITIONS", "24",
                "FACEPAY_KAFKA_TOPICS_INSYNCREPLICASMIN", "2",
                "FACEPAY_KAFKA_TOPICPREFIX", "b.",
                "FACEPAY_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL"));
    assertThat(given.kafka("k:9092", "setup"))
        .satisfies(
            kafka -> {
              assertThat(kafka.topics().partitions()).isEqualTo(24);
              assertThat(kafka.topics().replicas()).isEqualTo((short) 3);
              assertThat(kafka.topics().inSyncReplicasMin()).isEqualTo((short) 2);
              assertThat(kafka.topics().retention()).hasDays(30);
              assertThat(kafka.topicPrefix()).isEqualTo("b.");
              assertThat(kafka.bootstrapServers()).isEqualTo("k:9092");
            });
  }

  private static void start(String... arguments) {
    new SpringApplicationBuilder(PayApplication.class)
        .registerShutdownHook(false)
        .run(
            Stream.concat(
                    Stream.of(
                        "--spring.config.name=pay-service",
                        "--server.port=0",
                        "--facepay.merchants-dir=" + place.resolve("merchants"),
                        "--facepay.keys-dir=" + place.resolve("keys")),
                    Stream.of(arguments))
                .toArray(String[]::new))
        .close();
  }
}
