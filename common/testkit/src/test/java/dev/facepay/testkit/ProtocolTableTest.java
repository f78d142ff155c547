package dev.facepay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the protocol names what is there, and leaves out nothing. */
class ProtocolTableTest {

  private static final Path ROOT = Repository.root();
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern NAME =
      Pattern.compile("[A-Z]\\w+(\\.\\w+)?"); // A class, or a member of one.

  private static final Pattern FIELD_OR_CODE = Pattern.compile("[a-z]+(_[a-z$]+)+|[A-Z][A-Z_]{3,}");

  /** A bar that separates cells; one that belongs to a cell has a backslash. */
  private static final String BAR = "(?<!\\\\)\\|";

  /** What an answer's paragraph names besides fields: words for values. */
  private static final Set<String> VALUES = Set.of("SUCCESS", "FAIL", "MICROPAY", "Y", "N");

  @Test
  void every_class_and_test_that_it_names_exists() throws IOException {
    Map<String, List<Path>> sources = sources();
    for (List<String> row : rows(read("docs/protocol.md"))) {
      for (String name : codes(String.join(" ", row.subList(1, row.size())))) {
        if (NAME.matcher(name).matches()) {
          String[] parts = name.split("\\.");
          assertThat(sources).as(name).containsKey(parts[0]);
          if (parts.length > 1) {
            assertThat(sources.get(parts[0]))
                .as(name)
                .anyMatch(source -> Repository.read(source).contains(parts[1] + "("));
          }
        }
      }
    }
  }

  @Test
  void every_field_and_code_of_the_protocol_has_a_row_and_no_row_is_dead() {
    Map<String, Set<String>> known = new TreeMap<>();
    sections(read("docs/protocol.md"))
        .forEach(
            (section, text) ->
                rows(text)
                    .forEach(
                        row ->
                            known
                                .computeIfAbsent(section, it -> new TreeSet<>())
                                .addAll(codes(row.getFirst()))));
    Map<String, String> protocol = sections(read("docs/protocol/face-payment.md"));
    Map<String, String> money = sections(read("docs/protocol/refunds-and-bills.md"));
    assertThat(known.keySet())
        .containsExactlyInAnyOrder("2", "3", "4", "5", "6", "7", "8", "10", "11", "12", "13");
    known.forEach(
        (section, rows) -> {
          String text = protocol.getOrDefault(section, money.getOrDefault(section, ""));
          assertThat(rows)
              .as("rows of section %s in docs/protocol.md", section)
              .containsAll(protocol.containsKey(section) ? named(text) : mentioned(text));
          assertThat(rows)
              .as("section %s says nothing of these", section)
              .allMatch(name -> text.contains(name));
        });
  }

  /** All that looks like a field or a code, wherever it stands, and what the tables are about. */
  private static Set<String> mentioned(String text) {
    Set<String> names = new TreeSet<>();
    codes(text).stream().filter(it -> FIELD_OR_CODE.matcher(it).matches()).forEach(names::add);
    names.addAll(named(text));
    names.removeAll(VALUES);
    return names;
  }

  /** In the first cells of its tables, and in the paragraphs that say what an answer has. */
  private static Set<String> named(String text) {
    Set<String> names = new TreeSet<>();
    rows(text).forEach(row -> names.addAll(codes(row.getFirst())));
    for (String paragraph : text.split("\n\n")) {
      if (paragraph.startsWith("Answer: `")) {
        names.addAll(codes(paragraph));
      }
    }
    names.removeAll(VALUES);
    names.removeIf(name -> name.contains("="));
    return names;
  }

  private static List<String> codes(String text) {
    return CODE.matcher(text).results().map(found -> found.group(1).split("\\(")[0]).toList();
  }

  /** Cells of each row, without the heads of tables. */
  private static List<List<String>> rows(String text) {
    return text.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> List.of(line.substring(1).split(BAR)))
        .toList();
  }

  /** By the number with which their titles begin. */
  private static Map<String, String> sections(String text) {
    Map<String, String> sections = new HashMap<>();
    for (String section : text.split("\n## ")) {
      sections.put(section.split("\\.", 2)[0], section);
    }
    return sections;
  }

  private static Map<String, List<Path>> sources() throws IOException {
    Map<String, List<Path>> sources = new HashMap<>();
    try (Stream<Path> all = Files.walk(ROOT)) {
      all.filter(path -> path.toString().endsWith(".java"))
          .filter(path -> path.toString().contains("/src/"))
          .forEach(
              path ->
                  sources
                      .computeIfAbsent(
                          path.toFile().getName().replace(".java", ""), it -> new ArrayList<>())
                      .add(path));
    }
    return sources;
  }

  private static String read(String path) {
    return Repository.read(ROOT.resolve(path));
  }
}
