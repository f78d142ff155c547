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
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.seal.EnrolmentCodes;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Repository;
import dev.facepay.testkit.contract.ApiContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Operators over real HTTP, devices over the real log. */
@Timeout(120)
@Tag("real")
class AdminApiTest {

  private static final BlockingQueue<Fact> FACTS = new LinkedBlockingQueue<>();

  private static RegistryStand stand;
  private static LogFollower follower;
  private static KafkaFactPublisher edge;
  private static EnrolmentCodes codes;

  @BeforeAll
  static void start() {
    stand = new RegistryStand("admin-api.");
    edge = new KafkaFactPublisher(stand.kafka, "edge");
    codes = new EnrolmentCodes(new Fingerprints(KeyRing.open(stand.keys)));
    follower =
        new LogFollower(
            stand.kafka,
            "test",
            Set.of(Topic.AUTH_SETTLED, Topic.DEVICE),
            LogFollower.FROM_THE_BEGINNING,
            Timekeeper.system(),
            new SimpleMeterRegistry(),
            logged -> logged.fact().ifPresent(FACTS::add));
    follower.start();
    follower.caughtUp().orTimeout(60, TimeUnit.SECONDS).join();
    store("S1");
  }

  @AfterAll
  static void stop() {
    follower.stop();
    edge.close();
    stand.close();
  }

  private static Answer store(String id) {
    return stand.post(
        ALICE,
        "/v1/admin/stores",
        """
        {"store_id": "%s", "store_name": "Shop %s", "merchant_id": "1900000109"}\
        """
            .formatted(id, id));
  }

  private static Answer device(String id, String name, String store) {
    return stand.post(
        ALICE,
        "/v1/admin/devices",
        """
        {"device_id": "%s", "name": "%s", "store_id": "%s"}\
        """
            .formatted(id, name, store));
  }

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
            RegistryStand.sha256(key),
            now.plus(Duration.ofSeconds(20)),
            now));
    return await(EnrolmentSettled.class, fact -> fact.request().equals(request));
  }

  private static JsonNode newest(String what) {
    for (JsonNode entry : stand.get(ALICE, "/v1/admin/audit?limit=100").json().path("entries")) {
      if (entry.path("what").asString().equals(what)) {
        return entry;
      }
    }
    throw new AssertionError("no audit of " + what);
  }

  @Test
  void a_store_is_added_once_and_never_changed() {
    assertThat(store("S2").status()).isEqualTo(201);
    assertThat(store("S2").status()).isEqualTo(200);
    assertThat(newest("store.add").path("result").asString()).isEqualTo("unchanged");

    Answer other =
        stand.post(
            ALICE,
            "/v1/admin/stores",
            """
            {"store_id": "S2", "store_name": "Another", "merchant_id": "1900000109"}\
            """);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("code")).isEqualTo("store_exists");
    Answer nobodys =
        stand.post(
            ALICE,
            "/v1/admin/stores",
            """
            {"store_id": "S3", "store_name": "Nobody's", "merchant_id": "1"}\
            """);
    assertThat(nobodys.status()).isEqualTo(422);
    assertThat(nobodys.text("code")).isEqualTo("merchant_unknown");
    assertThat(stand.get(READER, "/v1/admin/stores").text())
        .contains("\"S2\"")
        .doesNotContain("S3");
  }

  @Test
  void what_is_not_understood_is_told_and_changes_nothing() {
    for (String body : new String[] {"", "{", "[]", "{\"store_id\": \"S9\", \"x\": 1}"}) {
      Answer answer = stand.post(ALICE, "/v1/admin/stores", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.text("code")).isIn("malformed_json", "invalid_request");
    }
    assertThat(stand.post(ALICE, "/v1/admin/stores", "{\"store_id\": \"S9\"}").text("detail"))
        .isEqualTo("store_name is missing");
    for (String name : new String[] {"Noodles 🍜", "N\\ufffe", "\\u3000", "half \\ud83c"}) {
      Answer answer =
          stand.post(
              ALICE,
              "/v1/admin/stores",
              """
              {"store_id": "S9", "store_name": "%s", "merchant_id": "1900000109"}
              """
                  .formatted(name));
      assertThat(answer.status()).as(name).isEqualTo(400);
      assertThat(answer.text("detail")).as(name).startsWith("store name must ");
    }
    assertThat(stand.get(ALICE, "/v1/admin/stores").text()).doesNotContain("S9");
    assertThat(device("D9", "half \\ud83c", "S1").status()).isEqualTo(400);
    assertThat(device("D 9", "Till", "S1").status()).isEqualTo(400);
    assertThat(device("D9", "Till", "S9").text("code")).isEqualTo("store_unknown");
    assertThat(stand.get(ALICE, "/v1/admin/devices/D9").text("code")).isEqualTo("device_unknown");
    assertThat(stand.get(ALICE, "/v1/admin/devices?limit=0").status()).isEqualTo(400);
    assertThat(stand.get(ALICE, "/v1/admin/nothing").text("code")).isEqualTo("not_found");
    assertThat(stand.get(ALICE, "/v1/admin/devices/D1/revoke").text("code"))
        .isEqualTo("method_not_allowed");
  }

  @Test
  void without_a_key_or_its_scope_nothing_happens_and_it_is_audited() {
    assertThat(stand.get("", "/v1/admin/devices").status()).isEqualTo(401);
    assertThat(stand.get("not-a-key-of-any-operator", "/v1/admin/devices").status()).isEqualTo(401);
    assertThat(newest("device.list").path("who").asString()).isEqualTo("stranger");

    Answer forbidden = stand.post(READER, "/v1/admin/devices/D1/revoke", "");
    assertThat(forbidden.status()).isEqualTo(403);
    assertThat(forbidden.text("detail")).isEqualTo("needs devices:write");
    JsonNode audited = newest("device.revoke");
    assertThat(audited.path("who").asString()).isEqualTo("bob");
    assertThat(audited.path("result").asString()).isEqualTo("refused");
    assertThat(stand.get(READER, "/v1/admin/audit").status()).isEqualTo(403);
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
        .isEqualTo(RegistryStand.sha256("the-second-key").substring(0, 8));

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

  @Test
  void lists_go_on_behind_their_cursor() {
    store("S5");
    device("P1", "a", "S5");
    device("P2", "b", "S5");
    device("P3", "c", "S5");

    Answer first = stand.get(READER, "/v1/admin/devices?store=S5&limit=2");
    assertThat(first.json().path("devices").findValuesAsString("device_id"))
        .containsExactly("P1", "P2");
    Answer second =
        stand.get(READER, "/v1/admin/devices?store=S5&limit=2&cursor=" + first.text("next_cursor"));
    assertThat(second.json().path("devices").findValuesAsString("device_id")).containsExactly("P3");
    assertThat(second.json().has("next_cursor")).isFalse();
    assertThat(
            stand
                .get(ALICE, "/v1/admin/audit?limit=1")
                .json()
                .path("entries")
                .findValuesAsString("what"))
        .hasSize(1);
  }

  @Test
  void the_description_in_the_repository_is_the_served_one() {
    JsonNode api =
        ApiContract.of(
                Repository.read(
                    Path.of("src/main/resources/dev/facepay/auth/registry/openapi.yaml")))
            .document();
    JsonNode served = stand.get("", "/v3/api-docs").json();

    assertThat(served).isEqualTo(api);
    assertThat(api.path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/v1/admin/stores",
            "/v1/admin/devices",
            "/v1/admin/devices/{id}",
            "/v1/admin/devices/{id}/rotate",
            "/v1/admin/devices/{id}/revoke",
            "/v1/admin/audit");
    for (String ref : api.findValuesAsString("$ref")) {
      assertThat(api.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
    }
  }
}
