package dev.facepay.auth.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.auth.credential.CredentialDecider.Move;
import dev.facepay.auth.credential.CredentialDecider.Renewal;
import dev.facepay.payment.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialDeciderTest {

  private static final CredentialSettings SETTINGS = CredentialSettings.defaults();
  private static final Instant T0 = Instant.parse("2026-11-22T02:00:00Z");
  private static final CredentialRequest REQUEST = request("p1");
  private static final Credential HOUR =
      new Credential(new Sealed("a"), T0, T0.plus(Duration.ofHours(1)));

  private static CredentialRequest request(String parameters) {
    return new CredentialRequest(CredentialStand.device("D1"), parameters, null, new Sealed("r"));
  }

  private static Instant at(int minute) {
    return T0.plus(Duration.ofMinutes(minute));
  }

  private static DeviceCredential known(
      @Nullable Credential credential, @Nullable Instant callingUntil) {
    return new DeviceCredential(REQUEST, credential, T0, callingUntil, false, 1);
  }

  static Stream<Arguments> asks() {
    return Stream.of(
        Arguments.of("nothing is known", null, "p1", 0, new Move.Call(false)),
        Arguments.of("good", known(HOUR, null), "p1", 30, new Move.Use(HOUR)),
        Arguments.of("good to the last useful", known(HOUR, null), "p1", 58, new Move.Use(HOUR)),
        Arguments.of("too short", known(HOUR, null), "p1", 59, new Move.Call(true)),
        Arguments.of("over", known(HOUR, null), "p1", 61, new Move.Call(true)),
        Arguments.of("other parameters", known(HOUR, null), "p2", 1, new Move.Call(false)),
        Arguments.of("renewed just now", known(HOUR, at(31)), "p1", 30, new Move.Use(HOUR)),
        Arguments.of("being called", known(null, at(1)), "p1", 0, new Move.Wait(at(1))),
        Arguments.of("called for others", known(null, at(1)), "p2", 0, new Move.Wait(at(1))),
        Arguments.of("the caller died", known(null, at(1)), "p1", 1, new Move.Call(false)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("asks")
  void an_ask_is_served_waits_or_calls(
      String name, @Nullable DeviceCredential known, String parameters, int minute, Move expected) {
    assertThat(CredentialDecider.onAsk(known, request(parameters), at(minute), SETTINGS))
        .isEqualTo(expected);
  }

  static Stream<Arguments> renewals() {
    Instant due = CredentialDecider.renewAt(REQUEST, HOUR, SETTINGS);
    DeviceCredential refused = new DeviceCredential(REQUEST, HOUR, T0, null, true, 1);
    DeviceCredential used = new DeviceCredential(REQUEST, HOUR, at(10), null, false, 1);
    return Stream.of(
        Arguments.of("gone", null, T0, "p1", 50, new Renewal.Forget("superseded")),
        Arguments.of(
            "newer", known(HOUR, null), at(-1), "p1", 50, new Renewal.Forget("superseded")),
        Arguments.of("dropped", known(null, null), T0, "p1", 50, new Renewal.Forget("superseded")),
        Arguments.of(
            "appid changed",
            known(HOUR, null),
            T0,
            "p2",
            50,
            new Renewal.Forget("other_parameters")),
        Arguments.of(
            "silent for long", known(HOUR, null), T0, "p1", 120, new Renewal.Forget("inactive")),
        Arguments.of("refused", refused, T0, "p1", 50, new Renewal.Forget("rawdata_refused")),
        Arguments.of("too early", known(HOUR, null), T0, "p1", 40, new Renewal.Later(due)),
        Arguments.of("time", known(HOUR, null), T0, "p1", 50, new Renewal.Call()),
        Arguments.of("late, but in use", used, T0, "p1", 129, new Renewal.Call()),
        Arguments.of("called", known(HOUR, at(51)), T0, "p1", 50, new Renewal.Later(at(51))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("renewals")
  void a_renewal_calls_waits_or_ends(
      String name,
      @Nullable DeviceCredential known,
      Instant issuedAt,
      String parameters,
      int minute,
      Renewal expected) {
    assertThat(CredentialDecider.onDue(known, issuedAt, parameters, at(minute), SETTINGS))
        .isEqualTo(expected);
  }

  @Test
  void renewals_of_devices_that_began_together_are_spread() {
    Stream<Instant> dues =
        Stream.iterate(0, i -> i + 1)
            .limit(1_000)
            .map(
                i ->
                    new CredentialRequest(
                        CredentialStand.device("D" + i), "p", null, new Sealed("r")))
            .map(request -> CredentialDecider.renewAt(request, HOUR, SETTINGS));
    assertThat(dues)
        .allMatch(due -> !due.isBefore(at(45)) && !due.isAfter(at(50)))
        .satisfies(all -> assertThat(all.stream().distinct().count()).isGreaterThan(400));
  }

  @Test
  void a_credential_that_lives_a_minute_is_renewed_at_half_of_it_and_useful_for_most() {
    Credential minute = new Credential(new Sealed("a"), T0, at(1));
    assertThat(CredentialDecider.renewAt(REQUEST, minute, SETTINGS)).isEqualTo(T0.plusSeconds(30));
    assertThat(CredentialDecider.usefulUntil(minute, SETTINGS)).isEqualTo(T0.plusSeconds(45));
  }

  @Test
  void what_is_near_its_end_serves_where_no_fresh_one_can_be_had() {
    assertThat(CredentialDecider.stopgap(known(HOUR, null), REQUEST, at(59))).isEqualTo(HOUR);
    assertThat(CredentialDecider.stopgap(known(HOUR, null), REQUEST, at(60))).isNull();
    assertThat(CredentialDecider.stopgap(known(HOUR, null), request("p2"), at(1))).isNull();
    assertThat(CredentialDecider.stopgap(null, REQUEST, at(1))).isNull();
  }
}
