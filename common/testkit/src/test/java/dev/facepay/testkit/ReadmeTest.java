package dev.facepay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a newcomer reads first, in two languages. */
class ReadmeTest {

  private static final int LINES_MAX = 150;
  private static final Pattern FENCE = Pattern.compile("(?s)```\\n.*?```");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Path ROOT = Repository.root();

  @Test
  void it_is_short() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(LINES_MAX);
  }

  @Test
  void both_languages_have_the_same_commands_tables_and_links() throws IOException {
    String english = Files.readString(ROOT.resolve("README.md"));
    String chinese = Files.readString(ROOT.resolve("README.zh-CN.md"));

    assertThat(all(FENCE, chinese)).as("commands").isEqualTo(all(FENCE, english));
    assertThat(rows(chinese)).as("rows of tables").hasSameSizeAs(rows(english));
    assertThat(codeOfRows(chinese)).as("code in tables").isEqualTo(codeOfRows(english));
    assertThat(linksOf(chinese)).as("links").isEqualTo(linksOf(english));
  }

  @Test
  void what_it_links_to_is_there() throws IOException {
    assertThat(linksOf(Files.readString(ROOT.resolve("README.md"))))
        .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  private static List<String> rows(String text) {
    return text.lines().filter(line -> line.startsWith("|")).toList();
  }

  private static List<String> codeOfRows(String text) {
    return rows(text).stream().flatMap(row -> all(CODE, row).stream()).sorted().toList();
  }

  /** Without the one to the other language. */
  private static List<String> linksOf(String text) {
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.startsWith("README") && !link.startsWith("http"))
        .sorted()
        .distinct()
        .toList();
  }

  private static List<String> all(Pattern pattern, String text) {
    Stream<MatchResult> found = pattern.matcher(text).results();
    return found.map(MatchResult::group).toList();
  }
}
