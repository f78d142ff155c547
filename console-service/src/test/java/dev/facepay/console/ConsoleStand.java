package dev.facepay.console;

import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Fact;
import dev.facepay.report.ReportApplication;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a real broker, a database and a real Tomcat, and an operator's client. */
final class ConsoleStand implements AutoCloseable {

  static final String READER = "key-of-the-reader-0123456789";
  static final String ACTOR = "key-of-the-actor-0123456789";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String prefix = UUID.randomUUID() + ".";
  private final EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
  private final FacePayKafka kafka;
  private final KafkaFactPublisher publisher;
  private final ServletWebServerApplicationContext context;
  private @Nullable ConfigurableApplicationContext jobs;

  ConsoleStand(String... settings) {
    this(SharedBroker.bootstrapServers(), settings);
  }

  private ConsoleStand(String bootstrapServers, String... settings) {
    kafka = FacePayKafka.at(bootstrapServers, "test", prefix);
    publisher = new KafkaFactPublisher(kafka, "test");
    context =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(ConsoleApplication.class)
                .properties("spring.config.name=" + ConsoleApplication.CONFIG_NAME)
                .run(
                    Stream.of(Stream.of(settings), backends(), ordinary())
                        .flatMap(one -> one)
                        .toArray(String[]::new));
  }

  /** Its broker is not there. */
  static ConsoleStand withoutLog() {
    return new ConsoleStand("127.0.0.1:1", new String[0]);
  }

  /** With report-service beside it, on the same log and database. */
  static ConsoleStand withJobs() {
    ConsoleStand stand = new ConsoleStand();
    stand.jobs =
        new SpringApplicationBuilder(ReportApplication.class)
            .properties("spring.config.name=" + ReportApplication.CONFIG_NAME)
            .run(
                Stream.concat(
                        stand.backends(),
                        Stream.of(
                            // The fixtures were paid on one day, whatever day it is.
                            "--facepay.report.jobs.give-up-after=30000d",
                            "--facepay.report.jobs.keep-ends=30001d",
                            "--facepay.report.jobs.settle=1s",
                            "--facepay.due.poll-every=100ms"))
                    .toArray(String[]::new));
    return stand;
  }

  private Stream<String> backends() {
    return Stream.of(
        "--server.port=0",
        "--facepay.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
        "--facepay.kafka.topic-prefix=" + prefix,
        "--facepay.mongo.uri=" + database.uri());
  }

  private Stream<String> ordinary() {
    return Stream.of(
        "--management.server.port=0",
        "--facepay.operators-file=" + operators(),
        "--facepay.report.fold.count-every=200ms",
        "--facepay.merchants-dir=" + merchants());
  }

  record Answer(int status, String type, String text) {
    JsonNode json() {
      return JsonMapper.shared().readTree(text);
    }
  }

  void publish(Fact... facts) throws InterruptedException {
    for (Fact fact : facts) {
      publisher.publish(fact);
    }
  }

  /** The same log, for a client of one's own. */
  FacePayKafka kafka() {
    return kafka;
  }

  Answer get(String path) {
    return send(to(path, READER).build());
  }

  HttpRequest.Builder to(String path, String key) {
    return at(path).header("Authorization", "Bearer " + key);
  }

  /** As somebody without a key. */
  HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://localhost:" + context.getWebServer().getPort() + path))
        .timeout(Duration.ofSeconds(20));
  }

  /** Health and metrics, apart from what operators reach. */
  Answer metrics(Predicate<Answer> fits) {
    URI page =
        URI.create(
            "http://localhost:%s/actuator/prometheus"
                .formatted(context.getEnvironment().getProperty("local.management.port")));
    return Await.until("metrics", () -> send(HttpRequest.newBuilder(page).build()), fits);
  }

  static Answer send(HttpRequest request) {
    try {
      HttpResponse<String> answer =
          CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse(""),
          answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks until the answer fits. */
  Answer until(String path, Predicate<Answer> fits) {
    return Await.until(path, () -> get(path), fits);
  }

  <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  HttpClient client() {
    return CLIENT;
  }

  @Override
  public void close() {
    if (jobs != null) {
      jobs.close();
    }
    context.close();
    publisher.close();
    database.close();
  }

  private static Path operators() {
    try {
      Path file = temp().resolve("operators.json");
      return Files.writeString(
          file,
          """
          {"operators": [
            {"name": "reader", "key_sha256": "%s", "scopes": ["payments:read"]},
            {"name": "alice", "key_sha256": "%s", "scopes": ["payments:read", "payments:act"]}
          ]}
          """
              .formatted(OperatorKeys.sha256(READER), OperatorKeys.sha256(ACTOR)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody asks WeChat here; the service wants to know its merchants all the same. */
  private static Path merchants() {
    try {
      Path all = temp();
      Path one = Files.createDirectory(all.resolve("1900000109"));
      Files.writeString(one.resolve("merchant.properties"), "app_id=wx0000000000000001\n");
      Files.writeString(one.resolve("api-key"), "0123456789abcdef0123456789abcdef");
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temp() {
    try {
      return Files.createTempDirectory("report");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
