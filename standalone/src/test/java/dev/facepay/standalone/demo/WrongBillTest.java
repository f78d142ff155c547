package dev.facepay.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./facepay demo --wrong-bill} in a process of its own, on a system that nobody else uses.
 */
@Tag("all")
class WrongBillTest {

  private static final int MINUTES_MAX = 8;

  @TempDir Path dir;

  @Test
  void what_is_wrong_in_a_bill_is_told_and_explained_and_refunds_are_right() throws Exception {
    Path out = dir.resolve("out");
    Program demo =
        Program.start(
            out,
            "demo",
            "--wrong-bill",
            "--orders=30",
            "--devices=6",
            "--disturbed",
            "--data-dir=" + dir.resolve("data"));
    try {
      assertThat(demo.process().waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
    } finally {
      demo.kill();
    }
    List<String> said = Files.readAllLines(out);
    assertThat(demo.process().exitValue()).as(String.join("\n", said)).isZero();
    assertThat(said)
        .anyMatch(
            line -> line.matches("refunds: \\d+ whole, \\d+ in part, ¥.+; gross ¥.+, net ¥.+"))
        .anyMatch(
            line ->
                line.matches(
                    "a wrong bill: 3 differences planted, 3 found"
                        + " \\(amount, fee_rate, missing_there\\), 3 explained by the next;"
                        + " bill reconciled: \\d+ lines, 0 differences; fees ¥.+, net ¥.+"));
  }
}
