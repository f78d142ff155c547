package dev.facepay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That it runs and that the money adds up; never how fast it was. */
@Tag("all")
class BenchTest {

  private static final BenchSettings SHORT =
      new BenchSettings(
          1,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(600),
          Duration.ofMillis(20),
          1,
          40,
          40);

  @Test
  void all_contenders_are_measured_and_every_charge_was_told(@TempDir Path dir) throws Exception {
    Logs.toFile(dir.resolve("bench.log"));
    Report report;
    try (Stand stand = Stand.start(dir.resolve("data"), dir)) {
      report =
          new Contest(
                  SHORT,
                  stand,
                  new Machine(),
                  "T1",
                  new PrintStream(PrintStream.nullOutputStream()))
              .run("T1", Map.of("machine", "any"), Map.of());
    }

    assertThat(report.verdicts()).containsKeys("FacePay", "WxJava");
    assertThat(report.verdicts().values()).allMatch(Verdict::holds);
    assertThat(report.verdicts().values()).allSatisfy(v -> assertThat(v.charges()).isPositive());
    assertThat(report.rows())
        .extracting(Row::contender)
        .contains("FacePay", "WxJava", "Kafka two-hop");
    assertThat(ReportText.of(report))
        .contains("50 %, mix", "holds")
        .doesNotContain("DOES NOT HOLD");
    ReportFiles.writeJson(report, dir.resolve("report.json"));
    ReportFiles.writeHistograms(report.rows(), dir.resolve("results"));
    assertThat(dir.resolve("report.json")).content().contains("\"latency\"");
    try (var files = Files.list(dir.resolve("results"))) {
      assertThat(files).isNotEmpty();
    }
  }
}
