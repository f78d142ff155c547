package dev.facepay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  void every_java_file_is_laid_out_by_google_java_format() throws Exception {
    Path root = Repository.root();
    List<String> others = new ArrayList<>();
    int seen = 0;
    for (Path file : javaFiles(root)) {
      seen++;
      String text = Files.readString(file);
      if (!text.equals(formatted(root.relativize(file), text))) {
        others.add(root.relativize(file).toString());
        if (APPLY) {
          Files.writeString(file, formatted(root.relativize(file), text));
        }
      }
    }
    assertThat(seen).as("java files below " + root).isPositive();
    if (!APPLY) {
      assertThat(others)
          .as("files to format: mvn -pl common/testkit test -Dtest=FormatTest -Dformat=apply")
          .isEmpty();
    }
  }

  private static String formatted(Path name, String text) {
    try {
      return new Formatter().formatSourceAndFixImports(text);
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
