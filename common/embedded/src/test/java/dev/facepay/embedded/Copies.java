package dev.facepay.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A directory as a crash would leave it now. */
final class Copies {

  private Copies() {}

  private static final int TRIES_MAX = 1_000;

  /** A copy meanwhile which a file came or went would be of no one moment: it is made again. */
  static Path of(Path directory, Path copy) {
    try {
      for (int tries = 0; tries < TRIES_MAX; tries++) {
        List<Path> before = everything(directory);
        copy(directory, copy);
        if (!before.isEmpty() && everything(directory).equals(before)) {
          return copy;
        }
        BrokerDirectory.deleteTree(copy);
      }
      throw new IllegalStateException("never at rest: " + directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path directory, Path copy) throws IOException {
    Files.createDirectory(copy);
    for (Path file : files(directory)) {
      Path to = copy.resolve(String.valueOf(file.getFileName()));
      if (Files.isDirectory(file)) {
        copy(file, to);
      } else {
        copyFile(file, to);
      }
    }
  }

  private static List<Path> everything(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.sorted().toList();
    } catch (UncheckedIOException e) {
      // A file went while the list was made; the next look is another list.
      return List.of();
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static void copyFile(Path file, Path to) throws IOException {
    try {
      Files.copy(file, to);
    } catch (NoSuchFileException e) {
      // Just thrown away: the copy is made again.
    }
  }
}
