package dev.facepay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.facepay.wechat.InvalidMerchantException.Defect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MerchantsTest {

  private static final String KEY = "192006250b4c09247ec02edce69f6a2d";

  @TempDir Path dir;
  private Path folder;

  @BeforeEach
  void a_whole_merchant() throws IOException {
    folder = Files.createDirectory(dir.resolve("1900000109"));
    Files.writeString(
        folder.resolve("merchant.properties"),
        "app_id=wx1\nsign_type=HMAC-SHA256\nsub_mch.88.app_id=wxsub\n");
    Files.writeString(folder.resolve("api-key"), KEY + "\n");
  }

  @Test
  void a_directory_is_read_whole() throws Exception {
    TestCertificates certificates = TestCertificates.get();
    Instant end = Instant.parse("2030-01-01T00:00:00Z");
    certificates.writeClient(folder.resolve("apiclient_cert.p12"), "1900000109", "1900000109", end);
    Path second = Files.createDirectory(dir.resolve("1900000110"));
    Files.writeString(second.resolve("merchant.properties"), "app_id=wx2\n");
    Files.writeString(second.resolve("api-key"), KEY);
    Files.createDirectory(dir.resolve("..data"));
    Merchants merchants = Merchants.load(dir);
    assertThat(merchants.all())
        .extracting(Merchant::mchId)
        .containsExactly("1900000109", "1900000110");
    Merchant first = merchants.find("1900000109").orElseThrow();
    assertThat(first.signType()).isEqualTo(SignType.HMAC_SHA256);
    assertThat(first.apiKey().reveal()).isEqualTo(KEY);
    assertThat(first.subAppId("88")).contains("wxsub");
    assertThat(first.toString()).doesNotContain(KEY);
    assertThat(merchants.certificateExpiry("1900000109")).contains(end);
    assertThat(merchants.find("1900000110").orElseThrow().signType()).isEqualTo(SignType.MD5);
    assertThat(merchants.certificateExpiry("1900000110")).isEmpty();
    assertThat(merchants.find("nobody")).isEmpty();
  }

  @Test
  void a_password_of_its_own_is_taken_from_its_file() throws Exception {
    Instant end = Instant.parse("2030-01-01T00:00:00Z");
    TestCertificates.get().writeClient(folder.resolve("apiclient_cert.p12"), "x", "other", end);
    Files.writeString(folder.resolve("p12-password"), "other\n");
    assertThat(Merchants.load(dir).certificateExpiry("1900000109")).contains(end);
  }

  @Test
  void who_looks_before_a_start_finds_each_folder_as_the_start_does() throws Exception {
    Instant end = Instant.parse("2030-01-01T00:00:00Z");
    TestCertificates.get().writeClient(folder.resolve("apiclient_cert.p12"), "x", "other", end);
    Files.writeString(folder.resolve("p12-password"), "\uFEFFother\n");
    Path second = Files.createDirectory(dir.resolve("1900000110"));
    Files.writeString(second.resolve("merchant.properties"), "\uFEFFapp_id=wx2\n");
    Files.createDirectory(dir.resolve("..2026_01_01"));
    assertThat(Merchants.look(dir))
        .extracting(Merchants.Found::name, Merchants.Found::certificateExpiry)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("1900000109", end),
            org.assertj.core.groups.Tuple.tuple("1900000110", null));
    assertThat(Merchants.look(dir).getLast().defect())
        .extracting(InvalidMerchantException::defect)
        .isEqualTo(Defect.NO_API_KEY);
  }

  @Test
  void a_byte_order_mark_that_nobody_sees_is_none_of_a_files_text() throws Exception {
    Files.writeString(folder.resolve("merchant.properties"), "\uFEFFapp_id=wx1\n");
    Files.writeString(folder.resolve("api-key"), "\uFEFF" + KEY);
    assertThat(Merchants.load(dir).find("1900000109").orElseThrow().appId()).isEqualTo("wx1");
  }

  @Test
  void every_defect_has_its_name() throws Exception {
    assertThat(defect(dir.resolve("nowhere"))).isEqualTo(Defect.NO_DIRECTORY);
    assertThat(
            defect(
                Files.createDirectory(dir.resolve("1900000109/empty"))
                    .getParent()
                    .resolve("empty")))
        .isEqualTo(Defect.NO_MERCHANT);
    Files.delete(folder.resolve("empty"));
    properties("app_id=wx1\nsign_type=SHA1\n", Defect.BAD_SIGN_TYPE);
    properties("sign_type=MD5\n", Defect.NO_APP_ID);
    properties("app_id=wx1\nfund_flow=2017\n", Defect.BAD_FUND_FLOW);
    properties("app_id=w x\n", Defect.BAD_APP_ID);
    properties("app_id=wx1\napp-id=wx1\n", Defect.UNKNOWN_PROPERTY);
    properties("app_id=wx1\nsub_mch.8!8.app_id=wx1\n", Defect.BAD_SUB_MERCHANT);
    properties("app_id=\\u00\n", Defect.BAD_ESCAPE);
    properties("a\0p\0p\0_\0i\0d\0=\0x\0", Defect.NOT_UTF_8);
    Files.writeString(
        folder.resolve("merchant.properties"), "app_id=wx1\n", StandardCharsets.UTF_16);
    assertThat(defect(dir)).isEqualTo(Defect.NOT_UTF_8);
    Files.writeString(folder.resolve("merchant.properties"), "app_id=wx1\n");
    Files.writeString(folder.resolve("api-key"), "short");
    assertThat(defect(dir)).isEqualTo(Defect.BAD_API_KEY);
    Files.delete(folder.resolve("api-key"));
    assertThat(defect(dir)).isEqualTo(Defect.NO_API_KEY);
    Files.writeString(folder.resolve("api-key"), KEY);
    Files.writeString(folder.resolve("apiclient_cert.p12"), "no certificate");
    assertThat(defect(dir)).isEqualTo(Defect.BAD_CERTIFICATE);
    TestCertificates.get()
        .writeClient(folder.resolve("apiclient_cert.p12"), "x", "wrong password", Instant.MAX);
    assertThat(defect(dir)).isEqualTo(Defect.BAD_CERTIFICATE);
    Files.delete(folder.resolve("apiclient_cert.p12"));
    Files.delete(folder.resolve("merchant.properties"));
    assertThat(defect(dir)).isEqualTo(Defect.NO_PROPERTIES);
    Files.writeString(folder.resolve("merchant.properties"), "app_id=wx1\n");
    Files.move(folder, dir.resolve("19-00"));
    assertThat(defect(dir)).isEqualTo(Defect.BAD_MCH_ID);
    Files.move(dir.resolve("19-00"), dir.resolve("19_00"));
    assertThat(defect(dir)).as("no door takes such a one").isEqualTo(Defect.BAD_MCH_ID);
  }

  @Test
  void a_merchant_given_twice_is_named() {
    Merchant merchant = new Merchant("1", "wx", new Secret(KEY), SignType.MD5, null, Map.of());
    InvalidMerchantException e =
        catchThrowableOfType(
            InvalidMerchantException.class, () -> Merchants.of(merchant, merchant));
    assertThat(e.defect()).isEqualTo(Defect.DUPLICATE);
  }

  private void properties(String text, Defect expected) throws IOException {
    Files.writeString(folder.resolve("merchant.properties"), text);
    assertThat(defect(dir)).isEqualTo(expected);
  }

  private static Defect defect(Path dir) {
    InvalidMerchantException e =
        catchThrowableOfType(InvalidMerchantException.class, () -> Merchants.load(dir));
    assertThat(e).isNotNull();
    assertThat(e.getMessage()).startsWith(e.defect().name()).doesNotContain(KEY);
    return e.defect();
  }
}
