package dev.facepay.standalone.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** How large what lies in a folder is. */
public final class DiskUse {

  private DiskUse() {}

  /** The lengths of all files below; 0 if there is no such folder. */
  public static long bytes(Path folder) throws IOException {
    return bytes(folder, "");
  }

  /** Those of the files below whose names end so. */
  static long bytes(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(ending))
          .map(Path::toFile)
          .mapToLong(file -> file.isFile() ? file.length() : 0)
          .sum();
    } catch (UncheckedIOException e) {
      throw new IOException("cannot read " + folder, e);
    }
  }

  /** For people: {@code 12.3 MB}. */
  public static String text(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024);
  }
}
