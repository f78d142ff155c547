package dev.facepay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code ./verify --fast} leaves out what is tagged {@code real}: whatever starts a server, a
 * browser or a process must say so, or the fast tier would not stay fast.
 */
class TierTest {

  /** A test that names one of these, or a helper of its module that does, starts something. */
  private static final Set<String> STARTERS =
      Set.of(
          "EmbeddedBroker",
          "SharedBroker",
          "EmbeddedDatabase",
          "ProcessBuilder",
          "ChromeDriver",
          "FacePaySystem",
          "SpringApplication",
          "SpringApplicationBuilder",
          "HttpServer",
          "ServerSocket",
          "ChaosRun",
          "Stand");

  private static final Path SOURCES = Path.of("src", "test", "java");
  private static final Pattern NOT_A_WORD = Pattern.compile("\\W+");
  private static final Pattern TAGGED = Pattern.compile("(?m)^@Tag\\(\"(real|all)\"\\)");
  private static final Pattern HAS_TESTS =
      Pattern.compile("@(?:Parameterized)?Test\\b|@Journey\\b|implements \\w+Contract");

  @Test
  void whoever_starts_something_real_is_tagged() throws IOException {
    List<Path> modules = modules();
    assertThat(modules).hasSizeGreaterThan(10);
    for (Path module : modules) {
      Map<String, String> texts = sources(module);
      Set<String> starting = starting(texts);
      assertThat(texts.keySet().stream().filter(starting::contains))
          .filteredOn(name -> HAS_TESTS.matcher(texts.get(name)).find())
          .as("classes of %s that need @Tag(\"real\")", module)
          .allMatch(name -> TAGGED.matcher(texts.get(name)).find());
    }
  }

  private static Set<String> starting(Map<String, String> texts) {
    Set<String> starting = new HashSet<>(STARTERS);
    Map<String, Set<String>> words = new TreeMap<>();
    texts.forEach((name, text) -> words.put(name, Set.copyOf(words(text))));
    boolean more = true;
    while (more) {
      more =
          starting.addAll(
              words.entrySet().stream()
                  .filter(it -> it.getValue().stream().anyMatch(starting::contains))
                  .map(Map.Entry::getKey)
                  .toList());
    }
    return starting;
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(NOT_A_WORD.split(text)));
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.root(), 2)) {
      return files.filter(module -> Files.isDirectory(module.resolve(SOURCES))).sorted().toList();
    }
  }

  /** Simple name → text of a module's test sources, but for this one. */
  private static Map<String, String> sources(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve(SOURCES))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("TierTest.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  Repository::read,
                  (one, other) -> one + other));
    }
  }
}
