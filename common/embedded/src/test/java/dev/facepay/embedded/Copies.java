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

  static Path of(Path directory, Path copy) {
    try {
      Files.createDirectory(copy);
      for (Path file : files(directory)) {
        Path to = copy.resolve(String.valueOf(file.getFileName()));
        if (Files.isDirectory(file)) {
          of(file, to);
        } else {
          copyFile(file, to);
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
      // A log that the store has just thrown away.
    }
  }
}
