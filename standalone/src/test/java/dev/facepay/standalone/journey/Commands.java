package dev.facepay.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.Said;
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
    Said said = Said.by(Map.of(), all);
    assertThat(said.status()).as(command + ": " + said.err()).isZero();
    return said.out();
  }
}
