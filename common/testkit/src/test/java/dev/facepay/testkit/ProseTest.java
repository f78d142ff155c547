package dev.facepay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Comments and documents are sentences with a subject and a verb. Of what a native reader stumbles
 * over, this finds what a pattern can.
 */
class ProseTest {

  /** A clause with "who" in the place of a noun, at the beginning of a sentence: no question. */
  private static final Pattern WHO =
      Pattern.compile("(?:/\\*\\* |// |[.!:] |^\\s*\\* |^(?:- |[0-9]+\\. )?)Who\\b(?![^.;]*\\?)");

  private static final Pattern NUMBERS = Pattern.compile("\\btells? (?:its|their) numbers\\b");

  @Test
  void no_sentence_begins_with_who() throws IOException {
    assertThat(found(WHO)).as("say who it is: \"A reader that …\"").isEmpty();
  }

  @Test
  void nothing_tells_its_numbers() throws IOException {
    assertThat(found(NUMBERS)).as("say which metrics it has").isEmpty();
  }

  @Test
  void a_clause_is_found_and_a_question_is_not() {
    assertThat(WHO.matcher("/** Who asks waits. */").find()).isTrue();
    assertThat(WHO.matcher("   * Read it. Who reads it is told.").find()).isTrue();
    assertThat(WHO.matcher("3. Who wrote it? See the headers.").find()).isFalse();
    assertThat(WHO.matcher("A person who asks").find()).isFalse();
  }

  private static List<String> found(Pattern pattern) throws IOException {
    Path root = Repository.root();
    List<String> found = new ArrayList<>();
    for (Path file : texts(root)) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (isProse(file, line) && pattern.matcher(line).find()) {
          found.add("%s:%d: %s".formatted(root.relativize(file), i + 1, line.strip()));
        }
      }
    }
    return found;
  }

  private static boolean isProse(Path file, String line) {
    String text = line.strip();
    return !file.toString().endsWith(".java")
        || text.startsWith("*")
        || text.startsWith("/*")
        || text.contains("// ");
  }

  /** What people wrote. */
  private static List<Path> texts(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java") || file.toString().endsWith(".md"))
          .filter(file -> !file.endsWith("ProseTest.java"))
          .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
          .toList();
    }
  }
}
