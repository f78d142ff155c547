package dev.facepay.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SigningTest {

  private static final Secret KEY = new Secret("192006250b4c09247ec02edce69f6a2d");
  private static final Map<String, String> EXAMPLE =
      Map.of(
          "appid", "wxd930ea5d5a258f4f",
          "mch_id", "10000100",
          "device_info", "1000",
          "body", "test",
          "nonce_str", "ibuaiVcKdpRxkhJA");

  @Test
  void the_public_example_has_the_public_signatures() {
    assertThat(Signing.sign(EXAMPLE, KEY, SignType.MD5))
        .isEqualTo("9A0A8659F005D6984697E2CA0A9CF3B7");
    assertThat(Signing.sign(EXAMPLE, KEY, SignType.HMAC_SHA256))
        .isEqualTo("6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6");
  }

  @Test
  void the_signed_text_is_sorted_by_ascii_raw_and_ends_with_the_key() {
    Map<String, String> fields =
        Map.of("b", "x&y=<1>", "B", "2", "a_1", "é 支付", "sign", "old", "empty", "", "zero", "0");
    assertThat(Signing.signedText(fields, KEY))
        .isEqualTo("B=2&a_1=é 支付&b=x&y=<1>&zero=0&key=" + KEY.reveal());
  }

  @Test
  void a_signature_verifies_with_its_own_type_key_and_fields_only() {
    Map<String, String> fields = new HashMap<>(EXAMPLE);
    fields.put("sign", Signing.sign(EXAMPLE, KEY, SignType.MD5));
    assertThat(Signing.verifies(fields, KEY, SignType.MD5)).isTrue();
    assertThat(Signing.verifies(fields, KEY, SignType.HMAC_SHA256)).isFalse();
    assertThat(Signing.verifies(fields, new Secret("x".repeat(32)), SignType.MD5)).isFalse();
    fields.put("unknown_field", "new");
    assertThat(Signing.verifies(fields, KEY, SignType.MD5)).isFalse();
    assertThat(Signing.verifies(EXAMPLE, KEY, SignType.MD5)).isFalse();
  }
}
