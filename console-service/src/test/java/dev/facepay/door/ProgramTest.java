package dev.facepay.door;

import static dev.facepay.door.AccessStand.ACTOR;
import static dev.facepay.door.AccessStand.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.door.AccessStand.Answer;
import dev.facepay.door.AccessStand.Browser;
import dev.facepay.testkit.Repository;
import dev.facepay.testkit.TestTime;
import dev.facepay.testkit.contract.ApiContract;
import dev.facepay.testkit.contract.ApiContract.Operation;
import dev.facepay.testkit.contract.ApiVariants;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Programs with their keys, and strangers with others. */
@Tag("real")
class ProgramTest {

  private static final String WRONG = "key-of-nobody-at-all-0123456789";

  private final TestTime time = new TestTime();

  @TempDir private Path dir;
  private AccessStand stand;

  @BeforeEach
  void start() {
    stand =
        new AccessStand(
            dir,
            time,
            "--server.forward-headers-strategy=native",
            "--facepay.operator-tries.address-burst=3",
            "--facepay.operator-tries.address-per-minute=6",
            "--facepay.operator-tries.all-burst=8",
            "--facepay.operator-tries.all-per-minute=60");
  }

  @AfterEach
  void stop() {
    stand.close();
  }

  private Answer from(String address, String key) {
    return AccessStand.send(stand.bearer("/v1/behind", key).header("X-Forwarded-For", address));
  }

  @Test
  void a_program_needs_its_key_and_nothing_else() {
    Answer read = AccessStand.send(stand.bearer("/v1/behind", READER));
    assertThat(read.json().path("key").asString()).isEqualTo(READER);
    assertThat(read.cookies()).isEmpty();
    Answer act = AccessStand.send(stand.bearer("/v1/behind", ACTOR).POST(BodyPublishers.noBody()));
    assertThat(act.status()).isEqualTo(200);
    Answer who = AccessStand.send(stand.bearer("/v1/session", READER));
    assertThat(who.json().path("operator").asString()).isEqualTo("reader");
    assertThat(who.json().has("until")).isFalse();
  }

  @Test
  void a_key_that_comes_counts_and_not_the_session_beside_it() {
    Browser alice = stand.browser(ACTOR);

    assertThat(alice.send(stand.bearer("/v1/behind", READER)).json().path("operator").asString())
        .isEqualTo("reader");
    assertThat(alice.send(stand.bearer("/v1/behind", WRONG)).code()).isEqualTo("unauthorized");
    assertThat(alice.get("/v1/behind").status()).isEqualTo(200);
  }

  @Test
  void a_stranger_hears_what_was_wrong_with_the_header() {
    Answer none = AccessStand.send(stand.to("/v1/behind"));
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"facepay\"");
    assertThat(none.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(none.json().path("detail").asString()).isEqualTo("there is no Authorization header");
    assertThat(from("10.0.0.1", WRONG).json().path("detail").asString())
        .isEqualTo("this key opens nothing here");
    Answer basic = AccessStand.send(stand.to("/v1/behind").header("Authorization", "Basic eA=="));
    assertThat(basic.json().path("detail").asString())
        .isEqualTo("the scheme of the Authorization header must be Bearer");
    assertThat(AccessStand.send(stand.bearer("/open", WRONG)).status()).isEqualTo(200);
  }

  @Test
  void wrong_keys_are_bounded_for_an_address_whether_they_log_in_or_not() {
    for (int i = 0; i < 2; i++) {
      assertThat(from("10.0.0.1", WRONG + i).code()).isEqualTo("unauthorized");
    }
    Answer login = AccessStand.send(stand.login(WRONG).header("X-Forwarded-For", "10.0.0.1"));
    assertThat(login.status()).isEqualTo(401);
    assertThat(login.json().path("detail").asString()).isEqualTo("this key opens nothing here");

    Answer many = from("10.0.0.1", WRONG);
    assertThat(many.status()).isEqualTo(429);
    assertThat(many.code()).isEqualTo("too_many_tries");
    assertThat(many.header("Retry-After")).isEqualTo("10");
    assertThat(AccessStand.send(stand.login(ACTOR).header("X-Forwarded-For", "10.0.0.1")).status())
        .isEqualTo(429);
    assertThat(from("10.0.0.2", ACTOR).status()).isEqualTo(200);
    assertThat(stand.refused("unknown_key")).isEqualTo(3);
    assertThat(stand.refused("too_many_tries")).isEqualTo(2);

    time.advance(Duration.ofSeconds(10));
    assertThat(from("10.0.0.1", ACTOR).status()).isEqualTo(200);
  }

  @Test
  void a_key_that_was_right_there_before_is_not_held_up_by_others_at_the_same_address() {
    assertThat(from("10.0.0.1", READER).status()).isEqualTo(200);
    Browser alice = stand.new Browser();
    alice.send(stand.login(ACTOR).header("X-Forwarded-For", "10.0.0.1"));
    for (int i = 0; i < 20; i++) {
      from("10.0.0.1", WRONG);
    }

    assertThat(from("10.0.0.1", READER).status()).isEqualTo(200);
    assertThat(alice.send(stand.to("/v1/behind").header("X-Forwarded-For", "10.0.0.1")).status())
        .isEqualTo(200);
    stand.operators("another-key-of-the-reader-0123456789", ACTOR);
    time.advance(Duration.ofSeconds(10));
    assertThat(from("10.0.0.1", READER).status()).isEqualTo(401);
    assertThat(from("10.0.0.1", READER).status()).isEqualTo(429);
  }

  @Test
  void addresses_of_one_ipv6_network_are_one_and_all_together_are_bounded_too() {
    for (int i = 0; i < 3; i++) {
      assertThat(from("2001:db8:0:1::" + i, WRONG).status()).isEqualTo(401);
    }
    assertThat(from("2001:db8:0:1::9", WRONG).status()).isEqualTo(429);
    for (int i = 2; i < 7; i++) {
      assertThat(from("2001:db8:0:" + i + "::1", WRONG).status()).as("" + i).isEqualTo(401);
    }
    Answer all = from("2001:db8:0:7::1", WRONG);
    assertThat(all.status()).isEqualTo(429);
    assertThat(all.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void every_answer_has_the_headers_that_browsers_heed() {
    Answer answer = AccessStand.send(stand.bearer("/v1/behind", READER));

    assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  @Test
  void a_login_body_is_judged_as_the_contract_says_and_bounded(@TempDir Path other) {
    Operation login =
        ApiContract.of(
                Repository.read(Path.of("src/main/resources/dev/facepay/console/openapi.yaml")))
            .operation("POST", "/v1/session")
            .orElseThrow();
    try (AccessStand patient =
        new AccessStand(
            other,
            time,
            "--facepay.operator-tries.address-burst=1000",
            "--facepay.operator-tries.all-burst=1000")) {
      for (String body : ApiVariants.of(Objects.requireNonNull(login.request()))) {
        boolean good = login.faultyFields(JsonMapper.shared().readTree(body)).isEmpty();
        Answer answer = AccessStand.send(patient.loginBody(body));
        assertThat(answer.status()).as(body).isEqualTo(good ? 401 : 400);
        assertThat(
                login.answerFaults(
                    answer.status(), "application/problem+json", answer.http().body()))
            .isEmpty();
      }
    }
    assertThat(AccessStand.send(stand.login("k".repeat(65 * 1024))).code())
        .isEqualTo("body_too_large");
    Answer text = AccessStand.send(stand.loginBody("{\"key\": \"" + ACTOR + "\"}", "text/plain"));
    assertThat(text.status()).isEqualTo(415);
  }
}
