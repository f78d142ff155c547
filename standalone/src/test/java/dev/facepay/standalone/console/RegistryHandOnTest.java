package dev.facepay.standalone.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.testkit.Repository;
import dev.facepay.testkit.contract.ApiContract;
import dev.facepay.testkit.contract.ApiContract.Operation;
import dev.facepay.testkit.contract.ApiQueries;
import dev.facepay.testkit.contract.ApiVariants;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever the registry is asked for, right or wrong: by the console it says the same. */
@Tag("real")
class RegistryHandOnTest {

  private static final ApiContract CONTRACT =
      ApiContract.of(
          Repository.read(
              Repository.root()
                  .resolve("auth-service/src/main/resources/dev/facepay/auth/registry")
                  .resolve("openapi.yaml")));

  @TempDir private static Path dir;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Shop shop;

  /** A key that was right from here is not held up by the strangers of another test. */
  @BeforeAll
  static void begin() throws Exception {
    shop = new Shop(dir);
    Operation stores = CONTRACT.operation("GET", "/v1/admin/stores").orElseThrow();
    compare(stores, stores.path(), null, shop.operatorKey());
  }

  @AfterAll
  static void end() {
    shop.close();
    HTTP.shutdownNow();
  }

  @Test
  void lists_judge_addresses_alike() throws Exception {
    for (Operation operation : CONTRACT.operations()) {
      if (!operation.method().equals("GET") || operation.path().contains("{")) {
        continue;
      }
      for (int seed = 0; seed < 30; seed++) {
        String query = new ApiQueries(seed, Instant.EPOCH, Set.of("cursor")).of(operation).text();
        compare(operation, operation.path() + "?" + query, null, shop.operatorKey());
      }
    }
  }

  @Test
  void bodies_are_judged_alike() throws Exception {
    Operation put = CONTRACT.operation("PUT", "/v1/admin/stores/{id}").orElseThrow();
    int judged = 0;
    for (String body : ApiVariants.of(Objects.requireNonNull(put.request()))) {
      compare(put, "/v1/admin/stores/S017?dry_run=true", body, shop.operatorKey());
      judged++;
    }
    assertThat(judged).isGreaterThan(100);
  }

  @Test
  void odd_ids_and_whoever_may_not_are_told_alike_and_strangers_come_no_further() throws Exception {
    shop.operator("reader", "reader-key-0123456789", "devices:read");
    for (Operation operation : CONTRACT.operations()) {
      String body = operation.request() == null ? null : "{}";
      for (String id : List.of("S017", "x%0ay", "a%3Ab", "%20")) {
        String path = operation.path().replace("{id}", id);
        HttpResponse<String> stranger =
            send(shop.console(), operation, path, body, "nobodys-key-0123456789");
        // Wrong keys are bounded.
        assertThat(stranger.statusCode()).as(path).isIn(401, 429);
        compare(operation, path, body, "reader-key-0123456789");
      }
    }
  }

  private static void compare(Operation operation, String path, @Nullable String body, String key)
      throws Exception {
    HttpResponse<String> direct = send(shop.registryApi(), operation, path, body, key);
    HttpResponse<String> handed = send(shop.console(), operation, path, body, key);

    String what = "%s %s %s".formatted(operation.method(), path, body);
    assertThat(handed.statusCode()).as(what).isEqualTo(direct.statusCode());
    assertThat(type(handed)).as(what).isEqualTo(type(direct));
    if (direct.statusCode() >= 400) {
      String id = JsonMapper.shared().readTree(handed.body()).path("request_id").asString();
      assertThat(handed.headers().allValues("Request-Id")).as(what).containsExactly(id);
    }
    // Each call is written down: the audit is another one each time.
    if (!path.startsWith("/v1/admin/audit") || direct.statusCode() >= 400) {
      assertThat(lasting(handed)).as(what).isEqualTo(lasting(direct));
    }
    assertThat(operation.answerFaults(handed.statusCode(), type(handed), handed.body())).isEmpty();
  }

  private static String type(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  /** Without what is another one with each answer. */
  private static ObjectNode lasting(HttpResponse<String> answer) {
    ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(answer.body());
    body.remove(List.of("request_id", "trace_id"));
    return body;
  }

  private static HttpResponse<String> send(
      URI origin, Operation operation, String path, @Nullable String body, String key)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(origin.resolve(path))
            .header("Authorization", "Bearer " + key)
            .method(
                operation.method(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }
}
