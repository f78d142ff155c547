package dev.facepay.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry's API under the console's origin: handed on and back as it is, within bounds. */
@Tag("real")
class RegistryApiTest {

  private static final int BODY_BYTES_MAX = 64 * 1024;
  private static final CountDownLatch ENDS = new CountDownLatch(1);

  private static HttpServer registry;
  private static ConsoleStand stand;

  @BeforeAll
  static void begin() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    registry.createContext("/v1/admin/echo", RegistryApiTest::echo);
    registry.createContext("/v1/admin/large", http -> answer(http, "x".repeat(1024 * 1024 + 1)));
    registry.createContext("/v1/admin/slow", http -> await(ENDS));
    registry.createContext("/v1/admin/drip", RegistryApiTest::drip);
    registry.createContext("/", http -> answer(http, "SECRET"));
    registry.start();
    stand = connected("--facepay.console.registry.read-timeout=500ms");
  }

  private static ConsoleStand connected(String more) {
    return new ConsoleStand(
        "--facepay.console.registry.url=http://localhost:" + registry.getAddress().getPort(), more);
  }

  @AfterAll
  static void end() {
    ENDS.countDown();
    stand.close();
    registry.stop(0);
  }

  /** Says what has come, as a refusal with all that a refusal has. */
  private static void echo(HttpExchange http) throws IOException {
    var headers = http.getRequestHeaders();
    String said =
        String.join(
            "\n",
            http.getRequestMethod() + " " + http.getRequestURI(),
            String.valueOf(headers.getFirst("Authorization")),
            String.valueOf(headers.getFirst("Content-Type")),
            String.valueOf(headers.getFirst("Cookie")),
            Objects.requireNonNull(headers.getFirst("traceparent")).substring(3, 35),
            new String(http.getRequestBody().readAllBytes(), UTF_8));
    http.getResponseHeaders().add("Content-Type", "application/problem+json;odd=\"1\"");
    http.getResponseHeaders().add("Request-Id", "of-the-registry");
    http.getResponseHeaders().add("Retry-After", "7");
    http.getResponseHeaders().add("Set-Cookie", "a=b");
    byte[] bytes = said.getBytes(UTF_8);
    http.sendResponseHeaders(409, bytes.length);
    http.getResponseBody().write(bytes);
    http.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The head comes at once, the rest never. */
  private static void drip(HttpExchange http) throws IOException {
    http.sendResponseHeaders(200, 100);
    http.getResponseBody().write('{');
    http.getResponseBody().flush();
    await(ENDS);
  }

  private static void answer(HttpExchange http, String text) throws IOException {
    http.sendResponseHeaders(200, text.length());
    http.getResponseBody().write(text.getBytes(UTF_8));
    http.close();
  }

  private static HttpRequest put(String path, String body) {
    return stand
        .to(path, ConsoleStand.READER)
        .header("Content-Type", "application/json;charset=UTF-8")
        .header("Cookie", "session=1")
        .header("traceparent", "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01")
        .PUT(BodyPublishers.ofString(body))
        .build();
  }

  @Test
  void a_call_goes_on_as_it_is_and_its_answer_comes_back_so() throws Exception {
    HttpResponse<String> answer =
        stand
            .client()
            .send(
                put("/v1/admin/echo/S%20017?dry_run=true&q=%E9%9D%A2%26", "{\"a\": \"面\"}"),
                HttpResponse.BodyHandlers.ofString(UTF_8));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body().lines())
        .containsExactly(
            "PUT /v1/admin/echo/S%20017?dry_run=true&q=%E9%9D%A2%26",
            "Bearer " + ConsoleStand.READER,
            "application/json;charset=UTF-8",
            "null",
            "0123456789abcdef0123456789abcdef",
            "{\"a\": \"面\"}");
    assertThat(answer.headers().allValues("Content-Type"))
        .containsExactly("application/problem+json;odd=\"1\"");
    assertThat(answer.headers().allValues("Request-Id")).containsExactly("of-the-registry");
    assertThat(answer.headers().allValues("Retry-After")).containsExactly("7");
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH"})
  void any_method_goes_on(String method) {
    HttpRequest request =
        stand
            .to("/v1/admin/echo", ConsoleStand.READER)
            .method(method, BodyPublishers.noBody())
            .build();
    assertThat(ConsoleStand.send(request).text()).startsWith(method + " /v1/admin/echo\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/admin/../../actuator/env",
        "/v1/admin/%2e%2e/%2e%2e/actuator/env",
        "/v1/admin/.%2E/x",
        "/v1/admin/./echo",
        "/v1/admin/echo/..",
        "//localhost/v1/admin/echo",
        "/v1/admin/echo;v=1",
        "/v1/admin/echo?q=%zz"
      })
  void what_leads_out_of_the_registrys_api_goes_nowhere(String path) throws Exception {
    // Our client would mend such an address.
    int port = stand.to("/", "").build().uri().getPort();
    try (var socket = new Socket("localhost", port)) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                  .formatted(path, ConsoleStand.READER)
                  .getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("SECRET", "GET ");
    }
  }

  @Test
  void a_body_that_is_too_long_stays_here() {
    ConsoleStand.Answer fits = ConsoleStand.send(put("/v1/admin/echo", "x".repeat(BODY_BYTES_MAX)));
    assertThat(fits.status()).isEqualTo(409);
    ConsoleStand.Answer longer =
        ConsoleStand.send(put("/v1/admin/echo", "x".repeat(BODY_BYTES_MAX + 1)));
    assertThat(longer.status()).isEqualTo(413);
    assertThat(code(longer)).isEqualTo("body_too_large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/admin/slow", "/v1/admin/drip", "/v1/admin/large"})
  void an_answer_that_is_late_or_too_long_is_none(String path) {
    ConsoleStand.Answer none = stand.get(path);

    assertThat(none.status()).isEqualTo(503);
    assertThat(code(none)).isEqualTo("registry_unreachable");
    assertThat(none.json().path("retryable").asBoolean()).isTrue();
    assertThat(none.json().path("request_id").asString("")).isNotEmpty();
  }

  @Test
  void while_as_many_wait_as_may_others_are_sent_away() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    registry.createContext(
        "/v1/admin/held",
        http -> {
          asked.countDown();
          await(held);
          answer(http, "{}");
        });
    try (ConsoleStand small = connected("--facepay.console.registry.calls-max=1")) {
      CompletableFuture<ConsoleStand.Answer> waiting =
          CompletableFuture.supplyAsync(() -> small.get("/v1/admin/held"));
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(code(small.get("/v1/admin/echo"))).isEqualTo("busy");

      held.countDown();
      assertThat(waiting.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
      assertThat(small.get("/v1/admin/echo").status()).isEqualTo(409);
    }
  }

  @Test
  void nobody_there_and_none_connected_are_told_apart() {
    try (ConsoleStand nobody =
        new ConsoleStand("--facepay.console.registry.url=http://localhost:1/")) {
      ConsoleStand.Answer answer = nobody.get("/v1/admin/stores");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(code(answer)).isEqualTo("registry_unreachable");
      assertThat(answer.text()).doesNotContain("localhost");
    }
    try (ConsoleStand none = new ConsoleStand("--facepay.console.registry.url=")) {
      ConsoleStand.Answer answer = none.get("/v1/admin/stores");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(code(answer)).isEqualTo("registry_not_connected");
    }
  }

  @Test
  void an_enrolment_code_is_drawn_for_a_camera() {
    ConsoleStand.Answer drawn = ConsoleStand.send(qr("ABCDE-FGHJK"));
    assertThat(drawn.json().path("size").asInt()).isEqualTo(21);
    // The corner that every such code begins with.
    assertThat(drawn.json().path("path").asString()).startsWith("M0 0h1v1h-1zM1 0h1v1h-1z");
    for (String odd : List.of("", "x".repeat(65), "a\\u0000b")) {
      assertThat(code(ConsoleStand.send(qr(odd)))).as(odd).isEqualTo("invalid_request");
    }
    assertThat(code(ConsoleStand.send(qr("\"")))).isEqualTo("malformed_json");
  }

  private static HttpRequest qr(String text) {
    return stand
        .to("/console/qr", ConsoleStand.READER)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"text\": \"" + text + "\"}"))
        .build();
  }

  private static String code(ConsoleStand.Answer answer) {
    return answer.json().path("code").asString();
  }
}
