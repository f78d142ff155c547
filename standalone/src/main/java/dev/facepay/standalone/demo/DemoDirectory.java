package dev.facepay.standalone.demo;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A demo's data directory: the wanted one, or a temporary one that goes when all was well. */
final class DemoDirectory implements AutoCloseable {

  private final Path dir;
  private boolean keep = true;

  private final boolean temporary;

  private DemoDirectory(Path dir, boolean temporary) {
    this.dir = dir;
    this.temporary = temporary;
  }

  static DemoDirectory of(@Nullable Path wanted) {
    if (wanted != null) {
      return new DemoDirectory(wanted, false);
    }
    try {
      return new DemoDirectory(Files.createTempDirectory("facepay-demo-"), true);
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY,
          "cannot make a temporary directory (" + e.getMessage() + ")",
          "name one with --data-dir",
          e);
    }
  }

  Path dir() {
    return dir;
  }

  /** All was well: what is temporary may go. */
  void done() {
    keep = false;
  }

  @Override
  public void close() {
    if (keep || !temporary) {
      return;
    }
    try (Stream<Path> all = Files.walk(dir)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // What is left lies in the system's temporary folder, which is its job to clear.
    }
  }
}
