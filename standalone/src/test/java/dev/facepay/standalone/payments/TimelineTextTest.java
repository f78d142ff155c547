package dev.facepay.standalone.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.command.Output;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A payment as a person reads it at a terminal. */
class TimelineTextTest {

  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  @Test
  void a_payment_tells_what_went_back_and_what_is_left() {
    List<String> lines =
        TimelineText.of(
            new Output(NOWHERE, NOWHERE, false, false),
            JsonMapper.shared()
                .readTree(
                    """
                    {"id": "1900000109:A1", "state": "succeeded", "channel": "face", "amount_fen": 1280,
                     "store_id": "S001", "device_id": "D01",
                     "timeline": [
                       {"at": "2026-11-22T02:00:00Z", "by": "edge", "type": "payment.requested",
                        "details": {"amount_fen": 1280}},
                       {"at": "2026-11-22T02:00:09Z", "by": "refund", "type": "refund.succeeded",
                        "details": {"refund_no": "R1", "amount_fen": 300, "refund_id": "5030"}}],
                     "refunds": {"refunded_fen": 300, "pending_fen": 0, "left_fen": 980}}
                    """));

    assertThat(lines).hasSize(4);
    assertThat(lines.get(2)).contains("refund.succeeded").endsWith("¥3.00 R1 5030");
    assertThat(lines.get(3)).isEqualTo("  ¥3.00 went back, ¥0.00 are under way, ¥9.80 are left");
  }
}
