package dev.facepay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tutorial tells somebody to type is there, and its code is that of files that run. */
class TutorialTest {

  private static final Path ROOT = Repository.root();
  private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");
  private static final Pattern COMMAND =
      Pattern.compile("(?:\\./facepay|compose run --rm facepay) ([a-z][^`#|\\n]*)");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
  private static final Pattern SECTION =
      Pattern.compile("(?s)## \\./facepay ([a-z -]+)\\n\\n```text\\n(.*?)```");

  private static final List<Path> SOURCES =
      List.of(ROOT.resolve("examples/till-app/TillApp.java"), ROOT.resolve("device-sdk/README.md"));

  private static List<Path> tutorials() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/tutorials"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("tutorials")
  void each_command_and_option_is_on_the_page_of_commands(Path tutorial) {
    Map<String, String> known =
        SECTION
            .matcher(Repository.read(ROOT.resolve("docs/commands.md")))
            .results()
            .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
    List<String> unknown = new ArrayList<>();
    for (MatchResult typed : COMMAND.matcher(Repository.read(tutorial)).results().toList()) {
      String[] words = typed.group(1).strip().split("\\s+");
      String two = words.length > 1 ? words[0] + " " + words[1] : "";
      String help = known.getOrDefault(two, known.get(words[0]));
      if (help == null) {
        unknown.add(typed.group());
      } else {
        OPTION
            .matcher(typed.group(1))
            .results()
            .map(MatchResult::group)
            .filter(option -> !Pattern.compile(option + "(?![a-z-])").matcher(help).find())
            .forEach(option -> unknown.add(words[0] + " " + option));
      }
    }
    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tutorials")
  void its_code_stands_in_a_file_that_is_compiled(Path tutorial) {
    assertThat(JAVA.matcher(Repository.read(tutorial)).results().map(it -> it.group(1)))
        .allSatisfy(
            code ->
                assertThat(SOURCES.stream().map(TutorialTest::lines))
                    .anyMatch(it -> it.contains(lines(code))));
  }

  /** However far to the right. */
  private static String lines(String text) {
    return text.lines()
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String lines(Path file) {
    return lines(Repository.read(file));
  }
}
