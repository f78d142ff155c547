package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An instance that has not read the log says so, and nothing else. */
@Tag("real")
class StartingTest {

  private final EdgeStand edge = new EdgeStand();

  @AfterEach
  void stop() {
    edge.close();
  }

  private Answer get(String path, String key) {
    return EdgeStand.send(edge.to(path, key).build());
  }

  private Answer post(String path, String json) {
    return EdgeStand.send(
        edge.to(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static void isStarting(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("code")).isEqualTo("starting");
    assertThat(answer.json().path("retryable").booleanValue()).isTrue();
    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @Test
  void whose_a_key_is_nobody_knows_before_the_registry_has_been_read() {
    edge.log.read(false, false);
    isStarting(get("/v1/devices/me", "fk_of-a-device-that-the-registry-knows"));
    isStarting(get("/v1/devices/me", EdgeStand.KEY));
    isStarting(post("/v1/devices/enroll", "{\"code\":\"ABCDE-FGHJK\"}"));

    edge.log.read(true, false);
    assertThat(get("/v1/devices/me", "fk_of-a-device-that-nobody-knows").status()).isEqualTo(401);
    assertThat(get("/v1/devices/me", EdgeStand.KEY).status()).isEqualTo(200);
  }

  @Test
  void a_stranger_may_be_a_new_device_while_the_registry_can_not_be_followed() {
    edge.log.registryFollowed(false);
    isStarting(get("/v1/devices/me", "fk_of-a-device-that-enrolled-just-now"));
    assertThat(get("/v1/devices/me", EdgeStand.KEY).status()).isEqualTo(200);

    edge.log.registryFollowed(true);
    assertThat(get("/v1/devices/me", "fk_of-a-device-that-nobody-knows").status()).isEqualTo(401);
  }

  @Test
  void payments_go_while_what_is_to_be_reported_is_still_being_read() {
    edge.log.read(true, false);
    String trade =
        "{\"out_trade_no\": \"T1\", \"total_fee\": 1, \"paid_at\": \"%s\"}"
            .formatted(Instant.now());
    isStarting(get("/v1/devices/me/reports", EdgeStand.KEY));
    isStarting(
        post("/v1/devices/me/reports/1900000109:R1", "{\"try\": 1, \"outcome\": \"confirmed\"}"));
    isStarting(post("/v1/trades", trade));
    assertThat(edge.pay(EdgeStand.order("starting-1"), 0).status()).isEqualTo(202);

    edge.log.read(true, true);
    assertThat(get("/v1/devices/me/reports", EdgeStand.KEY).text()).isEqualTo("{\"reports\":[]}");
    assertThat(post("/v1/trades", trade).status()).isEqualTo(201);
  }
}
