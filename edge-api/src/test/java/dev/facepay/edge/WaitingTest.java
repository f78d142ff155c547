package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.edge.payments.PaymentProjection;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.UnknownReason;
import dev.facepay.testkit.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices that wait, and what reaches them. */
@Timeout(60)
@Tag("real")
class WaitingTest {

  private static final EdgeStand EDGE = new EdgeStand();

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  private static PaymentRef accepted(String orderNo) {
    return accepted(EDGE, orderNo);
  }

  private static PaymentRef accepted(EdgeStand at, String orderNo) {
    assertThat(at.pay(EdgeStand.order(orderNo), 0).status()).isEqualTo(202);
    return at.log.facts(Requested.class).getLast().payment();
  }

  private static CompletableFuture<Answer> later(EdgeStand at, String path, String... headers) {
    HttpRequest.Builder request = at.to(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CompletableFuture.supplyAsync(
        () -> EdgeStand.send(request.build()), task -> Thread.ofVirtual().start(task));
  }

  private static void awaitWaiting(EdgeStand at, int count) {
    PaymentProjection views = at.context.getBean(PaymentProjection.class);
    Await.until(count + " are waiting", () -> views.watching() >= count);
  }

  @Test
  void a_long_poll_answers_when_something_changes() throws Exception {
    PaymentRef payment = accepted("poll-1");
    CompletableFuture<Answer> poll =
        later(EDGE, "/v1/payments/" + payment.id(), "If-None-Match", "\"1\"", "Prefer", "wait=30");
    awaitWaiting(EDGE, 1);
    assertThat(poll).isNotDone();

    EDGE.log.say(Stages.unknown(payment, UnknownReason.NO_ANSWER));

    Answer answer = poll.get(20, TimeUnit.SECONDS);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"2\"");
    assertThat(answer.text("state")).isEqualTo("WAITING");
  }

  @Test
  void a_long_poll_that_sees_no_change_ends_with_304() {
    PaymentRef payment = accepted("poll-2");

    Answer answer =
        later(EDGE, "/v1/payments/" + payment.id(), "If-None-Match", "W/\"1\"", "Prefer", "wait=1")
            .join();

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
    assertThat(answer.text()).isEmpty();
  }

  /** What one instance has told, another one that is behind does not take back. */
  @Test
  void an_instance_that_is_behind_waits_for_news_and_never_tells_an_older_state() throws Exception {
    PaymentRef payment = accepted("behind-1");
    Answer none =
        EdgeStand.send(
            EDGE.to("/v1/payments/" + payment.id())
                .headers("If-None-Match", "\"3\"", "Prefer", "wait=1")
                .build());
    assertThat(none.status()).isEqualTo(304);
    assertThat(none.header("ETag")).isEqualTo("\"3\"");

    CompletableFuture<Answer> poll =
        later(EDGE, "/v1/payments/" + payment.id(), "If-None-Match", "\"3\"", "Prefer", "wait=30");
    awaitWaiting(EDGE, 1);
    EDGE.log.say(Stages.unknown(payment, UnknownReason.USER_PAYING));
    EDGE.log.say(Stages.reverseNeeded(payment));
    EDGE.log.say(Stages.reversed(payment));

    Answer answer = poll.get(20, TimeUnit.SECONDS);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("state")).isEqualTo("REVERSED");
  }

  /** Behind an end nothing comes: a device with a wrong tag must not wait for it. */
  @Test
  void a_tag_beyond_the_end_is_told_the_end_at_once() {
    PaymentRef payment = accepted("beyond-1");
    EDGE.log.say(Stages.paid(payment));
    for (String seen : List.of("\"7\"", "W/\"9.overdue\"", "\"99999999999999999999\"")) {
      Answer answer =
          later(EDGE, "/v1/payments/" + payment.id(), "If-None-Match", seen, "Prefer", "wait=60")
              .orTimeout(20, TimeUnit.SECONDS)
              .join();
      assertThat(answer.status()).as(seen).isEqualTo(200);
      assertThat(answer.header("ETag")).isEqualTo("\"2\"");
      assertThat(answer.text("state")).isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void what_another_instance_accepted_just_now_is_waited_for() throws Exception {
    try (EdgeStand patient = new EdgeStand("--facepay.edge.heard-within=30s")) {
      PaymentRef payment = accepted("elsewhere-1");
      CompletableFuture<Answer> look = later(patient, "/v1/payments/" + payment.id());
      awaitWaiting(patient, 1);
      patient.log.say(EDGE.log.facts(Requested.class).getLast());

      assertThat(look.get(20, TimeUnit.SECONDS).text("state")).isEqualTo("PROCESSING");
    }
  }

  @Test
  void a_device_that_waits_longer_than_a_payment_may_take_is_told_to_call_staff() {
    try (EdgeStand hasty = new EdgeStand("--facepay.edge.answer-within=300ms")) {
      Answer answer = hasty.pay(EdgeStand.order("overdue-1"), 30);

      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.text("next_action")).isEqualTo("CALL_STAFF");
      assertThat(answer.header("ETag")).isEqualTo("\"1.overdue\"");
    }
  }

  @Test
  void whoever_waited_at_an_instance_that_stops_goes_on_at_another_and_gets_the_answer() {
    EdgeStand edge = new EdgeStand();
    PaymentRef payment = accepted(edge, "restart-1");
    CompletableFuture<Answer> waiting =
        later(edge, "/v1/payments/" + payment.id(), "If-None-Match", "\"1\"", "Prefer", "wait=60");
    awaitWaiting(edge, 1);

    edge.close();

    assertThat(waiting.join().status()).isEqualTo(304);
    try (EdgeStand another = new EdgeStand(edge.log)) {
      CompletableFuture<Answer> again =
          later(
              another,
              "/v1/payments/" + payment.id(),
              "If-None-Match",
              "\"1\"",
              "Prefer",
              "wait=60");
      awaitWaiting(another, 1);
      another.log.say(Stages.paid(payment));
      assertThat(again.join().text("state")).isEqualTo("SUCCEEDED");
      Answer repeat = another.pay(EdgeStand.order("restart-1"));
      assertThat(repeat.status()).isEqualTo(200);
      assertThat(another.log.facts(Requested.class)).hasSize(1);
    }
  }

  @Test
  void too_many_who_wait_are_sent_away_and_those_inside_get_their_answers() {
    try (EdgeStand small = new EdgeStand(EDGE.log, "--facepay.edge.waiting-max=1")) {
      PaymentRef payment = accepted("busy-1");
      CompletableFuture<Answer> inside =
          later(
              small, "/v1/payments/" + payment.id(), "If-None-Match", "\"1\"", "Prefer", "wait=60");
      awaitWaiting(small, 1);

      Answer sentAway = small.get("1900000109:busy-1");
      assertThat(sentAway.status()).isEqualTo(503);
      assertThat(sentAway.text("code")).isEqualTo("busy");
      assertThat(sentAway.header("Retry-After")).isEqualTo("1");

      EDGE.log.say(Stages.paid(payment));
      assertThat(inside.join().text("state")).isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void the_time_to_an_answer_is_counted_in_buckets() {
    try (EdgeStand edge = new EdgeStand()) {
      edge.log.play(Stages.onRequest(Stages::paid));
      edge.pay(EdgeStand.order("metrics-1"));

      PrometheusMeterRegistry registry =
          (PrometheusMeterRegistry) edge.context.getBean(MeterRegistry.class);
      assertThat(registry.scrape())
          .contains(
              "facepay_edge_answer_seconds_bucket{le=\"0.05\"}",
              "facepay_edge_requests_total{operation=\"pay\",outcome=\"succeeded\"} 1.0",
              "facepay_edge_waiting 0.0",
              "facepay_edge_views 1.0",
              "facepay_edge_contradictions_total 0.0");
    }
  }
}
