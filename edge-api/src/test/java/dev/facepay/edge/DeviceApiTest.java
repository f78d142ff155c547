package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.DeviceFact.DeviceEnrolled;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceFact.EnrolmentAsked;
import dev.facepay.payment.DeviceFact.EnrolmentRefused;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.payment.Fact;
import dev.facepay.payment.FactFields;
import dev.facepay.payment.KeySlot;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.StorePlace;
import dev.facepay.payment.WechatApp;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A device's own affairs at the edge, with the registry played over the log. */
@Tag("real")
class DeviceApiTest {

  private static final EdgeStand EDGE = new EdgeStand("--facepay.edge.enrol.patience=2s");
  private static final DeviceRef DEVICE =
      new DeviceRef(
          new DeviceId("T1"),
          new StoreId("S017"),
          new StoreName("Noodles"),
          new MerchantId("1900000109"),
          null);
  private static final WechatApp APP = new WechatApp("wx17", null);
  private static final AtomicInteger VERSIONS = new AtomicInteger(1);
  private static final String CODE = "ABCDE-FGHJK";

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  @BeforeEach
  void the_registry_knows_every_code() {
    EDGE.log.broker(MemoryLog.Broker.UP);
    registry(
        asked ->
            List.of(
                state(VERSIONS.incrementAndGet(), DeviceStatus.ACTIVE, asked.keyHash()),
                new DeviceEnrolled(asked.request(), DEVICE, APP, Instant.now())));
  }

  private static void registry(Function<EnrolmentAsked, List<Fact>> reaction) {
    EDGE.log.play(fact -> fact instanceof EnrolmentAsked asked ? reaction.apply(asked) : List.of());
  }

  private static DeviceState state(int version, DeviceStatus status, String keyHash) {
    return new DeviceState(
        DEVICE,
        status,
        null,
        new KeySlot(keyHash, null),
        APP,
        StorePlace.UNKNOWN,
        version,
        Instant.now());
  }

  private static Answer enrol(String json) {
    HttpRequest request =
        HttpRequest.newBuilder(EDGE.to("/v1/devices/enroll").build().uri())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    return EdgeStand.send(request);
  }

  private static Answer show(String code) {
    return enrol("{\"code\": \"" + code + "\"}");
  }

  @Test
  void a_code_becomes_a_key_that_pays_and_neither_is_in_the_log() {
    Answer enrolled = show("abcde fghjk");
    String key = enrolled.text("key");

    assertThat(enrolled.status()).as(enrolled.text()).isEqualTo(201);
    assertThat(enrolled.header("Cache-Control")).isEqualTo("no-store");
    assertThat(enrolled.text("device_id")).isEqualTo("T1");
    assertThat(enrolled.text("appid")).isEqualTo("wx17");
    Answer me = EdgeStand.send(EDGE.to("/v1/devices/me", key).build());
    assertThat(me.text("store_name")).isEqualTo("Noodles");
    assertThat(me.text("store_id")).isEqualTo("S017");
    assertThat(me.json().has("sub_mch_id")).isFalse();
    assertThat(Instant.parse(me.text("server_time"))).isNotNull();
    EDGE.log.play(
        fact ->
            fact instanceof Requested asked ? List.of(Stages.paid(asked.payment())) : List.of());
    Answer paid =
        EdgeStand.send(
            EDGE.to("/v1/payments", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(EdgeStand.order("enrolled-1")))
                .build());
    assertThat(paid.text("state")).isEqualTo("SUCCEEDED");
    assertThat(EDGE.log.facts().stream().map(FactFields::write).toList().toString())
        .doesNotContain(key, CODE, "ABCDEFGHJK");
  }

  @Test
  void what_the_registry_refuses_is_told_by_its_reason() {
    Object[][] table = {
      {EnrolmentRefusal.UNKNOWN_CODE, 403, "enrolment_code_unknown"},
      {EnrolmentRefusal.REVOKED, 403, "enrolment_code_unknown"},
      {EnrolmentRefusal.EXPIRED, 403, "enrolment_code_expired"},
      {EnrolmentRefusal.USED, 403, "enrolment_code_used"},
      {EnrolmentRefusal.TOO_LATE, 503, "enrolment_unanswered"}
    };
    for (Object[] row : table) {
      registry(
          asked ->
              List.of(
                  new EnrolmentRefused(asked.request(), (EnrolmentRefusal) row[0], Instant.now())));
      Answer answer = show(CODE);
      assertThat(answer.status()).isEqualTo(row[1]);
      assertThat(answer.text("code")).isEqualTo(row[2]);
      assertThat(answer.text()).doesNotContain(CODE);
    }
  }

  @Test
  void what_can_be_no_code_never_reaches_the_log() {
    int before = EDGE.log.facts().size();

    assertThat(show("ABCDE-FGHJ0").text("code")).isEqualTo("enrolment_code_unknown");
    assertThat(enrol("{}").text("code")).isEqualTo("invalid_request");
    assertThat(enrol("{\"code\": 1}").text("code")).isEqualTo("invalid_request");
    assertThat(enrol("{").text("code")).isEqualTo("malformed_json");
    assertThat(EDGE.log.facts()).hasSize(before);
  }

  @Test
  void a_silent_registry_or_broker_is_come_again() {
    registry(asked -> List.of());
    assertThat(show(CODE).text("code")).isEqualTo("enrolment_unanswered");
    EDGE.log.broker(MemoryLog.Broker.DOWN);
    Answer answer = show(CODE);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void an_address_that_guesses_is_slowed_down() {
    try (EdgeStand edge = new EdgeStand("--facepay.edge.enrol.address-burst=2")) {
      HttpRequest guess =
          HttpRequest.newBuilder(edge.to("/v1/devices/enroll").build().uri())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"code\": \"no code\"}"))
              .build();
      assertThat(EdgeStand.send(guess).status()).isEqualTo(403);
      assertThat(EdgeStand.send(guess).status()).isEqualTo(403);
      Answer third = EdgeStand.send(guess);

      assertThat(third.status()).isEqualTo(429);
      assertThat(third.text("code")).isEqualTo("rate_limited");
      assertThat(third.header("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void a_heartbeat_is_a_fact_with_what_runs_on_the_device() {
    Answer taken = heartbeat("{\"face_sdk_version\": \"2.13.0\", \"app_version\": \"4.2\"}");

    assertThat(taken.status()).isEqualTo(204);
    DeviceSeen seen = EDGE.log.facts(DeviceSeen.class).getLast();
    assertThat(seen.device().key()).isEqualTo("1900000109:D03");
    assertThat(seen.faceSdkVersion()).isEqualTo("2.13.0");
    assertThat(seen.appVersion()).isEqualTo("4.2");
    assertThat(heartbeat("{\"app_version\": \"4.2\"}").text("code")).isEqualTo("invalid_request");
    assertThat(heartbeat("{\"face_sdk_version\": \"2 13\"}").status()).isEqualTo(400);
    EDGE.log.broker(MemoryLog.Broker.DOWN);
    assertThat(heartbeat("{\"face_sdk_version\": \"2.13.0\"}").text("code"))
        .isEqualTo("heartbeat_not_taken");
  }

  private static Answer heartbeat(String json) {
    return EdgeStand.send(
        EDGE.to("/v1/devices/me/heartbeat")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  @Test
  void a_revoked_key_is_refused_as_any_unknown_one() {
    String key = show(CODE).text("key");
    EnrolmentAsked asked = EDGE.log.facts(EnrolmentAsked.class).getLast();
    EDGE.log.say(state(VERSIONS.incrementAndGet(), DeviceStatus.REVOKED, asked.keyHash()));
    Answer revoked = EdgeStand.send(EDGE.to("/v1/devices/me", key).build());
    Answer unknown = EdgeStand.send(EDGE.to("/v1/devices/me", "no-key-of-anybody-1234").build());

    assertThat(revoked.status()).isEqualTo(401);
    assertThat(revoked.text("detail")).isEqualTo(unknown.text("detail"));
    assertThat(revoked.text()).hasSameSizeAs(unknown.text());
    EDGE.log.say(state(1, DeviceStatus.ACTIVE, asked.keyHash()));
    assertThat(EdgeStand.send(EDGE.to("/v1/devices/me", key).build()).status()).isEqualTo(401);
  }

  @Test
  void a_device_of_the_keys_file_is_known_too() {
    Answer me = EdgeStand.send(EDGE.to("/v1/devices/me").build());

    assertThat(me.text("device_id")).isEqualTo("D03");
    assertThat(me.text("store_name")).isEqualTo("S017");
    assertThat(me.json().has("appid")).isFalse();
  }
}
