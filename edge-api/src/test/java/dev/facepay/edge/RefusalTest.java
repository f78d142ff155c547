package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.PaymentFact.Requested;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is not accepted is a problem that says what to do, and begins nothing. */
@Tag("real")
class RefusalTest {

  private static final EdgeStand EDGE = new EdgeStand();

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  @BeforeEach
  void the_broker_is_up_and_other_stages_are_silent() {
    EDGE.log.broker(MemoryLog.Broker.UP);
    EDGE.log.play(fact -> List.of());
  }

  private static void isProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.text("type")).isEqualTo("/docs/problems#" + code);
    assertThat(answer.text("request_id")).isEqualTo(answer.header("Request-Id")).hasSize(16);
    assertThat(answer.text("trace_id")).isEqualTo(answer.header("Trace-Id")).hasSize(32);
    assertThat(answer.json().path("status").intValue()).isEqualTo(status);
    assertThat(answer.json().path("retryable").isBoolean()).isTrue();
    assertThat(answer.text("what_to_do")).isNotBlank();
    assertThat(answer.text()).doesNotContain("Exception", "dev.facepay", "134567890123456789");
  }

  private static HttpRequest.Builder post(String path, String key) {
    return EDGE.to(path, key)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(EdgeStand.order("refused-1")));
  }

  @Test
  void only_who_shows_a_known_key_comes_in() {
    Answer wrong = EdgeStand.send(post("/v1/payments", "not-a-key-of-any-device").build());
    isProblem(wrong, 401, "unauthorized");
    assertThat(wrong.header("WWW-Authenticate")).startsWith("Bearer");

    URI uri = URI.create("http://localhost:" + EDGE.context.getWebServer().getPort() + "/v1/x");
    isProblem(EdgeStand.send(HttpRequest.newBuilder(uri).build()), 401, "unauthorized");
    isProblem(
        EdgeStand.send(
            HttpRequest.newBuilder(uri).header("Authorization", "Basic " + EdgeStand.KEY).build()),
        401,
        "unauthorized");
  }

  @Test
  void unknown_fields_are_named() {
    Answer answer = EDGE.pay(EdgeStand.order("refused-2", ", \"device_id\": \"D99\", \"x\": 1"));

    isProblem(answer, 400, "invalid_request");
    assertThat(answer.json().path("errors").findValuesAsString("field"))
        .containsExactly("device_id", "x");
    assertThat(EDGE.log.facts(Requested.class))
        .noneMatch(fact -> fact.payment().orderNo().value().equals("refused-2"));
  }

  @Test
  void a_body_that_is_no_json_is_told_where_it_ends_to_be() {
    isProblem(EDGE.pay("{\"auth_code\": \"134567890123456789\""), 400, "malformed_json");
    isProblem(EDGE.pay("[]"), 400, "malformed_json");
    isProblem(EDGE.pay(" ".repeat(41_000)), 413, "body_too_large");
  }

  @Test
  void wrong_media_type_method_and_address_are_problems_too() {
    isProblem(
        EdgeStand.send(
            EDGE.to("/v1/payments")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x"))
                .build()),
        415,
        "unsupported_media_type");
    Answer method = EdgeStand.send(EDGE.to("/v1/payments").DELETE().build());
    isProblem(method, 405, "method_not_allowed");
    assertThat(method.header("Allow")).contains("POST");
    isProblem(EdgeStand.send(EDGE.to("/v1/nothing").build()), 404, "not_found");
    isProblem(EdgeStand.send(EDGE.to("/nothing").build()), 404, "not_found");
    isProblem(EDGE.get("not-an-id"), 400, "invalid_request");
    Answer unknown = EDGE.get("1900000109:refused-1?wait=5&x=1");
    isProblem(unknown, 400, "invalid_request");
    assertThat(unknown.json().path("errors").findValuesAsString("code"))
        .containsExactly("unknown", "unknown");
    isProblem(EDGE.get("1900000109:never-seen"), 404, "payment_not_known");
    isProblem(EDGE.cancel("1900000109:never-seen"), 404, "payment_not_known");
  }

  @Test
  void what_the_device_accepts_does_not_hide_a_payment_that_has_begun() {
    Answer answer =
        EdgeStand.send(
            post("/v1/payments", EdgeStand.KEY)
                .header("Accept", "text/html")
                .header("Prefer", "wait=0")
                .build());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("state")).isEqualTo("PROCESSING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/pay|ments HTTP/1.1",
        "GET /v1/payments/1900000109%2FA1 HTTP/1.1",
        "GET /v1/payments/%zz HTTP/1.1",
        "GET /v1/payments/..%5c..%5cx HTTP/1.1",
        "GET /v1/payments/%00 HTTP/1.1",
        "GET /v1/payments/1900000109:A1?x=%zz HTTP/1.1",
        "GET /v1/payments/../../../x HTTP/1.1",
        "GET /v1/payments HTTP/9.9"
      })
  void what_the_container_refuses_is_a_problem_and_no_page(String line) throws IOException {
    try (Socket socket = new Socket("localhost", EDGE.context.getWebServer().getPort())) {
      String request =
          line
              + "\r\nHost: x\r\nAuthorization: Bearer "
              + EdgeStand.KEY
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json", "\"code\":\"")
          .doesNotContain("<html", "Exception", "at org.apache");
    }
  }

  @Test
  void with_the_broker_down_nothing_is_half_done_and_the_same_request_works_later() {
    EDGE.log.broker(MemoryLog.Broker.DOWN);
    Answer down = EDGE.pay(EdgeStand.order("down-1"));
    isProblem(down, 503, "log_unavailable");
    assertThat(down.header("Retry-After")).isEqualTo("1");
    assertThat(down.json().path("retryable").booleanValue()).isTrue();
    isProblem(EDGE.get("1900000109:down-1"), 404, "payment_not_known");

    EDGE.log.broker(MemoryLog.Broker.UP);
    EDGE.log.play(Stages.onRequest(Stages::paid));
    assertThat(EDGE.pay(EdgeStand.order("down-1")).text("state")).isEqualTo("SUCCEEDED");
  }

  @Test
  void a_lost_acknowledgement_is_no_failure_when_the_log_shows_the_request() {
    EDGE.log.broker(MemoryLog.Broker.DEAF);
    EDGE.log.play(Stages.onRequest(Stages::paid));

    Answer answer = EDGE.pay(EdgeStand.order("deaf-1"));

    assertThat(answer.text("state")).isEqualTo("SUCCEEDED");
  }

  @Test
  void a_cancel_that_the_broker_did_not_take_is_to_be_repeated() {
    EDGE.pay(EdgeStand.order("down-2"), 0);
    EDGE.log.broker(MemoryLog.Broker.DOWN);

    isProblem(EDGE.cancel("1900000109:down-2"), 503, "log_unavailable");
  }

  @Test
  void a_payment_that_expires_at_once_is_not_begun_but_a_repeat_still_finds_it() {
    Instant soon = Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
    Answer answer =
        EDGE.pay(EdgeStand.order("expires-1", ", \"time_expire\": \"" + soon + "\""), 0);

    isProblem(answer, 400, "invalid_request");
    assertThat(answer.json().path("errors").findValuesAsString("field"))
        .containsExactly("time_expire");
    Instant onTheWay = Instant.now().plusSeconds(61).truncatedTo(ChronoUnit.SECONDS);
    isProblem(
        EDGE.pay(EdgeStand.order("expires-2", ", \"time_expire\": \"" + onTheWay + "\""), 0),
        400,
        "invalid_request");
  }

  @Test
  void a_payment_that_expires_after_more_than_wechats_minute_is_begun() {
    Instant expires = Instant.now().plusSeconds(90).truncatedTo(ChronoUnit.SECONDS);

    Answer answer =
        EDGE.pay(EdgeStand.order("expires-3", ", \"time_expire\": \"" + expires + "\""), 0);

    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void a_device_in_a_loop_is_slowed_down_and_others_are_not() {
    try (EdgeStand edge =
        new EdgeStand(
            "--facepay.edge.rate-burst=3",
            "--facepay.edge.rate-per-second=1",
            "--facepay.edge.heard-within=0s")) {
      Answer first = edge.get("1900000109:x");
      assertThat(first.header("RateLimit-Policy")).isEqualTo("\"device\";q=3;w=3");
      assertThat(first.header("RateLimit")).startsWith("\"device\";r=2");
      edge.get("1900000109:x");
      edge.get("1900000109:x");
      Answer limited = edge.get("1900000109:x");
      isProblem(limited, 429, "rate_limited");
      assertThat(limited.header("Retry-After")).isEqualTo("1");
      assertThat(
              EdgeStand.send(
                      edge.to("/v1/payments/1900000109:x", EdgeStand.OTHER_DEVICE_KEY).build())
                  .status())
          .isEqualTo(404);
    }
  }
}
