package dev.facepay.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SafeTextTest {

  @Test
  void an_echoed_payment_code_is_masked_and_lines_are_one_line() {
    assertThat(SafeText.line("101 code 134567890123456789 wrong\r\nfake=line"))
        .isEqualTo("101 code *** wrong fake=line");
    assertThat(SafeText.line("x".repeat(500))).hasSize(128);
  }

  @Test
  void a_text_is_cut_where_a_character_ends() throws Exception {
    assertThat(SafeText.line("x".repeat(127) + "😀 later")).isEqualTo("x".repeat(127));
    assertThat(SafeText.line("x".repeat(126) + "😀 later")).isEqualTo("x".repeat(126) + "😀");
  }

  @Test
  void whatever_the_text_its_line_is_strict_utf_8() throws Exception {
    Random random = new Random(6);
    int[] odd = {0xD83D, 0xDE00, 0x1F600, 0x10FFFF, 0xFFFE, 0, '\n', 'x', '茶'};
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(300); length > 0; length--) {
        text.appendCodePoint(random.nextInt(4) > 0 ? 'x' : odd[random.nextInt(odd.length)]);
      }
      String line = SafeText.line(text.toString());
      ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(line));
      assertThat(UTF_8.newDecoder().decode(bytes).toString()).isEqualTo(line);
    }
  }

  @Test
  void a_code_has_no_room_for_anything_else() {
    assertThat(SafeText.code("SYSTEMERROR")).isEqualTo("SYSTEMERROR");
    assertThat(SafeText.code("a b")).isEmpty();
    assertThat(SafeText.code("x".repeat(41))).isEmpty();
  }

  @Test
  void times_are_in_china() {
    Instant instant = Instant.parse("2026-11-22T16:00:01Z");
    assertThat(WireTime.write(instant)).isEqualTo("20261123000001");
    assertThat(WireTime.read("20261123000001")).contains(instant);
    assertThat(WireTime.read("20261323000001")).isEmpty();
    assertThat(WireTime.read("20260230000001")).isEmpty();
    assertThat(WireTime.read("")).isEmpty();
  }
}
