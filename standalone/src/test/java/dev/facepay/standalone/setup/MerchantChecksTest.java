package dev.facepay.standalone.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.wechat.InvalidMerchantException;
import dev.facepay.wechat.Merchants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doctor finds what the services find, no more and no less. */
class MerchantChecksTest {

  @TempDir Path dir;
  @TempDir Path keys;
  private Path folder = Path.of("");

  @BeforeEach
  void a_merchant_without_a_certificate() throws Exception {
    folder = Files.createDirectory(dir.resolve("1900000109"));
    Files.writeString(folder.resolve("merchant.properties"), "app_id=wx8888888888888888\n");
    Files.writeString(folder.resolve("api-key"), "k".repeat(32));
  }

  @Test
  void a_certificate_that_is_not_there_is_missing() {
    assertThat(finding().found()).isEqualTo("wx8888888888888888, apiclient_cert.p12 is missing");
  }

  @Test
  void a_hidden_folder_is_no_merchant_to_anybody() throws Exception {
    Files.createDirectory(dir.resolve("..2026_01_01"));
    assertThat(finding().what()).isEqualTo("merchant 1900000109");
    assertThat(DemoDevices.readOrMake(keys, dir))
        .allMatch(it -> it.merchant().equals("1900000109"));
  }

  @Test
  void a_byte_order_mark_is_nothing_to_anybody() throws Exception {
    for (String file : List.of("merchant.properties", "api-key")) {
      Files.writeString(folder.resolve(file), "\uFEFF" + Files.readString(folder.resolve(file)));
    }
    assertThat(finding().found()).startsWith("wx8888888888888888, ");
    assertThat(Merchants.load(dir).find("1900000109")).isPresent();
    assertThat(DemoDevices.readOrMake(keys, dir)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "api-key, short, BAD_API_KEY",
    "merchant.properties, sign_type=MD5, NO_APP_ID",
    "merchant.properties, app_id=wx1\\nsign_typ=MD5, UNKNOWN_PROPERTY",
    "merchant.properties, app_id=w x, BAD_APP_ID",
    "apiclient_cert.p12, no certificate, BAD_CERTIFICATE",
  })
  void what_no_service_starts_with_is_told_in_the_words_of_the_start(
      String file, String text, String defect) throws Exception {
    Files.writeString(folder.resolve(file), text.replace("\\n", "\n"));
    assertThat(finding().bad()).isTrue();
    assertThat(finding().found()).startsWith(defect);
    assertThatExceptionOfType(InvalidMerchantException.class)
        .isThrownBy(() -> Merchants.load(dir))
        .withMessage(finding().found());
    assertThatExceptionOfType(CannotRun.class)
        .isThrownBy(() -> DemoDevices.readOrMake(keys, dir))
        .withMessageContaining(defect);
  }

  @Test
  void a_directory_that_is_wanted_and_not_there_is_told() {
    Path none = dir.resolve("none");
    assertThat(MerchantChecks.all(none, true)).singleElement().matches(Finding::bad);
    assertThat(MerchantChecks.all(none, false)).singleElement().matches(it -> !it.bad());
  }

  private Finding finding() {
    List<Finding> all = MerchantChecks.all(dir, true);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }
}
