package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.PaymentFact.Requested;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When more is asked for than is answered: the rest is refused at once, and nothing half done. */
@Tag("real")
class OverloadTest {

  private static final int ROOM = 5;

  private final EdgeStand edge = new EdgeStand("--facepay.edge.intake.min=" + ROOM);

  @AfterEach
  void stop() {
    edge.close();
  }

  private void fill() {
    for (int i = 0; i < ROOM; i++) {
      assertThat(edge.pay(EdgeStand.order("load-" + i), 0).status()).isEqualTo(202);
    }
  }

  @Test
  void what_comes_beyond_the_room_is_refused_and_not_published() {
    fill();

    Answer refused = edge.pay(EdgeStand.order("load-9"), 20);

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text("code")).isEqualTo("overloaded");
    assertThat(refused.json().path("retryable").booleanValue()).isTrue();
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 10);
    assertThat(refused.text("what_to_do")).contains("Nothing has begun");
    assertThat(edge.log.facts(Requested.class)).hasSize(ROOM);
    assertThat(edge.get("1900000109:load-9").status()).isEqualTo(404);
    assertThat(metric("facepay.edge.intake.refused")).isEqualTo(1);
    assertThat(metric("facepay.edge.intake.standing")).isEqualTo(ROOM);
  }

  @Test
  void the_same_request_is_taken_when_something_was_answered() {
    fill();
    assertThat(edge.pay(EdgeStand.order("load-9"), 0).status()).isEqualTo(503);

    edge.log.play(Stages.onRequest(Stages::paid));
    edge.log.say(Stages.paid(edge.log.facts(Requested.class).getFirst().payment()));
    assertThat(edge.pay(EdgeStand.order("load-9")).text("state")).isEqualTo("SUCCEEDED");
    assertThat(edge.log.facts(Requested.class)).hasSize(ROOM + 1);
  }

  @Test
  void repeats_looks_cancels_and_other_questions_are_answered_as_ever() {
    fill();

    assertThat(edge.pay(EdgeStand.order("load-0"), 0).status()).isEqualTo(202);
    assertThat(edge.get("1900000109:load-1").text("state")).isEqualTo("PROCESSING");
    assertThat(edge.cancel("1900000109:load-2").status()).isEqualTo(202);
    assertThat(EdgeStand.send(edge.to("/v1/devices/me").build()).status()).isEqualTo(200);
    Answer refunds = EdgeStand.send(edge.to("/v1/payments/1900000109:load-3/refunds").build());
    assertThat(refunds.status()).isEqualTo(200);
  }

  @Test
  void another_merchant_comes_in_beside_a_storm() {
    fill();
    assertThat(edge.pay(EdgeStand.order("load-9"), 0).status()).isEqualTo(503);

    Answer other =
        EdgeStand.send(
            edge.to("/v1/payments", EdgeStand.OTHER_MERCHANT_KEY)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=0")
                .POST(BodyPublishers.ofString(EdgeStand.order("other-1")))
                .build());
    assertThat(other.status()).isEqualTo(202);
  }

  @Test
  void a_crowd_that_comes_at_once_gets_its_places_and_no_more() throws Exception {
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers =
          IntStream.range(0, 100)
              .mapToObj(i -> crowd.submit(() -> edge.pay(EdgeStand.order("crowd-" + i), 0)))
              .toList();
      int taken = 0;
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).isIn(202, 503);
        taken += answer.get().status() == 202 ? 1 : 0;
      }
      assertThat(taken).isEqualTo(ROOM);
    }
    assertThat(edge.log.facts(Requested.class)).hasSize(ROOM);
  }

  @Test
  void what_the_broker_does_not_take_keeps_no_place() {
    edge.log.broker(MemoryLog.Broker.DOWN);
    for (int i = 0; i < 2 * ROOM; i++) {
      Answer down = edge.pay(EdgeStand.order("down-" + i), 0);
      assertThat(down.text("code")).isEqualTo("log_unavailable");
    }
    edge.log.broker(MemoryLog.Broker.UP);
    fill();
  }

  private double metric(String name) {
    return edge.context.getBean(MeterRegistry.class).get(name).meters().stream()
        .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
        .mapToDouble(Measurement::getValue)
        .sum();
  }
}
