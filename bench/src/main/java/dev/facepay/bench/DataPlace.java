package dev.facepay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps its log, database and ledger: in memory if the system has such a place and it
 * is large enough, since a shared disk's moods would drown everything else. Removed afterwards.
 */
record DataPlace(Path path, boolean ours) implements AutoCloseable {

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long BYTES_MIN = 4L << 30;

  /**
   * @param wished is used as it is and stays; null: a new one
   */
  static DataPlace at(@Nullable Path wished) throws IOException {
    if (wished != null) {
      Files.createDirectories(wished);
      return new DataPlace(wished, false);
    }
    boolean memory =
        Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= BYTES_MIN;
    return new DataPlace(
        memory
            ? Files.createTempDirectory(MEMORY, "facepay-bench-")
            : Files.createTempDirectory("facepay-bench-"),
        true);
  }

  @Override
  public void close() throws IOException {
    if (!ours) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
