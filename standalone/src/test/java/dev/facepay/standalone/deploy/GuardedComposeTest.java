package dev.facepay.standalone.deploy;

import static dev.facepay.standalone.deploy.ComposeFile.ROOT;
import static dev.facepay.standalone.deploy.ComposeFile.list;
import static dev.facepay.standalone.deploy.ComposeFile.map;
import static dev.facepay.standalone.deploy.ComposeFile.maps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.settings.KnownSettings;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rights that the compose file gives: in the log, in the database, to secrets. */
class GuardedComposeTest {

  private static final Pattern METADATA_NAME = Pattern.compile("\"name\": \"([a-z0-9.-]+)\"");
  private static final Pattern USER =
      Pattern.compile("(?m)^  '?([a-z-]+)'?: \\[\\{role: '(\\w+)', db: '(\\w+)'}]");

  private final Map<String, Map<String, Object>> services = ComposeFile.services();
  private final Map<String, Object> kafka = environment("kafka");

  private Map<String, Object> service(String name) {
    return Objects.requireNonNull(services.get(name), name);
  }

  private Map<String, Object> environment(String name) {
    return map(service(name), "environment");
  }

  private Set<String> ours() {
    return services.keySet().stream()
        .filter(ComposeFile::isOneOfOurs)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatever_a_service_is_told_is_a_setting() throws IOException {
    Set<String> springs = springsSettings();
    for (String name : ours()) {
      for (String variable : environment(name).keySet()) {
        if (variable.startsWith("FACEPAY_")) {
          String setting = variable.toLowerCase(Locale.ROOT).replace('_', '.');
          assertThat(KnownSettings.faults(List.of(setting))).as(name).isEmpty();
        } else if (!variable.equals("JAVA_OPTIONS")) {
          assertThat(springs).as(name).contains(variable);
        }
      }
    }
  }

  /** As variables of the environment. */
  private static Set<String> springsSettings() throws IOException {
    Set<String> names = new TreeSet<>();
    ClassLoader loader = GuardedComposeTest.class.getClassLoader();
    for (URL metadata :
        Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
      try (var in = metadata.openStream()) {
        METADATA_NAME
            .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .results()
            .map(found -> found.group(1).replace("-", "").replace('.', '_'))
            .forEach(name -> names.add(name.toUpperCase(Locale.ROOT)));
      }
    }
    return names;
  }

  @Test
  void nobody_reaches_the_broker_without_tls_and_a_password() {
    Map<String, String> protocols = pairs("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", ":");
    Map<String, String> listeners = pairs("KAFKA_LISTENERS", "://");
    assertThat(protocols.keySet()).isEqualTo(listeners.keySet());
    listeners.forEach(
        (name, address) ->
            assertThat(protocols.get(name))
                .as(name)
                .isEqualTo(address.startsWith("localhost:") ? "SASL_PLAINTEXT" : "SASL_SSL"));
    assertThat(kafka)
        .containsEntry(
            "KAFKA_AUTHORIZER_CLASS_NAME",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
        .containsEntry("KAFKA_SUPER_USERS", "User:admin")
        .doesNotContainKey("KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND");
    // Kafka's image would ask for a keystore of its own kind.
    assertThat(String.valueOf(kafka.get("KAFKA_ADVERTISED_LISTENERS"))).doesNotContain("SSL://");
    String outside = Objects.requireNonNull(listeners.get("OUTSIDE"));
    assertThat(list(service("kafka"), "ports")).singleElement().asString().endsWith(outside);
  }

  private Map<String, String> pairs(String variable, String between) {
    Map<String, String> pairs = new TreeMap<>();
    for (String pair : String.valueOf(kafka.get(variable)).split(",")) {
      pairs.put(pair.split(between)[0], pair.substring(pair.indexOf(between) + between.length()));
    }
    return pairs;
  }

  @Test
  void each_service_is_a_user_of_the_log_and_setup_alone_is_its_administrator() {
    for (String name : ours()) {
      assertThat(environment(name))
          .as(name)
          .containsEntry("FACEPAY_KAFKA_PROPERTIESFILE", "/secrets/kafka.properties")
          .containsEntry("FACEPAY_KAFKA_BOOTSTRAPSERVERS", "kafka:9092");
      assertThat(list(service(name), "volumes")).contains("secrets-" + name + ":/secrets:ro");
      assertThat(map(service(name), "depends_on")).containsKey("setup");
    }
    assertThat(environment("setup"))
        .containsEntry("FACEPAY_KAFKA_PROPERTIESFILE", "/run/secrets/kafka-admin.properties");
    assertThat(list(service("setup"), "command")).contains("--kafka-users", "--kafka=kafka:9095");
    services.forEach(
        (name, service) -> {
          boolean administers = list(service, "secrets").contains("kafka-admin.properties");
          assertThat(administers).as(name).isEqualTo(name.equals("setup"));
        });
  }

  /** Names of users, the service's own database, the service's own password. */
  @Test
  void each_service_is_a_user_of_its_own_database_alone() {
    Map<String, String> databases = new TreeMap<>();
    Matcher user = USER.matcher(ComposeFile.text(ROOT.resolve("deploy/mongo/setup.js")));
    while (user.find()) {
      boolean looks = user.group(1).equals("edge-api");
      assertThat(user.group(2)).isEqualTo(looks ? "clusterMonitor" : "readWrite");
      databases.put(user.group(1), user.group(3));
    }
    Set<String> called = new TreeSet<>();
    for (String name : ours()) {
      String own = name.replaceFirst("-service$", "");
      called.add(own);
      if (!name.equals("edge-api")) {
        String settings =
            ComposeFile.text(
                ROOT.resolve(Path.of(name, "src/main/resources", name + ".yml").toString()));
        assertThat(settings).contains("application.name: " + own + "\n");
        assertThat(settings).contains("database: " + databases.get(own) + "\n");
      }
      assertThat(maps(service(name), "secrets"))
          .as(name)
          .containsExactly(Map.of("source", "mongo-" + own, "target", "mongo-password"));
      String uri = name.equals("edge-api") ? "FACEPAY_EDGE_MONGOURI" : "FACEPAY_MONGO_URI";
      assertThat(String.valueOf(environment(name).get(uri)))
          .as(name)
          .contains("$${spring.application.name}:$${mongo-password}@", "tls=true&tlsCAFile=");
    }
    assertThat(databases.keySet()).isEqualTo(called);
    called.add("admin");
    assertThat(list(service("mongo-setup"), "secrets"))
        .containsExactlyInAnyOrderElementsOf(called.stream().map(it -> "mongo-" + it).toList());
  }

  @Test
  void the_database_asks_who_somebody_is_and_speaks_tls_alone() {
    assertThat(list(service("mongo"), "command"))
        .contains(
            "--keyFile=/tmp/members-key",
            "--tlsMode=requireTLS",
            "--tlsCertificateKeyFile=/run/secrets/mongo.pem",
            "--tlsCAFile=/etc/facepay/ca.crt");
    assertThat(service("mongo")).doesNotContainKey("ports");
    // As long as there is no user, only who comes from the server's own address makes one.
    assertThat(service("mongo-setup")).containsEntry("network_mode", "service:mongo");
  }

  @Test
  void whoever_is_to_trust_the_authority_has_its_certificate() {
    services.forEach(
        (name, service) -> {
          boolean trusts =
              String.valueOf(service).contains("/etc/facepay/ca.crt")
                  || ComposeFile.isOneOfOurs(name);
          if (trusts) {
            assertThat(list(service, "volumes"))
                .as(name)
                .contains("./deploy/secrets/ca.crt:/etc/facepay/ca.crt:ro");
          }
        });
  }

  @Test
  void nothing_secret_is_made_readable_for_others_on_the_machine() {
    String maker = ComposeFile.text(ROOT.resolve("deploy/secrets/make"));
    assertThat(maker).contains("umask 077", "chmod 700 .");
    assertThat(list(ComposeFile.read(ComposeFile.FILE), "secrets")).isEmpty();
    services.forEach(
        (name, service) ->
            assertThat(list(service, "volumes"))
                .as(name)
                .noneMatch(
                    volume -> volume.contains("ca.key") || volume.startsWith("./deploy/secrets:")));
  }
}
