package dev.facepay.door;

import dev.facepay.console.ConsoleApplication;
import dev.facepay.http.HttpConfiguration;
import dev.facepay.http.OpenApiDocument;
import dev.facepay.http.ProblemAdvice;
import dev.facepay.http.operator.OperatorSecurity;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import dev.facepay.testkit.TestTime;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The console's doors on a real Tomcat with a clock of the test's own, and behind them nothing but
 * who came in. A browser is a jar of cookies.
 */
final class AccessStand implements AutoCloseable {

  static final String COOKIE = "facepay-session";
  static final String READER = "key-of-the-reader-0123456789";
  static final String ACTOR = "key-of-the-actor-0123456789";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final TestTime time;
  private final Path dir;
  private final ServletWebServerApplicationContext context;

  /**
   * @param dir with {@code operators.json}, and the key ring if there is one
   */
  AccessStand(Path dir, TestTime time, String... settings) {
    this.dir = dir;
    this.time = time;
    operators(READER, ACTOR);
    context =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(Doors.class)
                .properties("spring.config.name=" + ConsoleApplication.CONFIG_NAME)
                .initializers(it -> it.getBeanFactory().registerSingleton("testTime", time))
                .run(
                    Stream.concat(
                            Stream.of(
                                "--server.port=0",
                                "--management.server.port=-1",
                                // Its parts are not here.
                                "--management.endpoint.health.validate-group-membership=false",
                                "--facepay.keys-dir=" + dir,
                                "--facepay.operators-file=" + dir.resolve("operators.json")),
                            Stream.of(settings))
                        .toArray(String[]::new));
  }

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("dev.facepay.console.access")
  @EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
  @Import({HttpConfiguration.class, OperatorSecurity.class, Behind.class})
  static class Doors {

    @Bean
    Timekeeper time(TestTime time) {
      return Timekeeper.of(time, time::sleepUntil);
    }

    @Bean
    OperatorKeys operatorKeys(@Value("${facepay.operators-file}") Path file) {
      return new OperatorKeys(file);
    }

    @Bean
    ProblemAdvice problems() {
      return new ProblemAdvice(e -> null, code -> {});
    }

    @Bean
    OpenApiDocument openApi() {
      return new OpenApiDocument(ConsoleApplication.class);
    }
  }

  @RestController
  static class Behind {

    @GetMapping("/v1/behind")
    Map<String, Object> read(@AuthenticationPrincipal Operator operator, Authentication who) {
      return Map.of("operator", operator.name(), "key", String.valueOf(who.getCredentials()));
    }

    @PostMapping("/v1/behind")
    Map<String, Object> act(@AuthenticationPrincipal Operator operator) {
      return Map.of("operator", operator.name());
    }

    @GetMapping("/open")
    String open() {
      return "open";
    }
  }

  void operators(String reader, String actor) {
    try {
      Files.writeString(
          dir.resolve("operators.json"),
          """
          {"operators": [
            {"name": "reader", "key_sha256": "%s", "scopes": ["payments:read"]},
            {"name": "alice", "key_sha256": "%s", "scopes": ["payments:act", "payments:read"]}
          ]}
          """
              .formatted(OperatorKeys.sha256(reader), OperatorKeys.sha256(actor)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double refused(String reason) {
    return context
        .getBean(MeterRegistry.class)
        .get("facepay.operator.refused")
        .tag("reason", reason)
        .counter()
        .count();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://localhost:" + context.getWebServer().getPort() + path))
        .timeout(Duration.ofSeconds(20));
  }

  HttpRequest.Builder login(String key) {
    return loginBody("{\"key\": \"" + key + "\"}");
  }

  HttpRequest.Builder loginBody(String body) {
    return loginBody(body, "application/json");
  }

  HttpRequest.Builder loginBody(String body, String type) {
    return to("/v1/session").header("Content-Type", type).POST(BodyPublishers.ofString(body));
  }

  HttpRequest.Builder bearer(String path, String key) {
    return to(path).header("Authorization", "Bearer " + key);
  }

  static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  record Answer(HttpResponse<String> http) {

    int status() {
      return http.statusCode();
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(http.body());
    }

    String code() {
      return json().path("code").asString();
    }

    @Nullable String header(String name) {
      return http.headers().firstValue(name).orElse(null);
    }

    List<String> cookies() {
      return http.headers().allValues("Set-Cookie");
    }
  }

  /** Keeps cookies as a browser does, and sends them. */
  final class Browser {

    final Map<String, String> jar = new LinkedHashMap<>();

    Answer send(HttpRequest.Builder request) {
      if (!jar.isEmpty()) {
        request.header(
            "Cookie",
            String.join(
                "; ",
                jar.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList()));
      }
      Answer answer = AccessStand.send(request);
      for (String cookie : answer.cookies()) {
        String[] pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
        if (pair[1].isEmpty()) {
          jar.remove(pair[0]);
        } else {
          jar.put(pair[0], pair[1]);
        }
      }
      return answer;
    }

    Answer get(String path) {
      return send(to(path));
    }

    /** As the console's pages act. */
    Answer act(String method, String path) {
      return send(
          to(path)
              .header("X-XSRF-TOKEN", jar.getOrDefault("XSRF-TOKEN", ""))
              .method(method, BodyPublishers.noBody()));
    }
  }

  Browser browser(String key) {
    Browser browser = new Browser();
    Answer in = browser.send(login(key));
    if (in.status() != 200) {
      throw new AssertionError(in.http().body());
    }
    return browser;
  }

  @Override
  public void close() {
    context.close();
  }
}
