package dev.facepay.bench;

import dev.facepay.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;

/** The embedded database alone, where a MongoDB would be. */
final class DatabaseBeside {

  private DatabaseBeside() {}

  /**
   * @param args log, directory
   */
  public static void main(String[] args) throws IOException {
    Logs.toFile(Path.of(args[0]));
    try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[1]), 0)) {
      Child.serve(database.uri());
    }
  }
}
