package dev.facepay.edge.devices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies that drip. */
class SlowBodyTest {

  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void a_body_that_drips_is_left_when_the_time_is_over() throws IOException {
    InputStream drip =
        new InputStream() {
          @Override
          public int read() {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            return '{';
          }

          @Override
          public int read(byte[] to, int at, int length) {
            to[at] = (byte) read();
            return 1;
          }
        };
    assertThat(SlowBody.read(drip, 4096, WITHIN, nanos::get)).hasSize(5);
  }

  @Test
  void a_body_that_comes_is_read_to_its_end_or_its_bound() throws IOException {
    byte[] body = "{\"code\":\"ABCDE-FGHJK\"}".getBytes(UTF_8);
    assertThat(SlowBody.read(new ByteArrayInputStream(body), 4096, WITHIN, nanos::get))
        .isEqualTo(body);
    assertThat(SlowBody.read(new ByteArrayInputStream(body), 7, WITHIN, nanos::get)).hasSize(7);
  }
}
