package dev.facepay.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.access.LogProgress;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fill.StorageSpace;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.testkit.contract.ApiContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An edge on a real Tomcat and a log in memory, and a device that speaks to it. */
final class EdgeStand implements AutoCloseable {

  static final String KEY = "key-of-D03-0123456789";
  static final String OTHER_DEVICE_KEY = "key-of-D04-0123456789";
  static final String OTHER_STORE_KEY = "key-of-D99-0123456789";
  static final String OTHER_MERCHANT_KEY = "key-of-X01-0123456789";

  static final Path KEYS_DIR = temp("keys");

  static final String OPENAPI = openApi();
  static final ApiContract CONTRACT = ApiContract.of(OPENAPI);
  private static final KeyRing RING = KeyRing.createIfMissing(KEYS_DIR);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final MemoryLog log;
  final ServletWebServerApplicationContext context;

  EdgeStand(String... settings) {
    this(new MemoryLog(), settings);
  }

  /** One more instance on the same log. */
  EdgeStand(MemoryLog log, String... settings) {
    this(log, MemoryApplication.class, settings);
  }

  private EdgeStand(MemoryLog log, Class<?> application, String... settings) {
    this.log = log;
    List<String> all =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--facepay.edge.keys-file=" + keysFile(),
                "--facepay.keys-dir=" + KEYS_DIR));
    all.addAll(List.of(settings));
    if (all.stream().noneMatch(setting -> setting.startsWith("--management.server.port="))) {
      all.add("--management.server.port=-1");
    }
    context =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(application)
                .properties("spring.config.name=" + EdgeApplication.CONFIG_NAME)
                .initializers(
                    c ->
                        ((GenericApplicationContext) c)
                            .registerBean(Memory.class, () -> new Memory(log)))
                .run(all.toArray(String[]::new));
  }

  /** The whole edge, on a real broker; the log in memory has no part in it. */
  static EdgeStand onKafka(String... settings) {
    return new EdgeStand(new MemoryLog(), EdgeApplication.class, settings);
  }

  private record Memory(MemoryLog log) {}

  /** The edge without Kafka. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {KafkaAutoConfiguration.class, WebMvcObservationAutoConfiguration.class})
  @Import(EdgeConfiguration.class)
  static class MemoryApplication {

    @Bean
    Sealer sealer() {
      return Sealer.of(RING);
    }

    @Bean
    Fingerprints fingerprints() {
      return new Fingerprints(RING);
    }

    @Bean
    FactPublisher factPublisher(Memory memory) {
      return memory.log();
    }

    @Bean
    StorageSpace space(Memory memory) {
      return memory.log()::full;
    }

    @Bean
    LogProgress answersFollowed(Memory memory, FactRouter answers) {
      memory.log().follow(answers::accept);
      return new LogProgress(
          memory.log()::isRead, memory.log()::areReportsRead, memory.log()::isRegistryFollowed);
    }
  }

  private static String openApi() {
    try (InputStream file = EdgeApplication.class.getResourceAsStream("openapi.yaml")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Sealer sealer() {
    return Sealer.of(RING);
  }

  HttpRequest.Builder to(String path) {
    return to(path, KEY);
  }

  HttpRequest.Builder to(String path, String key) {
    return HttpRequest.newBuilder(
            URI.create("http://localhost:" + context.getWebServer().getPort() + path))
        .header("Authorization", "Bearer " + key);
  }

  HttpRequest payment(String json, String prefer) {
    return to("/v1/payments")
        .header("Content-Type", "application/json")
        .header("Prefer", prefer)
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  Answer pay(String json) {
    return send(payment(json, "wait=20"));
  }

  Answer pay(String json, int waitSeconds) {
    return send(payment(json, "wait=" + waitSeconds));
  }

  Answer get(String id) {
    return send(to("/v1/payments/" + id).build());
  }

  Answer cancel(String id) {
    return send(
        to("/v1/payments/" + id + "/cancel").POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  /** Whatever a test asks for, the answer must be one that the contract describes. */
  static Answer send(HttpRequest request) {
    try {
      Answer answer = new Answer(CLIENT.send(request, BodyHandlers.ofString()));
      CONTRACT
          .operation(request.method(), request.uri().getPath())
          .ifPresent(
              it ->
                  assertThat(
                          it.answerFaults(
                              answer.status(), answer.header("Content-Type"), answer.text()))
                      .isEmpty());
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What came back. */
  record Answer(HttpResponse<String> http) {

    int status() {
      return http.statusCode();
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    String text() {
      return http.body();
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(http.body());
    }

    String text(String field) {
      return json().path(field).asString();
    }
  }

  static String order(String orderNo, String more) {
    return """
    {"order_no": "%s", "auth_code": "134567890123456789", "total_fee": 1280,
     "body": "Shop 17", "channel": "face"%s}\
    """
        .formatted(orderNo, more);
  }

  static String order(String orderNo) {
    return order(orderNo, "");
  }

  static Path keysFile() {
    Path file = temp("devices").resolve("devices.json");
    try {
      Files.writeString(
          file,
          """
          {"devices": [
            {"device_id": "D03", "store_id": "S017", "merchant_id": "1900000109", "key": "%s"},
            {"device_id": "D04", "store_id": "S017", "merchant_id": "1900000109", "key": "%s"},
            {"device_id": "D99", "store_id": "S099", "merchant_id": "1900000109", "key": "%s"},
            {"device_id": "X01", "store_id": "S017", "merchant_id": "1900000999", "key": "%s"}
          ]}
          """
              .formatted(KEY, OTHER_DEVICE_KEY, OTHER_STORE_KEY, OTHER_MERCHANT_KEY));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return file;
  }

  static Path temp(String name) {
    try {
      return Files.createTempDirectory(name);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
