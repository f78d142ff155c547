package dev.facepay.standalone.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka.Layout;
import dev.facepay.runtime.store.Database;
import dev.facepay.testkit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each topic and collection has a stated life. */
class LivesTest {

  /** Where a collection is named: at its making, in a constant, or behind another's name. */
  private static final Pattern COLLECTION =
      Pattern.compile(
          "(?:documents|bulk)\\(\\s*(?:prefix \\+ )?\"(\\w+)\"|COLLECTION = \"(\\w+)\""
              + "|collection \\+ \"(_\\w+)\"");

  private static final Pattern NAME = Pattern.compile("`([a-z_.*-]+)`");

  private static final Database DATABASE = Database.at("mongodb://nowhere", "facepay");

  @Test
  void the_page_states_the_life_of_each_topic() throws IOException {
    assertThat(named("| topic | life |"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Topic.values()).map(Topic::wire).toList());
  }

  @Test
  void the_page_states_the_life_of_each_collection() throws IOException {
    Set<String> inCode = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Repository.root())) {
      files
          .filter(file -> file.toString().endsWith(".java") && isOfAService(file))
          .map(LivesTest::read)
          .flatMap(text -> COLLECTION.matcher(text).results())
          .forEach(
              it ->
                  inCode.add(
                      Stream.of(it.group(1), it.group(2), "*" + it.group(3))
                          .filter(Objects::nonNull)
                          .findFirst()
                          .orElseThrow()));
    }
    assertThat(inCode).contains("pay_attempts", "held_records", "*_sums");
    assertThat(named("| collection | life |")).containsExactlyInAnyOrderElementsOf(inCode);
  }

  @Test
  void documents_outlive_every_record_of_the_log() throws IOException {
    Layout topics = Layout.defaults();
    DATABASE.requireLongerThan(topics.longest());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DATABASE.requireLongerThan(Duration.ofDays(393)))
        .withMessageContaining("facepay.mongo.kept must be above 400 d");
    assertThat(page())
        .contains(
            "%d days |".formatted(topics.retention().toDays()),
            "(`.dlt`, %d days)".formatted(topics.deadLetterRetention().toDays()),
            "%d days after the payment ended (`facepay.mongo.kept`)"
                .formatted(DATABASE.kept().toDays()));
  }

  private static boolean isOfAService(Path file) {
    String path = Repository.root().relativize(file).toString();
    return path.contains("/src/main/") && !path.matches("(simulation|chaos|bench|containers)/.*");
  }

  /** In the first column of the table with that head. */
  private static List<String> named(String head) throws IOException {
    return page()
        .lines()
        .dropWhile(line -> !line.equals(head))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .flatMap(line -> NAME.matcher(line.split("\\|")[1]).results())
        .map(it -> it.group(1))
        .toList();
  }

  private static String page() throws IOException {
    return Files.readString(Repository.root().resolve("docs/privacy.md"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
