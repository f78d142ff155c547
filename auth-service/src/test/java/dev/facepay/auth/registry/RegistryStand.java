package dev.facepay.auth.registry;

import dev.facepay.auth.AuthApplication;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.embedded.SharedBroker;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.seal.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole auth stage on a real broker and the embedded database, and operators before it. */
final class RegistryStand implements AutoCloseable {

  static final String ALICE = "operator-key-of-alice-0123456789";
  static final String READER = "operator-key-of-bob-0123456789";
  static final String MERCHANT = "1900000109";

  final FacePayKafka kafka;
  final EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
  final Path keys;
  private final ServletWebServerApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  RegistryStand(String prefix, String... more) {
    kafka = FacePayKafka.at(SharedBroker.bootstrapServers(), "auth-test", prefix);
    Path dir = write();
    keys = dir.resolve("keys");
    KeyRing.createIfMissing(keys);
    SpringApplicationBuilder application =
        new SpringApplicationBuilder(AuthApplication.class)
            .properties("spring.config.name=" + AuthApplication.CONFIG_NAME);
    String[] settings = {
      "--server.port=0",
      "--management.server.port=0",
      "--facepay.kafka.bootstrap-servers=" + SharedBroker.bootstrapServers(),
      "--facepay.kafka.topic-prefix=" + prefix,
      "--facepay.mongo.uri=" + database.uri(),
      "--facepay.keys-dir=" + keys,
      "--facepay.merchants-dir=" + dir.resolve("merchants"),
      "--facepay.operators-file=" + dir.resolve("operators.json")
    };
    String[] all = new String[settings.length + more.length];
    System.arraycopy(settings, 0, all, 0, settings.length);
    System.arraycopy(more, 0, all, settings.length, more.length);
    context = (ServletWebServerApplicationContext) application.run(all);
  }

  /** What came back. */
  record Answer(int status, String text) {

    JsonNode json() {
      return JsonMapper.shared().readTree(text);
    }

    String text(String field) {
      return json().path(field).asString("");
    }

    /** Each field that is wrong, with its code and what would be right. */
    List<String> faults() {
      return json()
          .path("errors")
          .valueStream()
          .map(
              it ->
                  String.join(
                      " ",
                      it.path("field").asString(),
                      it.path("code").asString(),
                      it.path("detail").asString()))
          .toList();
    }
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Answer get(String key, String path) {
    return send(request(key, path).GET());
  }

  Answer post(String key, String path, String json) {
    return send(
        request(key, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  Answer put(String key, String path, String json) {
    return send(
        request(key, path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String key, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://localhost:" + context.getWebServer().getPort() + path));
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path write() {
    try {
      Path dir = Files.createTempDirectory("registry");
      Path merchant = Files.createDirectories(dir.resolve("merchants").resolve(MERCHANT));
      Files.writeString(
          merchant.resolve("merchant.properties"), "app_id=wx0001\nsign_type=HMAC-SHA256\n");
      Path apiKey = merchant.resolve("api-key");
      Files.writeString(apiKey, "0123456789abcdef0123456789abcdef");
      Files.setPosixFilePermissions(apiKey, PosixFilePermissions.fromString("rw-------"));
      Files.writeString(
          dir.resolve("operators.json"),
          """
          {"operators": [
            {"name": "alice", "key_sha256": "%s",
             "scopes": ["devices:write", "devices:read", "audit:read"]},
            {"name": "bob", "key_sha256": "%s", "scopes": ["devices:read"]}
          ]}
          """
              .formatted(OperatorKeys.sha256(ALICE), OperatorKeys.sha256(READER)));
      return dir;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    http.shutdownNow();
    database.close();
  }
}
