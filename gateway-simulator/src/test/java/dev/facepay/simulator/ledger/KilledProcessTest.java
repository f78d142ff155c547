package dev.facepay.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed again and again while it takes payments. */
@Tag("real")
class KilledProcessTest {
  private static final int ROUNDS = 3;
  private static final int ANSWERS = 400;

  @TempDir Path directory;

  private static LedgerBox box(Path folder) {
    return new LedgerBox(folder, 60, 30_000, 0);
  }

  /**
   * Pays from several threads, and prints the number of each order that was answered.
   *
   * @param args folder, first letters of the numbers
   */
  public static void main(String[] args) throws IOException {
    Ledger ledger = box(Path.of(args[0])).open();
    for (int t = 0; t < 3; t++) {
      String letters = args[1] + "-" + t + "-";
      Thread.ofPlatform()
          .start(
              () -> {
                for (int i = 0; ; i++) {
                  String number = letters + i;
                  LedgerBox.pay(ledger, number, number);
                  System.out.println(number);
                  if (i % 10 == 0) {
                    ledger.tick();
                  }
                }
              });
    }
  }

  private static List<String> answeredUntilKilled(Path folder, String letters)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcessTest.class.getName(),
                folder.toString(),
                letters)
            .redirectErrorStream(true)
            .start();
    List<String> answered = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && answered.size() < ANSWERS) {
        if (line.startsWith(letters)) {
          answered.add(line);
        }
        line = lines.readLine();
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(answered).hasSize(ANSWERS);
    return answered;
  }

  @Test
  void nothing_that_was_answered_is_lost() throws Exception {
    Path folder = directory.resolve("live");
    List<String> answered = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      answered.addAll(answeredUntilKilled(folder, "R" + round));
    }
    LedgerBox bare = box(folder).killed(directory.resolve("bare"));
    LedgerBox.delete(bare.store());
    try (Ledger again = box(folder).open();
        Ledger witness = bare.open()) {
      for (String number : answered) {
        assertThat(again.order(LedgerBox.MCH, number).orElseThrow().state()).isEqualTo("PAID");
      }
      assertThat(LedgerBox.told(again)).isEqualTo(LedgerBox.told(witness));
    }
  }
}
