package dev.facepay.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's files are, from whatever module a test runs in. */
public final class Repository {

  private Repository() {}

  /**
   * The outermost folder whose pom names modules; a module may be tested on its own.
   *
   * @throws IllegalStateException if there is none above the working directory
   */
  public static Path root() {
    Path found = null;
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path pom = at.resolve("pom.xml");
      if (Files.exists(pom) && read(pom).contains("<modules>")) {
        found = at;
      }
    }
    if (found == null) {
      throw new IllegalStateException("no folder above has a pom that names modules");
    }
    return found;
  }

  /**
   * @throws UncheckedIOException if the file cannot be read
   */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
