package dev.facepay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.merchant.SignType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static final String KEY = "192006250b4c09247ec02edce69f6a2d";

  private static Map<String, String> example() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("nonce_str", "ibuaiVcKdpRxkhJA");
    fields.put("appid", "wxd930ea5d5a258f4f");
    fields.put("mch_id", "10000100");
    fields.put("device_info", "1000");
    fields.put("body", "test");
    fields.put("attach", "");
    return fields;
  }

  @Test
  void the_public_examples_are_signed_alike() {
    assertThat(SignType.MD5.sign(example(), KEY)).isEqualTo("9A0A8659F005D6984697E2CA0A9CF3B7");
    assertThat(SignType.HMAC_SHA256.sign(example(), KEY))
        .isEqualTo("6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6");
  }

  @Test
  void a_signature_covers_every_field_and_only_the_right_key_makes_it() {
    Map<String, String> fields = example();
    fields.put("sign", SignType.MD5.sign(fields, KEY));

    assertThat(SignType.MD5.verifies(fields, KEY)).isTrue();
    assertThat(SignType.MD5.verifies(fields, KEY.replace('1', '2'))).isFalse();
    assertThat(SignType.HMAC_SHA256.verifies(fields, KEY)).isFalse();
    fields.put("unknown_field", "1");
    assertThat(SignType.MD5.verifies(fields, KEY)).isFalse();
  }

  @Test
  void what_is_written_is_read_again_whatever_it_contains() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("body", "<tea> & \"milk\" ]]> 奶茶 🍵");
    fields.put("attach", "");

    assertThat(FlatXml.read(FlatXml.write(fields))).isEqualTo(new FlatXml.Fields(fields));
  }

  @Test
  void escaped_text_cdata_comments_and_a_declaration_are_understood() {
    String xml =
        "\uFEFF<?xml version='1.0'?>\n<!-- x --><xml>\n <a>1 &lt;&amp;&#65;&#x42;</a>"
            + "<b><![CDATA[<c>]]>d</b><e/></xml>\n";

    assertThat(FlatXml.read(xml))
        .isEqualTo(new FlatXml.Fields(Map.of("a", "1 <&AB", "b", "<c>d", "e", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<html><body>no</body></html>",
        "<xml>",
        "<xml><a>1</xml>",
        "<xml><a>1</b></xml>",
        "<xml><a><b>1</b></a></xml>",
        "<xml><a x='1'>1</a></xml>",
        "<xml><a>1</a><a>2</a></xml>",
        "<xml><a>&nbsp;</a></xml>",
        "<xml><a>& 1</a></xml>",
        "<xml><a>&#xZZ;</a></xml>",
        "<xml><a>&#;</a></xml>",
        "<xml><a>&;</a></xml>",
        "<xml><a><![CDATA[1</a></xml>",
        "<xml><!-- </xml>",
        "<xml></xml><xml></xml>",
        "<!DOCTYPE xml [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><xml><a>&e;</a></xml>",
        "<!DOCTYPE xml [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><xml><c>&b;</c></xml>"
      })
  void anything_else_is_refused(String text) {
    assertThat(FlatXml.read(text)).isInstanceOf(FlatXml.Malformed.class);
  }

  @Test
  void a_message_with_too_many_fields_is_refused() {
    StringBuilder xml = new StringBuilder("<xml>");
    for (int i = 0; i <= FlatXml.FIELDS_MAX; i++) {
      xml.append("<f").append(i).append("/>");
    }
    assertThat(FlatXml.read(xml.append("</xml>").toString())).isInstanceOf(FlatXml.Malformed.class);
  }

  @Test
  void calls_are_found_with_and_without_the_sandbox_prefix() {
    assertThat(Api.at("/pay/micropay")).contains(Api.MICROPAY);
    assertThat(Api.at("/xdc/apiv2sandbox/pay/micropay")).contains(Api.MICROPAY);
    assertThat(Api.at("/xdc/apiv2sandbox/secapi/pay/reverse")).contains(Api.REVERSE);
    assertThat(Api.at("/face/get_wxpayface_authinfo")).contains(Api.AUTHINFO);
    assertThat(Api.at("/pay/unifiedorder")).isEmpty();
  }
}
