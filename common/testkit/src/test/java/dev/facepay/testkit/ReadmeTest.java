package dev.facepay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a newcomer reads first, and what users read in two languages. */
class ReadmeTest {

  private static final int LINES_MAX = 150;
  private static final Pattern FENCE = Pattern.compile("(?s)```\\w*\\n.*?```");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern HEADING = Pattern.compile("(?m)^(#+) (.+)$");
  private static final Pattern ITEM = Pattern.compile("(?m)^ *(?:[-*]|[0-9]+\\.) ");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");

  /** An alert's name, or a problem's code: the same in each language. */
  private static final Pattern NAME = Pattern.compile("FacePay\\w+|[a-z_]+");

  private static final Path ROOT = Repository.root();
  private static final Path README = Path.of("README.md");
  private static final Path CHINESE_README = Path.of("README.zh-CN.md");
  private static final Path DOCS = Path.of("docs");
  private static final Path CHINESE = DOCS.resolve("zh");
  private static final Path RUNBOOKS = CHINESE.resolve("runbooks");

  /** For the till's developer, the shop, finance and the operator. */
  private static final List<String> GUIDES =
      List.of(
          "demo",
          "finance",
          "operating",
          "payments",
          "problems",
          "restoring",
          "tills",
          "tutorials/analyst",
          "tutorials/first-production-day",
          "tutorials/till-developer");

  private static final Path INDEX = CHINESE.resolve("README.md");

  @Test
  void it_is_short() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve(README))).hasSizeLessThanOrEqualTo(LINES_MAX);
  }

  @ParameterizedTest
  @MethodSource("translated")
  void both_languages_have_the_same_commands_names_tables_and_links(Path page) {
    String english = read(page);
    String chinese = read(inChinese(page));

    assertThat(all(FENCE, chinese)).as("commands").isEqualTo(all(FENCE, english));
    assertThat(levels(chinese)).as("headings").isEqualTo(levels(english));
    assertThat(names(chinese)).as("headings that are names").isEqualTo(names(english));
    assertThat(all(ITEM, chinese)).as("items of lists").hasSameSizeAs(all(ITEM, english));
    assertThat(rows(chinese)).as("rows of tables").hasSameSizeAs(rows(english));
    assertThat(codeOfRows(chinese)).as("code in tables").isEqualTo(codeOfRows(english));
    assertThat(code(chinese)).as("code").containsExactlyElementsOf(code(english));
    assertThat(links(inChinese(page)))
        .as("links, to Chinese pages where there are any")
        .containsExactlyElementsOf(
            links(page).stream().map(ReadmeTest::inChinese).sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void what_it_links_to_is_there(Path page) {
    assertThat(links(page)).allSatisfy(link -> assertThat(ROOT.resolve(link.page())).exists());
  }

  @Test
  void what_users_need_is_there_in_chinese() {
    List<Path> needed = new ArrayList<>(markdown(DOCS.resolve("runbooks")));
    GUIDES.forEach(guide -> needed.add(DOCS.resolve(guide + ".md")));

    assertThat(translated().toList()).containsAll(needed);
  }

  @Test
  void each_chinese_page_has_its_english_one_and_is_named_by_the_index() {
    List<Path> chinese = markdown(CHINESE).stream().filter(page -> !page.equals(INDEX)).toList();

    assertThat(translated().map(ReadmeTest::inChinese).toList()).containsAll(chinese);
    assertThat(links(INDEX).stream().map(Link::page).toList())
        .containsAll(chinese.stream().filter(page -> !page.startsWith(RUNBOOKS)).toList());
  }

  private static Stream<Path> translated() {
    return Stream.concat(Stream.of(README), markdown(DOCS).stream())
        .filter(page -> !page.startsWith(CHINESE))
        .filter(page -> Files.exists(ROOT.resolve(chinese(page))));
  }

  private static Stream<Path> pages() {
    return Stream.concat(
        translated().flatMap(page -> Stream.of(page, inChinese(page))), Stream.of(INDEX));
  }

  /** Where the page is in Chinese; itself where it is not. */
  private static Path inChinese(Path page) {
    return Files.exists(ROOT.resolve(chinese(page))) ? chinese(page) : page;
  }

  private static Path chinese(Path page) {
    if (page.equals(README)) {
      return CHINESE_README;
    }
    return page.startsWith(DOCS) ? CHINESE.resolve(DOCS.relativize(page)) : page;
  }

  private static Link inChinese(Link link) {
    return new Link(inChinese(link.page()), link.heading());
  }

  /**
   * @param page from the root
   * @param heading the how-manieth of the page it leads to; 0: its beginning
   */
  private record Link(Path page, int heading) implements Comparable<Link> {

    @Override
    public int compareTo(Link other) {
      int first = page.compareTo(other.page);
      return first == 0 ? Integer.compare(heading, other.heading) : first;
    }
  }

  /** Without those from language to language, and to other places. */
  private static List<Link> links(Path page) {
    return LINK.matcher(FENCE.matcher(read(page)).replaceAll(""))
        .results()
        .filter(link -> !link.group(1).startsWith("http"))
        .map(link -> link(page, link.group(1), link.group(2)))
        .filter(link -> link.page().equals(page) || !isTwin(page, link.page()))
        .filter(link -> !link.page().equals(INDEX))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isTwin(Path one, Path other) {
    return inChinese(one).equals(inChinese(other));
  }

  private static Link link(Path from, String to, @Nullable String fragment) {
    Path page = to.isEmpty() ? from : from.resolveSibling(to).normalize();
    if (fragment == null) {
      return new Link(page, 0);
    }
    int heading = anchors(read(page)).indexOf(fragment);
    assertThat(heading)
        .as("%s has no heading #%s, which %s links to", page, fragment, from)
        .isNotNegative();
    return new Link(page, heading + 1);
  }

  /** As forges make them of headings. */
  private static List<String> anchors(String text) {
    return headings(text).stream()
        .map(it -> it.group(2).toLowerCase(Locale.ROOT))
        .map(it -> it.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .toList();
  }

  private static List<MatchResult> headings(String text) {
    return HEADING.matcher(FENCE.matcher(text).replaceAll("")).results().toList();
  }

  private static List<Integer> levels(String text) {
    return headings(text).stream().map(it -> it.group(1).length()).toList();
  }

  private static List<String> names(String text) {
    return headings(text).stream()
        .map(it -> it.group(2))
        .filter(it -> NAME.matcher(it).matches())
        .toList();
  }

  private static List<String> rows(String text) {
    return text.lines().filter(line -> line.startsWith("|")).toList();
  }

  private static List<String> codeOfRows(String text) {
    return rows(text).stream().flatMap(row -> all(CODE, row).stream()).sorted().toList();
  }

  private static List<String> code(String text) {
    return all(CODE, FENCE.matcher(text).replaceAll("")).stream()
        .map(it -> it.replaceAll("\\s+", " "))
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> all(Pattern pattern, String text) {
    Stream<MatchResult> found = pattern.matcher(text).results();
    return found.map(MatchResult::group).toList();
  }

  private static List<Path> markdown(Path below) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve(below))) {
      files
          .filter(file -> file.toString().endsWith(".md"))
          .map(ROOT::relativize)
          .sorted()
          .forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String read(Path page) {
    return Repository.read(ROOT.resolve(page));
  }
}
