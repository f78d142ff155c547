package dev.facepay.standalone.journey;

import static dev.facepay.standalone.journey.GatewayControl.step;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.start.Service;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device's credential, from its rawdata to what WeChat gives: over a real broker and wire. */
@Order(4)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class AuthJourney {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Stand stand;
  private final Set<String> authinfos = ConcurrentHashMap.newKeySet();

  AuthJourney(Stand stand) {
    this.stand = stand;
  }

  private record Reply(int status, JsonNode body) {}

  @Test
  void a_credential_is_fetched_once_and_outlives_a_restart() throws Exception {
    DemoDevice device = device(0, false);
    long before = calls();

    Reply first = ask(device);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().path("cached").booleanValue()).isFalse();
    assertThat(first.body().path("expires_in").longValue()).isBetween(3500L, 3600L);

    Reply second = ask(device);
    assertThat(second.body().path("cached").booleanValue()).isTrue();
    assertThat(second.body().path("authinfo")).isEqualTo(first.body().path("authinfo"));

    stand.system().restart(Service.AUTH);
    Reply third =
        Await.until("an answer after the restart", () -> ask(device), r -> r.status() == 200);
    assertThat(third.body().path("cached").booleanValue()).isTrue();
    assertThat(third.body().path("authinfo")).isEqualTo(first.body().path("authinfo"));
    assertThat(calls() - before).isEqualTo(1);
    nothingLeaked();
  }

  @Test
  void a_service_providers_device_gets_one_too() throws Exception {
    DemoDevice device = device(0, true);
    long before = calls();
    Reply reply = ask(device);
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
    assertThat(reply.body().path("authinfo").asString()).isNotEmpty();
    assertThat(calls() - before).isEqualTo(1);
  }

  @Test
  void what_wechat_refuses_is_told_with_its_reason_and_a_lost_answer_is_asked_for_again()
      throws Exception {
    DemoDevice refused = device(1, false);
    stand.gateway().script(refused.id(), "authinfo", List.of(step("ERROR", "code", "PARAM_ERROR")));
    Reply reply = ask(refused);
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.body().path("code").asString()).isEqualTo("gateway_refused");
    assertThat(reply.body().path("detail").asString()).contains("PARAM_ERROR");
    assertThat(reply.body().path("retryable").booleanValue()).isFalse();
    assertThat(ask(refused).status()).isEqualTo(200);

    DemoDevice lost = device(2, false);
    long before = calls();
    stand.gateway().script(lost.id(), "authinfo", List.of(step("ANSWER_LOST"), step("HTML")));
    assertThat(ask(lost).status()).isEqualTo(200);
    assertThat(calls() - before).isEqualTo(3);
  }

  private DemoDevice device(int number, boolean ofServiceProvider) {
    return stand.system().devices().stream()
        .filter(device -> (device.subMerchant() != null) == ofServiceProvider)
        .skip(number)
        .findFirst()
        .orElseThrow();
  }

  private Reply ask(DemoDevice device) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        stand
            .http()
            .send(
                HttpRequest.newBuilder(stand.system().edge().resolve("/v1/auth"))
                    .header("Authorization", "Bearer " + device.key())
                    .header("Content-Type", "application/json")
                    .header("Prefer", "wait=20")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"rawdata\":\"%s\"}".formatted(rawdata(device))))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    JsonNode body = JSON.readTree(answer.body());
    String authinfo = body.path("authinfo").asString("");
    if (!authinfo.isEmpty()) {
      authinfos.add(authinfo);
    }
    return new Reply(answer.statusCode(), body);
  }

  private static String rawdata(DemoDevice device) {
    return "planted-rawdata-of-" + device.id();
  }

  /** The journal names no device: these tests run one after the other. */
  private long calls() {
    return stand.gateway().journal().stream()
        .filter(line -> line.path("kind").asString("").equals("REQUEST"))
        .filter(line -> line.path("api").asString("").equals("authinfo"))
        .count();
  }

  private void nothingLeaked() throws IOException {
    assertThat(
            Secrets.leaks(
                Map.of("an authinfo", authinfos, "rawdata", Set.of("planted-rawdata-of-")),
                Map.of(
                    "the topics",
                    new String(stand.log().readAll().raw(), UTF_8),
                    "the log",
                    Files.readString(Stand.logFile()))))
        .isEmpty();
  }
}
