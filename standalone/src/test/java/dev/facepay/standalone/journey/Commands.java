package dev.facepay.standalone.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line beside the system; for commands that leave its logging alone. */
final class Commands {

  private final Stand stand;

  Commands(Stand stand) {
    this.stand = stand;
  }

  /** What the command said; it must have gone well. */
  String run(String command) {
    Path dir = stand.system().dataDir();
    List<String> all = new ArrayList<>(List.of(command.split(" ")));
    all.addAll(List.of("--data-dir", dir.toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of(),
            all.toArray(String[]::new));
    assertThat(status).as(command + ": " + err.toString(UTF_8)).isZero();
    return out.toString(UTF_8);
  }
}
