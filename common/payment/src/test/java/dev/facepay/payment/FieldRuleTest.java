package dev.facepay.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRuleTest {

  @ParameterizedTest
  @ValueSource(strings = {" ", "\u3000", "\t", "\u00A0", "\u200B", "\uFEFF", " \n\u2003"})
  void words_that_nobody_can_read_are_none(String blank) {
    assertThat(FieldRule.BODY.fault(blank)).contains("must not be blank");
    assertThat(FieldRule.STORE_NAME.accepts(blank)).isFalse();
    assertThat(FieldRule.WHY.accepts(blank)).isFalse();
    assertThat(FieldRule.ATTACH.accepts(blank)).as("as if it were not there").isTrue();
    assertThat(FieldRule.BODY.accepts(blank + "x")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x3164, 0x115F, 0x1160, 0xFFA0, 0x2800, 0x034F, 0xFE00, 0xFE0F, 0x00AD, 0x061C, 0x2060,
        0x2066, 0xFFF9
      })
  void what_no_font_shows_is_nothing_to_read(int invisible) {
    String alone = Character.toString(invisible);
    for (String blank : List.of(alone, alone + alone, " " + alone + "\t", "\u200B" + alone)) {
      assertThat(FieldRule.BODY.fault(blank)).contains("must not be blank");
      assertThat(FieldRule.STORE_NAME.accepts(blank)).isFalse();
      assertThat(FieldRule.WHY.accepts(blank)).isFalse();
    }
    assertThat(FieldRule.BODY.accepts("面" + alone)).isTrue();
  }

  @Test
  void beyond_the_first_plane_too() {
    for (int invisible : new int[] {0xE0001, 0xE0041, 0x1D173, 0xE0100, 0xE01EF}) {
      assertThat(FieldRule.WHY.accepts(Character.toString(invisible))).isFalse();
    }
    assertThat(FieldRule.WHY.accepts("🍜")).isTrue();
  }

  @Test
  void a_new_stores_or_devices_id_can_stand_in_an_address() {
    for (FieldRule rule : List.of(FieldRule.STORE_ID, FieldRule.DEVICE_ID)) {
      for (String dots : List.of(".", "..")) {
        assertThat(rule.fault(dots))
            .contains("must be 1 to 32 letters, digits or _-. (not . or .. alone)");
        assertThat(FieldRule.KEPT_ID.accepts(dots)).isTrue();
      }
      for (String good : List.of("S001", "...", ".a", "a.", "..a", "-", "_")) {
        assertThat(rule.accepts(good)).as(good).isTrue();
      }
      assertThat(rule.accepts("..\n")).isFalse();
    }
    assertThat(new StoreId("..").value()).as("of an earlier release").isEqualTo("..");
    assertThat(new DeviceId(".").value()).as("of an earlier release").isEqualTo(".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\t"})
  void a_stores_name_stands_on_one_line(String control) {
    assertThat(FieldRule.STORE_NAME.fault("a" + control + "b"))
        .contains("must stand on one line, without tabs");
    assertThat(FieldRule.STORE_ADDRESS.accepts("a\nb")).isTrue();
    assertThat(FieldRule.STORE_NAME.accepts("外滩 17 号")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"🍜", "\uD83C", "\uDF5C", "\u0000", "\u007F", "\u0085", "\uFFFE", "\r"})
  void what_wechat_refuses_is_in_no_text_for_it(String odd) {
    assertThat(FieldRule.BODY.accepts("a" + odd)).isFalse();
    assertThat(FieldRule.ATTACH.accepts("a" + odd)).isFalse();
    assertThat(FieldRule.sendable("a" + odd + "b")).isEqualTo("ab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n", "\t", "\u0085", "\u2028", "\u2029"})
  void what_stands_on_one_line_at_wechat_is_refused_with_two(String end) {
    assertThat(FieldRule.STORE_NAME.accepts("a" + end + "b")).isFalse();
    assertThat(FieldRule.GOODS_TAG.accepts("a" + end + "b")).isFalse();
    assertThat(FieldRule.GOODS_TAG.accepts("a b")).isTrue();
  }

  @Test
  void what_stays_with_us_may_have_any_whole_character() {
    assertThat(FieldRule.DEVICE_NAME.accepts("Till 🍜")).isTrue();
    assertThat(FieldRule.WHY.accepts("half \uD83C")).isFalse();
    assertThat(FieldRule.WHY.accepts("\u0000")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|true",
        " {\"a\" : [1, -0.5e+3, true, false, null, {}, []] }|true",
        "{\"n\":\"\\u8336\\n\\\"\"}|true",
        "{\"n\":\"茶\"}|true",
        "{\"n\":\"a\\r\\u000d\"}|true",
        "{\"n\":\"\\ud83c\\udf5c\"}|false",
        "{\"n\":\"\\ud83c\"}|false",
        "{\"n\":\"\\u0000\"}|false",
        "{\"n\":\"\\b\"}|false",
        "{\"\\uFFFF\":1}|false",
        "[]|false",
        "[{}]|false",
        "\"{}\"|false",
        "{} {}|false",
        "{|false",
        "{\"a\"}|false",
        "{\"a\":}|false",
        "{\"a\":1,}|false",
        "{a:1}|false",
        "{\"a\":01}|false",
        "{\"a\":1.}|false",
        "{\"a\":NaN}|false",
        "{\"a\":\"\\x\"}|false",
        "{\"a\":\"\\u12\"}|false",
        "{\"a\":\"|false",
        "{\"a\":\"\\|false",
        "not json|false",
      })
  void a_detail_is_one_json_object_and_no_string_in_it_is_refused_later(String json, boolean fits) {
    assertThat(FieldRule.DETAIL.accepts(json)).isEqualTo(fits);
  }

  @Test
  void a_hostile_depth_is_no_object() {
    assertThat(FieldRule.DETAIL.accepts("{\"a\":".repeat(1000) + "1" + "}".repeat(1000))).isFalse();
    assertThat(FieldRule.DETAIL.accepts("{\"a\":" + "[".repeat(5000))).isFalse();
  }

  @Test
  void times_are_those_that_four_digits_of_a_year_can_say_in_every_zone() {
    assertThat(FieldRule.isSayable(Instant.EPOCH)).isTrue();
    assertThat(FieldRule.isSayable(Instant.EPOCH.minusNanos(1))).isFalse();
    assertThat(FieldRule.isSayable(Instant.parse("9998-12-31T23:59:59Z"))).isTrue();
    assertThat(FieldRule.isSayable(Instant.parse("9999-01-01T00:00:00Z"))).isFalse();
    assertThat(FieldRule.isSayable(Instant.MAX)).isFalse();
  }

  @Test
  void a_text_is_cut_where_a_character_ends() {
    assertThat(Cut.atCharacters("ab🍜", 3)).isEqualTo("ab");
    assertThat(Cut.atCharacters("ab🍜", 4)).isEqualTo("ab🍜");
    assertThat(Cut.atCharacters("🍜", 1)).isEmpty();
    assertThat(Cut.atCharacters("", 0)).isEmpty();
    for (int most = 0; most < 12; most++) {
      String cut = Cut.atBytes("aé茶🍜b", most);
      assertThat(cut.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(most);
      assertThat("aé茶🍜b").startsWith(cut);
      assertThat(cut.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000)).isTrue();
    }
    assertThat(Cut.atBytes("aé茶🍜b", 11)).isEqualTo("aé茶🍜b");
    assertThat(Cut.atBytes("aé茶🍜b", 10)).isEqualTo("aé茶🍜");
    assertThat(Cut.byteOrderMark("\uFEFFa")).isEqualTo("a");
  }
}
