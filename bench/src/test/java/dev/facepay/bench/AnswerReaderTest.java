package dev.facepay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

  private static final String REFUSED =
      "HTTP/1.1 503 \r\nRetry-After: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

  private final AnswerReader reader = new AnswerReader();

  private @Nullable String read(String part) throws IOException {
    reader.room().put(part.getBytes(StandardCharsets.ISO_8859_1));
    return reader.whole();
  }

  @Test
  void an_answer_is_whole_when_all_of_it_has_come() throws IOException {
    assertThat(read(REFUSED.substring(0, 40))).isNull();
    assertThat(read(REFUSED.substring(40))).isEqualTo(REFUSED);
    assertThat(AnswerReader.status(REFUSED)).isEqualTo(503);
  }

  @Test
  void a_connection_that_the_server_closes_is_not_used_again() {
    assertThat(AnswerReader.isLast(REFUSED)).isTrue();
    assertThat(AnswerReader.isLast(REFUSED.replace("Connection: close\r\n", ""))).isFalse();
    assertThat(
            AnswerReader.isLast("HTTP/1.1 200 \r\nContent-Length: 21\r\n\r\nConnection: close\r\n"))
        .as("in the body")
        .isFalse();
  }
}
