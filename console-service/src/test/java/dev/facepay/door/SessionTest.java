package dev.facepay.door;

import static dev.facepay.door.AccessStand.ACTOR;
import static dev.facepay.door.AccessStand.COOKIE;
import static dev.facepay.door.AccessStand.READER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.door.AccessStand.Answer;
import dev.facepay.door.AccessStand.Browser;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.testkit.TestTime;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person has by logging in, over real HTTP. */
@Tag("real")
class SessionTest {

  private static final TestTime TIME = new TestTime();

  @TempDir private static Path dir;
  private static AccessStand stand;

  @BeforeAll
  static void start() {
    KeyRing.createIfMissing(dir);
    stand = new AccessStand(dir, TIME);
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @Test
  void a_login_gives_a_cookie_that_no_script_reads_and_no_other_site_sends() {
    Answer in = stand.new Browser().send(stand.login(ACTOR));

    assertThat(in.status()).isEqualTo(200);
    assertThat(in.json().path("operator").asString()).isEqualTo("alice");
    assertThat(in.json().path("scopes").valueStream().map(it -> it.asString()))
        .containsExactly("payments:read", "payments:act");
    assertThat(in.json().path("until").asString())
        .isEqualTo(TIME.instant().plus(Duration.ofHours(12)).toString());
    assertThat(in.json().path("idle_until").asString())
        .isEqualTo(TIME.instant().plus(Duration.ofMinutes(30)).toString());
    assertThat(in.header("Cache-Control")).contains("no-store");
    assertThat(in.cookies())
        .filteredOn(it -> it.startsWith(COOKIE))
        .singleElement()
        .asString()
        .contains("; Path=/", "; HttpOnly", "; SameSite=Strict")
        .doesNotContain("Secure", "Max-Age", ACTOR);
    assertThat(in.cookies())
        .filteredOn(it -> it.startsWith("XSRF-TOKEN"))
        .allMatch(it -> it.contains("; SameSite=Strict") && !it.contains("HttpOnly"));
  }

  @Test
  void over_tls_the_cookie_is_for_tls_alone() {
    try (AccessStand behind =
        new AccessStand(dir, TIME, "--server.forward-headers-strategy=native")) {
      Answer in = AccessStand.send(behind.login(ACTOR).header("X-Forwarded-Proto", "https"));

      assertThat(in.cookies())
          .filteredOn(it -> it.startsWith(COOKIE))
          .allMatch(it -> it.contains("; Secure"))
          .hasSize(1);
      assertThat(in.header("Strict-Transport-Security")).isNotNull();
    }
  }

  @Test
  void whoever_has_logged_in_reads_and_acts_as_the_key_allows_and_the_key_is_at_hand() {
    Browser reader = stand.browser(READER);

    assertThat(reader.get("/v1/behind").json().path("operator").asString()).isEqualTo("reader");
    assertThat(reader.get("/v1/behind").json().path("key").asString()).isEqualTo(READER);
    Answer refused = reader.act("POST", "/v1/behind");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("scope_missing");
    assertThat(refused.json().path("detail").asString()).isEqualTo("needs payments:act");
    assertThat(stand.browser(ACTOR).act("POST", "/v1/behind").status()).isEqualTo(200);
  }

  @Test
  void a_session_acts_only_where_a_page_of_ours_proves_that_it_asks() {
    Browser alice = stand.browser(ACTOR);

    for (String token : new String[] {"", "x", alice.jar.get("XSRF-TOKEN") + "x"}) {
      Answer foreign =
          alice.send(
              stand.to("/v1/behind").header("X-XSRF-TOKEN", token).POST(BodyPublishers.noBody()));
      assertThat(foreign.status()).as(token).isEqualTo(403);
      assertThat(foreign.code()).isEqualTo("csrf_token_missing");
    }
    assertThat(alice.send(stand.to("/v1/session").DELETE()).code()).isEqualTo("csrf_token_missing");
    assertThat(alice.get("/v1/session").status()).isEqualTo(200);
  }

  @Test
  void a_session_ends_when_nothing_is_done_and_a_page_that_stands_open_does_nothing() {
    Browser alice = stand.browser(ACTOR);
    String first = alice.jar.get(COOKIE);
    TIME.advance(Duration.ofSeconds(59));
    alice.get("/v1/behind");
    assertThat(alice.jar.get(COOKIE)).isEqualTo(first);

    TIME.advance(Duration.ofSeconds(29 * 60));
    alice.send(stand.to("/v1/behind").header("X-Unattended", "1"));
    assertThat(alice.jar.get(COOKIE)).isEqualTo(first);
    assertThat(alice.get("/v1/behind").status()).isEqualTo(200);
    assertThat(alice.jar.get(COOKIE)).isNotEqualTo(first);

    TIME.advance(Duration.ofSeconds(30 * 60 - 1));
    assertThat(alice.send(stand.to("/v1/behind").header("X-Unattended", "1")).status())
        .isEqualTo(200);
    TIME.advance(Duration.ofSeconds(1));
    Answer idle = alice.get("/v1/behind");
    assertThat(idle.status()).isEqualTo(401);
    assertThat(idle.code()).isEqualTo("session_idle");
  }

  @Test
  void a_session_ends_some_hours_after_the_login_whatever_was_done() {
    Browser alice = stand.browser(ACTOR);
    for (int minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      TIME.advance(Duration.ofMinutes(20));
      assertThat(alice.get("/v1/behind").status()).as(minutes + " min").isEqualTo(200);
    }
    TIME.advance(Duration.ofMinutes(20));

    assertThat(alice.get("/v1/behind").code()).isEqualTo("session_expired");
    assertThat(alice.send(stand.login(ACTOR)).status()).isEqualTo(200);
    assertThat(alice.get("/v1/behind").status()).isEqualTo(200);
  }

  @Test
  void a_key_that_is_taken_away_ends_its_sessions() {
    Browser alice = stand.browser(ACTOR);
    Browser reader = stand.browser(READER);
    stand.operators(READER, "another-key-of-the-actor-0123456789");
    try {
      assertThat(alice.get("/v1/behind").code()).isEqualTo("session_ended");
      assertThat(alice.get("/v1/session").status()).isEqualTo(401);
      assertThat(reader.get("/v1/behind").status()).isEqualTo(200);
    } finally {
      stand.operators(READER, ACTOR);
    }
  }

  @Test
  void whoever_leaves_has_no_session_any_more() {
    Browser alice = stand.browser(ACTOR);

    assertThat(alice.act("DELETE", "/v1/session").status()).isEqualTo(204);
    assertThat(alice.jar).doesNotContainKey(COOKIE);
    Answer stranger = alice.get("/v1/behind");
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(stranger.code()).isEqualTo("unauthorized");
    assertThat(alice.act("DELETE", "/v1/session").status()).isEqualTo(204);
  }

  @Test
  void a_cookie_that_no_console_has_sealed_opens_nothing() {
    Browser alice = stand.browser(ACTOR);
    String good = alice.jar.get(COOKIE);
    char last = good.charAt(good.length() - 2);
    String altered = good.substring(0, good.length() - 2) + (last == 'A' ? 'B' : 'A') + "A";

    for (String cookie : new String[] {altered, good.substring(1), ACTOR, "x", "%00"}) {
      alice.jar.put(COOKIE, cookie);
      assertThat(alice.get("/v1/behind").code()).as(cookie).isEqualTo("session_ended");
      assertThat(alice.get("/open").status()).isEqualTo(200);
    }
  }

  @Test
  void another_console_with_the_same_key_ring_opens_the_session_and_one_with_another_does_not(
      @TempDir Path elsewhere) {
    Browser alice = stand.browser(ACTOR);
    try (AccessStand same = new AccessStand(dir, TIME);
        AccessStand other = new AccessStand(elsewhere, TIME)) {
      Browser there = same.new Browser();
      there.jar.putAll(alice.jar);
      assertThat(there.get("/v1/behind").json().path("operator").asString()).isEqualTo("alice");
      there = other.new Browser();
      there.jar.putAll(alice.jar);
      assertThat(there.get("/v1/behind").code()).isEqualTo("session_ended");
      assertThat(other.browser(ACTOR).get("/v1/behind").status()).isEqualTo(200);
    }
  }
}
