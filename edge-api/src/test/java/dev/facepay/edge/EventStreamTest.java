package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.UnknownReason;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A payment's changes as server-sent events. */
@Timeout(60)
@Tag("real")
class EventStreamTest {

  private static final EdgeStand EDGE = new EdgeStand();

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  private static PaymentRef accepted(String orderNo) {
    assertThat(EDGE.pay(EdgeStand.order(orderNo), 0).status()).isEqualTo(202);
    return EDGE.log.facts(Requested.class).getLast().payment();
  }

  private static CompletableFuture<Answer> open(EdgeStand at, String path, String... headers) {
    HttpRequest request = at.to(path).headers(headers).build();
    return CompletableFuture.supplyAsync(
        () -> EdgeStand.send(request), task -> Thread.ofVirtual().start(task));
  }

  @Test
  void an_event_stream_tells_each_state_and_ends_with_the_last() throws Exception {
    PaymentRef payment = accepted("stream-1");
    HttpResponse<InputStream> stream =
        HttpClient.newHttpClient()
            .send(
                EDGE.to("/v1/payments/" + payment.id() + "/events").build(),
                BodyHandlers.ofInputStream());
    assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    List<String> ids = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("id: ")) {
          ids.add(line.substring(4));
          switch (ids.size()) {
            case 1 -> EDGE.log.say(Stages.unknown(payment, UnknownReason.USER_PAYING));
            case 2 -> EDGE.log.say(Stages.paidAfterAll(payment));
            default -> {}
          }
        }
        if (line.startsWith("data: ") && ids.size() == 3) {
          assertThat(line).contains("\"state\":\"SUCCEEDED\"");
        }
      }
    }
    assertThat(ids).containsExactly("1", "2", "3");
  }

  @Test
  void a_stream_goes_on_after_what_the_device_has_seen_and_pings_while_it_is_silent()
      throws Exception {
    try (EdgeStand quick =
        new EdgeStand(
            EDGE.log, "--facepay.edge.stream-ping=50ms", "--facepay.edge.stream-max=200ms")) {
      PaymentRef payment = accepted("stream-2");

      Answer answer =
          open(quick, "/v1/payments/" + payment.id() + "/events", "Last-Event-ID", "1").join();

      assertThat(answer.text()).startsWith(": ping\n\n: ping\n\n").doesNotContain("id:");
    }
  }

  /** An EventSource that is answered 204 does not come again. */
  @Test
  void a_stream_of_a_finished_payment_ends_at_once() {
    PaymentRef payment = accepted("stream-3");
    EDGE.log.say(Stages.paid(payment));
    String path = "/v1/payments/" + payment.id() + "/events";

    Answer over = open(EDGE, path, "Last-Event-ID", "2").orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(over.status()).isEqualTo(204);
    assertThat(over.text()).isEmpty();
    for (String seen : List.of("1", "3", "99999999999999999999", "nonsense")) {
      Answer told = open(EDGE, path, "Last-Event-ID", seen).orTimeout(10, TimeUnit.SECONDS).join();
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.text()).contains("id: 2\nevent: payment\n", "SUCCEEDED");
    }
  }

  @Test
  void a_silent_stream_has_its_status_line_at_once() throws Exception {
    PaymentRef payment = accepted("stream-4");
    HttpResponse<InputStream> stream =
        HttpClient.newHttpClient()
            .sendAsync(
                EDGE.to("/v1/payments/" + payment.id() + "/events")
                    .header("Last-Event-ID", "1")
                    .build(),
                BodyHandlers.ofInputStream())
            .get(10, TimeUnit.SECONDS);
    try (InputStream body = stream.body()) {
      assertThat(stream.statusCode()).isEqualTo(200);
      assertThat(new String(body.readNBytes(8), StandardCharsets.UTF_8)).isEqualTo(": ping\n\n");
    }
  }
}
