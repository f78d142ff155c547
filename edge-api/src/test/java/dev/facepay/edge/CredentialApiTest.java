package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import dev.facepay.payment.CredentialRefusal;
import dev.facepay.payment.DeviceFact.CredentialAsked;
import dev.facepay.payment.DeviceFact.CredentialIssued;
import dev.facepay.payment.DeviceFact.CredentialRefused;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Sealed;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code POST /v1/auth} as a device meets it. */
@Tag("real")
class CredentialApiTest {

  private static final EdgeStand EDGE = new EdgeStand();

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  @BeforeEach
  void the_auth_stage_is_silent() {
    EDGE.log.play(fact -> List.of());
    EDGE.log.broker(MemoryLog.Broker.UP);
  }

  private static Answer ask(String json, int waitSeconds) {
    return EdgeStand.send(
        EDGE.to("/v1/auth")
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=" + waitSeconds)
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static Function<Fact, List<Fact>> onAsk(Function<CredentialAsked, Fact> answer) {
    return fact -> fact instanceof CredentialAsked asked ? List.of(answer.apply(asked)) : List.of();
  }

  private static CredentialIssued issued(CredentialAsked asked, Sealed authinfo) {
    return new CredentialIssued(
        asked.request(),
        asked.device(),
        authinfo,
        Instant.now().plusMillis(1_800_900),
        true,
        Instant.now());
  }

  /** Sealed for that device, whichever asks. */
  private static void isIssued(String device) {
    EDGE.log.play(
        onAsk(
            asked ->
                issued(
                    asked,
                    EdgeStand.sealer().seal(Purpose.FACE_CREDENTIAL, device, "planted-authinfo"))));
  }

  @Test
  void a_device_gets_its_credential_and_how_long_it_is_good() throws Exception {
    isIssued("1900000109:D03");

    Answer answer = ask("{\"rawdata\":\"planted-rawdata\",\"attach\":{\"a\":1}}", 10);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=10");
    assertThat(answer.text("authinfo")).isEqualTo("planted-authinfo");
    assertThat(answer.json().path("expires_in").longValue()).isBetween(1790L, 1800L);
    assertThat(answer.json().path("cached").booleanValue()).isTrue();

    CredentialAsked asked = EDGE.log.facts(CredentialAsked.class).getLast();
    assertThat(asked.key()).isEqualTo("1900000109:D03");
    assertThat(asked.device().store()).hasToString("S017");
    assertThat(asked.attach()).isEqualTo("{\"a\":1}");
    assertThat(asked.answerBy()).isEqualTo(asked.occurredAt().plusSeconds(10));
    assertThat(asked.rawdata().text()).doesNotContain("planted-rawdata");
    assertThat(EdgeStand.sealer().open(Purpose.FACE_CREDENTIAL, "1900000109:D03", asked.rawdata()))
        .isEqualTo("planted-rawdata");
  }

  @Test
  void another_devices_credential_stays_shut() {
    isIssued("1900000109:D04");

    Answer answer = ask("{\"rawdata\":\"r\"}", 10);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).doesNotContain("planted");
  }

  @ParameterizedTest
  @EnumSource(CredentialRefusal.class)
  void a_refusal_is_a_problem_with_the_gateways_words(CredentialRefusal reason) {
    boolean retryable = reason == CredentialRefusal.GATEWAY_UNAVAILABLE;
    EDGE.log.play(
        onAsk(
            asked ->
                new CredentialRefused(
                    asked.request(),
                    asked.device(),
                    reason,
                    "SOME_CODE",
                    "in words",
                    retryable,
                    Instant.now())));

    Answer answer = ask("{\"rawdata\":\"r\"}", 10);

    assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text("detail")).isEqualTo("SOME_CODE in words");
    assertThat(answer.json().path("retryable").booleanValue()).isEqualTo(retryable);
    assertThat(answer.text("code")).isNotEmpty();
  }

  @Test
  void without_an_answer_or_a_log_the_device_is_told_to_come_again() {
    Answer silent = ask("{\"rawdata\":\"r\"}", 0);
    EDGE.log.broker(MemoryLog.Broker.DOWN);
    Answer down = ask("{\"rawdata\":\"r\"}", 10);

    for (Answer answer : List.of(silent, down)) {
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text("code")).isEqualTo("credential_unanswered");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      assertThat(answer.json().path("retryable").booleanValue()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{} | rawdata",
        "{\"rawdata\":\"\"} | rawdata",
        "{\"rawdata\":7} | rawdata",
        "{\"rawdata\":null} | rawdata",
        "{\"rawdata\":\"r\",\"attach\":\"text\"} | attach",
        "{\"rawdata\":\"r\",\"store_id\":\"S1\"} | store_id",
      })
  void a_field_that_breaks_a_rule_is_named_and_nothing_is_asked(String json, String field) {
    int before = EDGE.log.facts(CredentialAsked.class).size();
    Answer answer = ask(json, 10);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("invalid_request");
    assertThat(answer.json().path("errors").path(0).path("field").asString()).isEqualTo(field);
    assertThat(EDGE.log.facts(CredentialAsked.class)).hasSize(before);
  }

  @Test
  void rawdata_has_2048_characters_at_most() {
    EDGE.log.play(onAsk(asked -> issued(asked, asked.rawdata())));
    assertThat(ask("{\"rawdata\":\"%s\"}".formatted("r".repeat(2048)), 10).status()).isEqualTo(200);
    assertThat(ask("{\"rawdata\":\"%s\"}".formatted("r".repeat(2049)), 10).status()).isEqualTo(400);
    assertThat(ask("{\"rawdata\":", 10).text("code")).isEqualTo("malformed_json");
  }

  @Test
  void nobody_without_a_key_gets_anything() {
    Answer answer =
        EdgeStand.send(
            EDGE.to("/v1/auth", "wrong")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"rawdata\":\"r\"}"))
                .build());
    assertThat(answer.status()).isEqualTo(401);
  }
}
