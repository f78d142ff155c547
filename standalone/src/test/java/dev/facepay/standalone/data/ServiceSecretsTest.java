package dev.facepay.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.seal.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each service gets the secrets that it needs. */
class ServiceSecretsTest {

  @TempDir Path dir;
  private Path keys;
  private Path merchant;

  @BeforeEach
  void an_installation() throws IOException {
    keys = dir.resolve("keys");
    KeyRing.createIfMissing(keys);
    OperatorKey.makeIfMissing(keys);
    Files.writeString(keys.resolve("devices.json"), "{}");
    Files.writeString(keys.resolve("demo-devices.json"), "{}");
    merchant = Files.createDirectories(dir.resolve("merchants/1900000109"));
    Files.createDirectories(dir.resolve("merchants/.hidden"));
    for (String name : List.of("merchant.properties", "api-key", "apiclient_cert.p12")) {
      Files.writeString(merchant.resolve(name), name);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          edge-api        | auth-code.keyset.json devices.json face-credential.keyset.json fingerprint.keyset.json
          auth-service    | face-credential.keyset.json fingerprint.keyset.json merchants/1900000109/api-key merchants/1900000109/merchant.properties operators.json
          pay-service     | auth-code.keyset.json merchants/1900000109/api-key merchants/1900000109/merchant.properties openid.keyset.json
          query-service   | merchants/1900000109/api-key merchants/1900000109/merchant.properties openid.keyset.json
          reverse-service | merchants/1900000109/api-key merchants/1900000109/apiclient_cert.p12 merchants/1900000109/merchant.properties
          refund-service  | merchants/1900000109/api-key merchants/1900000109/apiclient_cert.p12 merchants/1900000109/merchant.properties
          reconcile-service | merchants/1900000109/api-key merchants/1900000109/apiclient_cert.p12 merchants/1900000109/merchant.properties
          console-service | merchants/1900000109/api-key merchants/1900000109/merchant.properties operator-session.keyset.json operators.json
          operator        | demo-devices.json operator.key
          """)
  void a_service_gets_what_it_needs_and_nothing_else(String service, String files)
      throws IOException {
    handOut();

    assertThat(filesOf(service)).containsExactly(files.split(" "));
  }

  @Test
  void what_is_handed_out_is_its_owners_alone() throws IOException {
    handOut();

    try (Stream<Path> all = Files.walk(dir.resolve("out")).filter(Files::isRegularFile)) {
      for (Path file : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void a_second_time_brings_what_changed_and_removes_what_went_away() throws IOException {
    handOut();
    Path second = Files.createDirectories(dir.resolve("merchants/1900000110"));
    Files.writeString(second.resolve("api-key"), "another");
    Files.writeString(merchant.resolve("apiclient_cert.p12"), "renewed");
    Files.delete(merchant.resolve("api-key"));

    handOut();

    assertThat(filesOf("reverse-service"))
        .containsExactly(
            "merchants/1900000109/apiclient_cert.p12",
            "merchants/1900000109/merchant.properties",
            "merchants/1900000110/api-key");
    assertThat(dir.resolve("out/reverse-service/merchants/1900000109/apiclient_cert.p12"))
        .hasContent("renewed");
  }

  @Test
  void a_keyset_keeps_the_time_of_its_last_rotation() throws IOException {
    handOut();

    assertThat(
            Files.getLastModifiedTime(dir.resolve("out/pay-service/auth-code.keyset.json"))
                .toMillis())
        .isEqualTo(Files.getLastModifiedTime(keys.resolve("auth-code.keyset.json")).toMillis());
  }

  private void handOut() {
    ServiceSecrets.handOut(keys, dir.resolve("merchants"), dir.resolve("out"));
  }

  private TreeSet<String> filesOf(String service) throws IOException {
    Path folder = dir.resolve("out").resolve(service);
    try (Stream<Path> all = Files.walk(folder).filter(Files::isRegularFile)) {
      TreeSet<String> found = new TreeSet<>();
      all.forEach(file -> found.add(folder.relativize(file).toString()));
      return found;
    }
  }
}
