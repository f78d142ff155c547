package dev.facepay.auth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.DeviceFact.EnrolmentAsked;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.EnrolmentRefusal;
import dev.facepay.payment.KeySlot;
import dev.facepay.payment.RequestId;
import dev.facepay.payment.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryDeciderTest {

  private static final Instant T0 = Instant.parse("2026-11-22T02:00:00Z");
  private static final Duration OVERLAP = Duration.ofHours(24);
  private static final String KEY_A = "a".repeat(64);
  private static final String KEY_B = "b".repeat(64);
  private static final String KEY_C = "c".repeat(64);

  private static DeviceRecord.OpenCode code(String hash, Instant madeAt) {
    return new DeviceRecord.OpenCode(hash, madeAt.plus(Duration.ofMinutes(15)));
  }

  private static DeviceRecord added() {
    return DeviceRecord.fresh(
        new DeviceId("D1"), "Till 1", new StoreId("S1"), code("code-1", T0), T0);
  }

  private static EnrolmentAsked asked(String code, String key, Instant at) {
    return new EnrolmentAsked(
        new RequestId("r-" + key.charAt(0)), code, key, at.plusSeconds(10), at);
  }

  private static DeviceRecord enrol(DeviceRecord device, String code, String key, Instant at) {
    RegistryDecider.Verdict verdict =
        RegistryDecider.enrol(device, asked(code, key, at), at.plusSeconds(10), at, OVERLAP);
    assertThat(verdict).isInstanceOf(RegistryDecider.Verdict.Enrol.class);
    return ((RegistryDecider.Verdict.Enrol) verdict).next();
  }

  private static DeviceRecord enrolled() {
    return enrol(added(), "code-1", KEY_A, T0);
  }

  private static DeviceRecord rotated(Instant at) {
    DeviceRecord open = RegistryDecider.newCode(enrolled(), code("code-2", at)).orElseThrow();
    return enrol(open, "code-2", KEY_B, at);
  }

  private static DeviceRecord revoked() {
    return RegistryDecider.revoke(enrolled(), T0.plusSeconds(5)).orElseThrow();
  }

  private static @Nullable DeviceRecord inState(String state) {
    return switch (state) {
      case "nobody" -> null;
      case "added" -> added();
      case "enrolled" -> enrolled();
      case "rotated" -> rotated(T0.plusSeconds(60));
      case "revoked" -> revoked();
      case "revoked unused" -> RegistryDecider.revoke(added(), T0).orElseThrow();
      case "superseded" -> RegistryDecider.newCode(added(), code("code-2", T0)).orElseThrow();
      default -> throw new IllegalArgumentException(state);
    };
  }

  @ParameterizedTest(name = "{0}: {1} with {2} after {3} s is {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nobody         | code-1 | b |   1 | UNKNOWN_CODE
          added          | code-1 | a |   1 | enrolled
          added          | code-1 | a | 899 | enrolled
          added          | code-1 | a | 900 | EXPIRED
          added          | code-1 | a | 999 | EXPIRED
          superseded     | code-1 | a |   1 | EXPIRED
          superseded     | code-2 | a |   1 | enrolled
          enrolled       | code-1 | b |   1 | USED
          enrolled       | code-1 | a |   1 | known
          enrolled       | code-1 | a | 999 | known
          rotated        | code-1 | b |  61 | EXPIRED
          rotated        | code-2 | c |  61 | USED
          revoked        | code-1 | b |   6 | USED
          revoked        | code-2 | b |   6 | REVOKED
          revoked unused | code-1 | a |   1 | REVOKED
          """)
  void a_code_works_once_in_its_time_for_its_device(
      String state, String code, char key, long afterSeconds, String wanted) {
    Instant now = T0.plusSeconds(afterSeconds);
    RegistryDecider.Verdict verdict =
        RegistryDecider.enrol(
            inState(state),
            asked(code, String.valueOf(key).repeat(64), now),
            now.plusSeconds(10),
            now,
            OVERLAP);

    String found =
        switch (verdict) {
          case RegistryDecider.Verdict.Enrol e -> "enrolled";
          case RegistryDecider.Verdict.Known k -> "known";
          case RegistryDecider.Verdict.Refuse r -> r.reason().name();
        };
    assertThat(found).isEqualTo(wanted);
  }

  @Test
  void who_asked_and_waits_no_longer_uses_no_code_up() {
    RegistryDecider.Verdict verdict =
        RegistryDecider.enrol(
            added(), asked("code-1", KEY_A, T0), T0.plusSeconds(10), T0.plusSeconds(11), OVERLAP);

    assertThat(verdict).isEqualTo(new RegistryDecider.Verdict.Refuse(EnrolmentRefusal.TOO_LATE));
  }

  @Test
  void the_first_key_has_no_end_and_the_code_is_gone() {
    DeviceRecord device = enrolled();

    assertThat(device.key1()).isNull();
    assertThat(device.key2()).isEqualTo(new KeySlot(KEY_A, null));
    assertThat(device.code()).isNull();
    assertThat(device.version()).isEqualTo(2);
  }

  @Test
  void with_a_new_key_the_old_one_lives_on_for_the_overlap() {
    Instant at = T0.plusSeconds(60);
    DeviceRecord device = rotated(at);

    assertThat(device.key1()).isEqualTo(new KeySlot(KEY_A, at.plus(OVERLAP)));
    assertThat(device.key2()).isEqualTo(new KeySlot(KEY_B, null));
    assertThat(device.version()).isEqualTo(3);
  }

  @Test
  void a_third_key_puts_the_first_one_out_at_once() {
    Instant at = T0.plusSeconds(120);
    DeviceRecord open =
        RegistryDecider.newCode(rotated(T0.plusSeconds(60)), code("code-3", at)).orElseThrow();
    DeviceRecord device = enrol(open, "code-3", KEY_C, at);

    assertThat(Objects.requireNonNull(device.key1()).hash()).isEqualTo(KEY_B);
    assertThat(Objects.requireNonNull(device.key2()).hash()).isEqualTo(KEY_C);
  }

  @Test
  void without_an_overlap_the_old_key_ends_with_the_new_ones_coming() {
    DeviceRecord open = RegistryDecider.newCode(enrolled(), code("code-2", T0)).orElseThrow();
    RegistryDecider.Verdict verdict =
        RegistryDecider.enrol(
            open, asked("code-2", KEY_B, T0), T0.plusSeconds(10), T0, Duration.ZERO);

    assertThat(((RegistryDecider.Verdict.Enrol) verdict).next().key1()).isNull();
  }

  @Test
  void a_new_code_changes_nothing_that_the_edge_knows() {
    DeviceRecord before = enrolled();
    DeviceRecord after = RegistryDecider.newCode(before, code("code-2", T0)).orElseThrow();

    assertThat(after.version()).isEqualTo(before.version());
    assertThat(after.key2()).isEqualTo(before.key2());
  }

  @Test
  void a_revoked_device_is_revoked_for_good() {
    DeviceRecord device = revoked();

    assertThat(device.status()).isEqualTo(DeviceStatus.REVOKED);
    assertThat(device.code()).isNull();
    assertThat(device.version()).isEqualTo(3);
    assertThat(RegistryDecider.revoke(device, T0.plusSeconds(9))).isEmpty();
    assertThat(RegistryDecider.newCode(device, code("code-9", T0))).isEmpty();
  }
}
