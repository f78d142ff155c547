package dev.facepay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Layout is google-java-format's business and nobody else's. {@code -Dformat=apply} rewrites the
 * files instead of failing.
 */
class FormatTest {

  private static final boolean APPLY = "apply".equals(System.getProperty("format"));

  @Test
  void every_java_file_is_laid_out_by_google_java_format() throws IOException {
    Path root = Repository.root();
    List<Path> files = javaFiles(root);
    assertThat(files).as("java files below " + root).isNotEmpty();
    List<String> others =
        files.parallelStream()
            .filter(file -> !isLaidOut(root.relativize(file), file))
            .map(file -> root.relativize(file).toString())
            .toList();
    if (!APPLY) {
      assertThat(others)
          .as("files to format: mvn -pl common/testkit test -Dtest=FormatTest -Dformat=apply")
          .isEmpty();
    }
  }

  private static boolean isLaidOut(Path name, Path file) {
    try {
      String text = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(text);
      if (APPLY && !text.equals(formatted)) {
        Files.writeString(file, formatted);
      }
      return text.equals(formatted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      throw new AssertionError(name + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".java"))
          .filter(file -> Stream.of("target", ".git").noneMatch(dir -> isBelow(root, file, dir)))
          .sorted()
          .toList();
    }
  }

  private static boolean isBelow(Path root, Path file, String folder) {
    for (Path part : root.relativize(file)) {
      if (part.toString().equals(folder)) {
        return true;
      }
    }
    return false;
  }
}
