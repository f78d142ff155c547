package dev.facepay.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the documents lie on.
 *
 * @param directory null: memory
 */
record Disk(@Nullable Path directory) {

  long totalBytes() {
    try {
      return directory == null ? 0 : Files.getFileStore(directory).getTotalSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With what is kept for the machine's administrator: nobody else can use that. */
  long usedBytes() {
    try {
      return directory == null ? 0 : totalBytes() - Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
