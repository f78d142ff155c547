package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.DeviceFact.EnrolmentAsked;
import dev.facepay.payment.DeviceFact.EnrolmentRefused;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.testkit.Await;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What devices hear where memory or a rate is at its bound. */
@Tag("real")
class BoundsTest {

  private static Answer trade(EdgeStand edge, String number) {
    return EdgeStand.send(
        edge.to("/v1/trades")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"out_trade_no\": \"%s\", \"total_fee\": 1, \"paid_at\": \"%s\"}"
                        .formatted(number, Instant.now())))
            .build());
  }

  @Test
  void where_as_many_payments_are_open_as_may_be_new_ones_come_again_later() {
    try (EdgeStand edge = new EdgeStand("--facepay.edge.views-max=2")) {
      assertThat(edge.pay(EdgeStand.order("bound-1"), 0).status()).isEqualTo(202);
      assertThat(edge.pay(EdgeStand.order("bound-2"), 0).status()).isEqualTo(202);

      Answer third = edge.pay(EdgeStand.order("bound-3"), 0);
      assertThat(third.status()).isEqualTo(503);
      assertThat(third.text("code")).isEqualTo("busy");
      assertThat(third.header("Retry-After")).isNotEmpty();
      assertThat(edge.log.facts(Requested.class)).hasSize(2);
      assertThat(edge.pay(EdgeStand.order("bound-1"), 0).status()).isEqualTo(202);
      assertThat(edge.get("1900000109:bound-2").text("state")).isEqualTo("PROCESSING");

      edge.log.say(Stages.paid(edge.log.facts(Requested.class).getFirst().payment()));
      assertThat(edge.pay(EdgeStand.order("bound-3"), 0).status()).isEqualTo(202);
      assertThat(edge.get("1900000109:bound-1").text("state")).isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void a_device_tells_of_no_more_trades_than_a_till_can_sell() {
    try (EdgeStand edge =
        new EdgeStand("--facepay.edge.trades-burst=2", "--facepay.edge.trades-per-minute=1")) {
      assertThat(trade(edge, "B1").status()).isEqualTo(201);
      assertThat(trade(edge, "B2").status()).isEqualTo(201);

      Answer third = trade(edge, "B3");
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.text("code")).isEqualTo("rate_limited");
      assertThat(Integer.parseInt(third.header("Retry-After"))).isBetween(1, 60);
      assertThat(edge.pay(EdgeStand.order("bound-9"), 0).status()).isEqualTo(202);
    }
  }

  @Test
  void strangers_who_enrol_take_no_place_of_a_device_that_has_a_key() throws Exception {
    try (EdgeStand edge =
        new EdgeStand(
            "--facepay.edge.waiting-max=1",
            "--facepay.edge.enrol.waiting-max=1",
            "--facepay.edge.enrol.patience=30s")) {
      CompletableFuture<Answer> first =
          CompletableFuture.supplyAsync(() -> enrol(edge), task -> Thread.ofVirtual().start(task));
      Await.until("asked", () -> edge.log.facts(EnrolmentAsked.class).size() == 1);

      assertThat(enrol(edge).text("code")).isEqualTo("busy");
      assertThat(EdgeStand.send(edge.to("/v1/devices/me").build()).status()).isEqualTo(200);

      EnrolmentAsked asked = edge.log.facts(EnrolmentAsked.class).getFirst();
      edge.log.say(
          new EnrolmentRefused(asked.request(), EnrolmentRefusal.UNKNOWN_CODE, asked.occurredAt()));
      assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(403);
    }
  }

  private static Answer enrol(EdgeStand edge) {
    return EdgeStand.send(
        edge.to("/v1/devices/enroll")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"code\":\"ABCDE-FGHJK\"}"))
            .build());
  }
}
