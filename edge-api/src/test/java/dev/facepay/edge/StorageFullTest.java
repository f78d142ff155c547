package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.ReportFact.TradeTold;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When there is no room: nothing new begins, and all that has begun goes on. */
@Tag("real")
class StorageFullTest {

  private static final EdgeStand EDGE = new EdgeStand();

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  @BeforeEach
  void there_is_room() {
    EDGE.log.play(fact -> List.of());
    EDGE.log.full(false);
  }

  @Test
  void a_new_payment_is_refused_before_anything_is_published_and_taken_when_there_is_room() {
    EDGE.log.play(Stages.onRequest(Stages::paid));
    EDGE.log.full(true);

    Answer refused = EDGE.pay(EdgeStand.order("full-1"));

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text("code")).isEqualTo("storage_full");
    assertThat(refused.json().path("retryable").booleanValue()).isTrue();
    assertThat(refused.header("Retry-After")).isEqualTo("30");
    assertThat(refused.text("detail")).contains("disk under Kafka", "96 %");
    assertThat(refused.text("what_to_do")).contains("Nothing has begun");
    assertThat(published("full-1")).isZero();
    assertThat(EDGE.get("1900000109:full-1").status()).isEqualTo(404);

    EDGE.log.full(false);
    assertThat(EDGE.pay(EdgeStand.order("full-1")).text("state")).isEqualTo("SUCCEEDED");
    assertThat(published("full-1")).isOne();
  }

  @Test
  void what_was_refused_for_room_may_come_with_another_code() {
    EDGE.log.full(true);
    EDGE.pay(EdgeStand.order("full-2"));
    EDGE.log.full(false);

    String other = EdgeStand.order("full-2").replace("134567890123456789", "134567890123456780");
    assertThat(EDGE.pay(other, 0).status()).isEqualTo(202);
  }

  @Test
  void a_payment_that_is_under_way_is_found_looked_at_cancelled_and_finished() {
    EDGE.pay(EdgeStand.order("begun-1"), 0);
    EDGE.log.full(true);

    assertThat(EDGE.pay(EdgeStand.order("begun-1"), 0).status()).isEqualTo(202);
    assertThat(EDGE.get("1900000109:begun-1").text("state")).isEqualTo("PROCESSING");
    assertThat(EDGE.cancel("1900000109:begun-1").status()).isEqualTo(202);
    assertThat(EDGE.log.facts(CancelRequested.class))
        .anyMatch(fact -> fact.payment().id().toString().endsWith(":begun-1"));

    EDGE.log.say(Stages.reverseNeeded(ref("begun-1").payment()));
    EDGE.log.say(Stages.reversed(ref("begun-1").payment()));
    assertThat(EDGE.pay(EdgeStand.order("begun-1")).text("state")).isEqualTo("REVERSED");
    assertThat(published("begun-1")).isOne();
  }

  @Test
  void trades_and_heartbeats_wait_for_room_too() {
    EDGE.log.full(true);
    int trades = EDGE.log.facts(TradeTold.class).size();
    int heartbeats = EDGE.log.facts(DeviceSeen.class).size();

    Answer trade =
        post(
            "/v1/trades",
            "{\"out_trade_no\":\"T-full\",\"total_fee\":990,\"paid_at\":\"%s\"}"
                .formatted(Instant.now()));
    Answer heartbeat = post("/v1/devices/me/heartbeat", "{\"face_sdk_version\":\"2.13.0\"}");

    assertThat(List.of(trade, heartbeat))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(503);
              assertThat(answer.text("code")).isEqualTo("storage_full");
            });
    assertThat(EDGE.log.facts(TradeTold.class)).hasSize(trades);
    assertThat(EDGE.log.facts(DeviceSeen.class)).hasSize(heartbeats);
  }

  private static Answer post(String path, String json) {
    return EdgeStand.send(
        EDGE.to(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static Requested ref(String orderNo) {
    return EDGE.log.facts(Requested.class).stream()
        .filter(fact -> fact.payment().orderNo().value().equals(orderNo))
        .findFirst()
        .orElseThrow();
  }

  private static long published(String orderNo) {
    return EDGE.log.facts(Requested.class).stream()
        .filter(fact -> fact.payment().orderNo().value().equals(orderNo))
        .count();
  }
}
