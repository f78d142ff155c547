package dev.facepay.auth.registry;

import static dev.facepay.auth.registry.RegistryStand.ALICE;
import static dev.facepay.auth.registry.RegistryStand.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.facepay.auth.registry.RegistryStand.Answer;
import dev.facepay.payment.DeviceFact.DeviceEnrolled;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceFact.EnrolmentAsked;
import dev.facepay.payment.DeviceFact.EnrolmentRefused;
import dev.facepay.payment.DeviceFact.EnrolmentSettled;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.payment.Fact;
import dev.facepay.payment.RequestId;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A device from its first day to its last: operators over real HTTP, devices over the real log. */
@Timeout(120)
@Tag("real")
class DeviceLifeTest extends AdminApiStand {

  private static <F extends Fact> F await(Class<F> type, Predicate<F> wanted) {
    return type.cast(
        Await.until(
            "a fact that is a " + type.getSimpleName(),
            FACTS::poll,
            fact -> type.isInstance(fact) && wanted.test(type.cast(fact))));
  }

  private static EnrolmentSettled enrol(String code, String key) throws InterruptedException {
    RequestId request = new RequestId(java.util.UUID.randomUUID().toString());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    edge.publish(
        new EnrolmentAsked(
            request,
            codes.hash(code).orElseThrow(),
            OperatorKeys.sha256(key),
            now.plus(Duration.ofSeconds(20)),
            now));
    return await(EnrolmentSettled.class, fact -> fact.request().equals(request));
  }

  @Test
  void a_device_is_added_enrolled_rotated_and_revoked() throws Exception {
    Answer added = device("D1", "Till 1", "S1");
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    String code = added.text("enrolment_code");
    assertThat(device("D1", "Till 1", "S1").status()).isEqualTo(200);
    assertThat(device("D1", "Till 1", "S1").json().has("enrolment_code")).isFalse();
    assertThat(device("D1", "Till 2", "S1").text("code")).isEqualTo("device_exists");

    DeviceEnrolled enrolled = (DeviceEnrolled) enrol(code, "the-first-key");
    assertThat(enrolled.device().store()).hasToString("S1");
    assertThat(Objects.requireNonNull(enrolled.app()).appId()).isEqualTo("wx0001");
    assertThat(newest("device.enrol").path("subject").asString()).isEqualTo("D1");

    assertThat(enrol(code, "a-thiefs-key"))
        .isInstanceOfSatisfying(
            EnrolmentRefused.class, it -> assertThat(it.reason()).isEqualTo(EnrolmentRefusal.USED));
    assertThat(newest("device.enrol").path("reason").asString()).isEqualTo("used");
    assertThat(enrol(codes.fresh(), "a-guess"))
        .isInstanceOfSatisfying(
            EnrolmentRefused.class,
            it -> assertThat(it.reason()).isEqualTo(EnrolmentRefusal.UNKNOWN_CODE));

    String second = stand.post(ALICE, "/v1/admin/devices/D1/rotate", "").text("enrolment_code");
    assertThat(enrol(second, "the-second-key")).isInstanceOf(DeviceEnrolled.class);
    JsonNode keys = stand.get(READER, "/v1/admin/devices/D1").json().path("keys");
    assertThat(keys).hasSize(2);
    assertThat(keys.get(0).path("until").asString("")).isNotEmpty();
    assertThat(keys.get(1).path("key_id").asString())
        .isEqualTo(OperatorKeys.sha256("the-second-key").substring(0, 8));

    Answer revoked = stand.post(ALICE, "/v1/admin/devices/D1/revoke", "");
    assertThat(revoked.text("status")).isEqualTo("revoked");
    DeviceState state = await(DeviceState.class, it -> it.status() == DeviceStatus.REVOKED);
    assertThat(state.version()).isEqualTo(4);
    assertThat(stand.post(ALICE, "/v1/admin/devices/D1/revoke", "").status()).isEqualTo(200);
    assertThat(stand.post(ALICE, "/v1/admin/devices/D1/rotate", "").text("code"))
        .isEqualTo("device_revoked");
    assertThat(stand.get(READER, "/v1/admin/devices?status=revoked").text()).contains("\"D1\"");
    assertThat(stand.get(READER, "/v1/admin/devices?status=active").text())
        .doesNotContain("\"D1\"");
    assertNothingLeaked(code, second, "the-first-key", "the-second-key", "a-thiefs-key");
  }

  /** In no document: codes and keys are hashes from the first moment on. */
  private static void assertNothingLeaked(String... secrets) {
    StringBuilder all = new StringBuilder();
    try (MongoClient mongo = MongoClients.create(stand.database.uri())) {
      for (String collection : mongo.getDatabase("facepay_auth").listCollectionNames()) {
        mongo
            .getDatabase("facepay_auth")
            .getCollection(collection)
            .find()
            .forEach(document -> all.append(document.toJson()));
      }
    }
    assertThat(all.toString()).contains("D1");
    for (String secret : secrets) {
      assertThat(all.toString()).doesNotContain(secret, secret.replace("-", ""));
    }
  }

  @Test
  void a_device_that_is_seen_is_shown_with_what_runs_on_it() throws Exception {
    String code = device("D2", "Till 2", "S1").text("enrolment_code");
    DeviceEnrolled enrolled = (DeviceEnrolled) enrol(code, "key-of-d2");
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    edge.publish(new DeviceSeen(enrolled.device(), "2.13.0", "4.2", now));
    edge.publish(new DeviceSeen(enrolled.device(), "2.12.0", null, now.minusSeconds(60)));
    // They are handled side by side, so the older one may show for a moment; the newer one stays.
    long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    JsonNode seen = stand.get(READER, "/v1/admin/devices/D2").json();
    while (!seen.path("last_seen_at").asString("").equals(now.toString())
        && System.nanoTime() < until) {
      seen = stand.get(READER, "/v1/admin/devices/D2").json();
    }

    assertThat(seen.path("last_seen_at").asString("")).isEqualTo(now.toString());
    assertThat(seen.path("face_sdk_version").asString("")).isEqualTo("2.13.0");
    assertThat(seen.path("app_version").asString("")).isEqualTo("4.2");
  }
}
