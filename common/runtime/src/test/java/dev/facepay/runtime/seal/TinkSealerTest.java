package dev.facepay.runtime.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.Sealed;
import dev.facepay.runtime.seal.Sealer.CannotOpen;
import dev.facepay.runtime.seal.Sealer.Purpose;
import dev.facepay.testkit.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinkSealerTest {

  private static final String PAYMENT = "1900000109:20261122S017D03000042";
  private static final String CODE = "134567890123456789";

  @TempDir Path directory;
  private Path keys;
  private TinkSealer sealer;

  @BeforeEach
  void ring() {
    keys = directory.resolve("keys");
    sealer = new TinkSealer(KeyRing.createIfMissing(keys));
  }

  @Test
  void what_was_sealed_opens_again() throws CannotOpen {
    Sealed sealed = sealer.seal(Purpose.AUTH_CODE, PAYMENT, CODE);

    assertThat(sealed.text()).doesNotContain(CODE).matches("[A-Za-z0-9_-]+");
    assertThat(sealer.open(Purpose.AUTH_CODE, PAYMENT, sealed)).isEqualTo(CODE);
    assertThat(sealer.seal(Purpose.AUTH_CODE, PAYMENT, CODE)).isNotEqualTo(sealed);
  }

  @Test
  void another_owner_another_purpose_or_another_text_opens_nothing() {
    Sealed sealed = sealer.seal(Purpose.AUTH_CODE, PAYMENT, CODE);
    char first = sealed.text().charAt(20);
    Sealed altered =
        new Sealed(
            sealed.text().substring(0, 20)
                + (first == 'A' ? 'B' : 'A')
                + sealed.text().substring(21));

    assertThatThrownBy(() -> sealer.open(Purpose.AUTH_CODE, PAYMENT + "-2", sealed))
        .isInstanceOf(CannotOpen.class)
        .hasMessageNotContaining(CODE);
    assertThatThrownBy(() -> sealer.open(Purpose.FACE_CREDENTIAL, PAYMENT, sealed))
        .isInstanceOf(CannotOpen.class);
    assertThatThrownBy(() -> sealer.open(Purpose.AUTH_CODE, PAYMENT, altered))
        .isInstanceOf(CannotOpen.class);
    assertThatThrownBy(() -> sealer.open(Purpose.AUTH_CODE, PAYMENT, new Sealed("no base64!")))
        .isInstanceOf(CannotOpen.class);
  }

  @Test
  void the_keys_stay_when_they_are_there() throws CannotOpen {
    Sealed sealed = sealer.seal(Purpose.AUTH_CODE, PAYMENT, CODE);

    TinkSealer restarted = new TinkSealer(KeyRing.createIfMissing(keys));

    assertThat(restarted.open(Purpose.AUTH_CODE, PAYMENT, sealed)).isEqualTo(CODE);
  }

  @Test
  void after_a_rotation_the_new_key_seals_and_all_keys_open() throws CannotOpen {
    Sealed old = sealer.seal(Purpose.AUTH_CODE, PAYMENT, CODE);
    KeyRing.open(keys).rotate(Purpose.AUTH_CODE);
    TinkSealer rotated = new TinkSealer(KeyRing.open(keys));

    Sealed young = rotated.seal(Purpose.AUTH_CODE, PAYMENT, CODE);

    assertThat(rotated.open(Purpose.AUTH_CODE, PAYMENT, old)).isEqualTo(CODE);
    assertThat(rotated.open(Purpose.AUTH_CODE, PAYMENT, young)).isEqualTo(CODE);
    assertThatThrownBy(() -> sealer.open(Purpose.AUTH_CODE, PAYMENT, young))
        .isInstanceOf(CannotOpen.class);
  }

  @Test
  void an_added_key_opens_everywhere_before_it_seals_anywhere() throws CannotOpen {
    KeyRing.open(keys).add(Purpose.AUTH_CODE);
    TinkSealer prepared = new TinkSealer(KeyRing.open(keys));
    Sealed stillOld = prepared.seal(Purpose.AUTH_CODE, PAYMENT, CODE);
    assertThat(sealer.open(Purpose.AUTH_CODE, PAYMENT, stillOld)).isEqualTo(CODE);

    KeyRing.open(keys).promote(Purpose.AUTH_CODE);
    Sealed young = new TinkSealer(KeyRing.open(keys)).seal(Purpose.AUTH_CODE, PAYMENT, CODE);
    assertThat(prepared.open(Purpose.AUTH_CODE, PAYMENT, young)).isEqualTo(CODE);
  }

  @Test
  void keys_that_others_may_read_are_refused() throws Exception {
    Path file = keys.resolve("auth-code.keyset.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> new TinkSealer(KeyRing.open(keys)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void a_service_without_a_purposes_keys_neither_seals_nor_opens() throws Exception {
    Sealed sealed = sealer.seal(Purpose.AUTH_CODE, PAYMENT, CODE);
    Files.delete(keys.resolve("auth-code.keyset.json"));
    TinkSealer other = new TinkSealer(KeyRing.open(keys));

    assertThatThrownBy(() -> other.open(Purpose.AUTH_CODE, PAYMENT, sealed))
        .isInstanceOf(CannotOpen.class);
    assertThatThrownBy(() -> other.seal(Purpose.AUTH_CODE, PAYMENT, CODE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(other.seal(Purpose.FACE_CREDENTIAL, "D03", "info").text()).isNotEmpty();
  }

  @Test
  void a_ring_that_is_not_there_is_named() {
    Path nowhere = directory.resolve("nowhere");
    assertThatThrownBy(() -> KeyRing.open(nowhere))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void a_buyer_is_sealed_where_the_keys_are_and_left_out_where_they_are_not() throws Exception {
    PaymentFact fact = Fixtures.reversed(Fixtures.payment());
    String id = fact.payment().id().toString();
    Sealed sealed = Sealer.ofWhatIsIn(keys).sealOpenid(fact, "oUpF8uMuAJO").orElseThrow();
    assertThat(sealed.text()).doesNotContain("oUpF8uMuAJO");
    assertThat(sealer.open(Purpose.OPENID, id, sealed)).isEqualTo("oUpF8uMuAJO");

    Files.delete(keys.resolve("openid.keyset.json"));
    assertThat(Sealer.ofWhatIsIn(keys).sealOpenid(fact, "oUpF8uMuAJO")).isEmpty();
    assertThat(Sealer.ofWhatIsIn(keys.resolve("nowhere")).sealOpenid(fact, "o")).isEmpty();
  }
}
