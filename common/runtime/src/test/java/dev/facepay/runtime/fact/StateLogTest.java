package dev.facepay.runtime.fact;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.facepay.payment.Stage;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StateLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(StateLogTest.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void a_state_change_is_one_line_with_the_same_keys_everywhere() {
    StateLog.of(StateLogTest.class)
        .change(Fixtures.paid(Fixtures.payment(), Stage.PAY), "asking", "answered")
        .reason("none")
        .took(Duration.ofMillis(212))
        .with("tries", 1)
        .log();

    assertThat(lines.list).hasSize(1);
    ILoggingEvent line = lines.list.getFirst();
    assertThat(line.getFormattedMessage()).isEqualTo("payment.succeeded.v1");
    assertThat(line.getKeyValuePairs())
        .extracting(it -> it.key + "=" + it.value)
        .containsExactly(
            "payment_id=1900000109:20261122S017D03000042",
            "event=payment.succeeded.v1",
            "from=asking",
            "to=answered",
            "reason=none",
            "took_ms=212",
            "tries=1");
  }
}
