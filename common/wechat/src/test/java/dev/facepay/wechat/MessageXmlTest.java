package dev.facepay.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageXmlTest {

  @Test
  void what_is_written_is_read_back_character_for_character() throws Exception {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("body", "刷脸 <b>&amp; ]]> \"quoted\" 'q'");
    fields.put("detail", "{\"goods\":[{\"id\":\"1\",\"name\":\"tea\"}]}");
    fields.put("lines", "a\nb\tc");
    fields.put("return_line", "a\r\nb");
    fields.put("spaces", "  x  ");
    fields.put("none", "");
    assertThat(MessageXml.read(MessageXml.write(fields))).isEqualTo(fields);
  }

  @Test
  void text_and_cdata_read_alike_and_the_order_is_kept() throws Exception {
    String text =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <xml>
          <return_code><![CDATA[SUCCESS]]></return_code>
          <total_fee>0</total_fee>
          <empty/>
          <also_empty><![CDATA[]]></also_empty>
          <mixed>a<![CDATA[<b>]]>c</mixed>
          <entity>&lt;&#25903;</entity>
        </xml>
        """;
    assertThat(MessageXml.read(text).toString())
        .isEqualTo(
            "{return_code=SUCCESS, total_fee=0, empty=, also_empty=, mixed=a<b>c, entity=<支}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "SUCCESS",
        "{\"return_code\":\"SUCCESS\"}",
        "<!doctype html><html><head><title>502</title></head><body>Bad gateway</body></html>",
        "<html><body>x</body></html>",
        "<return_code>SUCCESS</return_code>",
        "<XML><a>1</a></XML>",
        "<xml/>",
        "<xml></xml>",
        "<xml>text</xml>",
        "<xml><a>1</a>text</xml>",
        "<xml>text<a>1</a></xml>",
        "<xml><a>1</a>",
        "<xml><a>1</b></xml>",
        "<xml><a>1</a></xml><xml><a>2</a></xml>",
        "<xml><a>1</a></xml>rest",
        "<xml><a>1</a></xml><!-- c -->",
        "<xml><a>1</a><a>1</a></xml>",
        "<xml><a>1</a><b>2</b><a>3</a></xml>",
        "<xml><a><b>1</b></a></xml>",
        "<xml><a>1<b/>2</a></xml>",
        "<xml a=\"1\"><b>2</b></xml>",
        "<xml><a b=\"1\">2</a></xml>",
        "<xml xmlns=\"urn:x\"><a>1</a></xml>",
        "<xml xmlns:p=\"urn:x\"><p:a>1</p:a></xml>",
        "<p:xml><a>1</a></p:xml>",
        "<xml><a>SUC<!-- x -->CESS</a></xml>",
        "<xml><a>SUC<?pi x?>CESS</a></xml>",
        "<xml><a>&unknown;</a></xml>",
        "<xml><a>&#0;</a></xml>",
        "<xml><a>\u0001</a></xml>",
        "<xml><a>\uFFFF</a></xml>",
        "<xml><a>1 & 2</a></xml>",
        "<?xml version=\"1.0\" encoding=\"GBK\"?><xml><a>1</a></xml>",
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><xml><a>1</a></xml>",
        "<!DOCTYPE xml><xml><a>1</a></xml>",
        "<!DOCTYPE xml SYSTEM \"http://127.0.0.1:9/x.dtd\"><xml><a>1</a></xml>",
        "<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><a>&e;</a></xml>",
        "<!DOCTYPE xml [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><xml><a>1</a></xml>",
        "<!DOCTYPE xml [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><xml><a>&b;</a></xml>",
      })
  void anything_but_one_level_of_plain_elements_is_refused(String text) {
    refused(text);
  }

  @Test
  void bombs_of_every_kind_are_refused_quickly() {
    refused("<xml>" + "<a>".repeat(10_000) + "</a>".repeat(10_000) + "</xml>");
    refused("<xml><a>" + "x".repeat(MessageXml.CHARS_MAX) + "</a></xml>");
    refused("<xml><a " + "b='1' ".repeat(5_000) + ">1</a></xml>");
    StringBuilder laughs = new StringBuilder("<!DOCTYPE xml [<!ENTITY l0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      laughs.append("<!ENTITY l%d \"&l%d;&l%d;&l%d;\">".formatted(i, i - 1, i - 1, i - 1));
    }
    refused(laughs + "]><xml><a>&l29;</a></xml>");
    StringBuilder many = new StringBuilder("<xml>");
    for (int i = 0; i < 2_000; i++) {
      many.append("<a").append(i).append(">1</a").append(i).append('>');
    }
    refused(many + "</xml>");
  }

  @Test
  void a_refusal_never_quotes_the_text() {
    assertThatThrownBy(() -> MessageXml.read("<xml><a>134567890123456789</xml>"))
        .hasMessageNotContaining("134567890123456789");
  }

  private static void refused(String text) {
    assertThatThrownBy(() -> MessageXml.read(text))
        .isInstanceOf(MessageXml.UnreadableException.class);
  }
}
