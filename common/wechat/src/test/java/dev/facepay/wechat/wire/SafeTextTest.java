package dev.facepay.wechat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SafeTextTest {

  @Test
  void an_echoed_payment_code_is_masked_and_lines_are_one_line() {
    assertThat(SafeText.line("101 code 134567890123456789 wrong\r\nfake=line"))
        .isEqualTo("101 code *** wrong fake=line");
    assertThat(SafeText.line("x".repeat(500))).hasSize(128);
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
