package dev.facepay.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** A text that came from elsewhere is a part of its line, and nothing more. */
class OutputTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, UTF_8);
  private final Output plain = new Output(stream, stream, false, false);
  private final Output coloured = new Output(stream, stream, true, true);

  @ParameterizedTest
  @CsvSource({
    "10, \\n",
    "13, \\r",
    "9, \\t",
    "0, \\u0000",
    "27, \\u001b",
    "127, \\u007f",
    "133, \\u0085",
    "155, \\u009b",
    "8232, \\u2028",
    "8238, \\u202e",
  })
  void what_would_act_on_a_terminal_is_shown(int character, String shown) {
    String text = "a" + (char) character + "b";
    plain.line(text);
    coloured.line(text);
    plain.error(text);
    assertThat(said().lines())
        .containsExactly("a" + shown + "b", "a" + shown + "b", "facepay: a" + shown + "b");
  }

  @Test
  void colours_of_ours_are_left_and_others_are_not() {
    coloured.line(coloured.bad("no") + "\u001b[2J" + coloured.dim("面🍜"));
    coloured.transientLine("1\n2");
    plain.line("\u001b[31mred");
    assertThat(said())
        .isEqualTo(
            "\u001b[31mno\u001b[0m\\u001b[2J\u001b[2m面🍜\u001b[0m"
                + System.lineSeparator()
                + "\r\u001b[K1\\n2\\u001b[31mred"
                + System.lineSeparator());
  }

  @Test
  void json_stays_the_same_json() {
    String json = JsonMapper.shared().writeValueAsString("a\n\u001b\u009b\u2028\u202e\\面");
    plain.line(json);
    assertThat(JsonMapper.shared().readTree(said())).isEqualTo(JsonMapper.shared().readTree(json));
  }

  private String said() {
    return bytes.toString(UTF_8);
  }
}
