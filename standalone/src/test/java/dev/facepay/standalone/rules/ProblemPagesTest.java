package dev.facepay.standalone.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.facepay.http.ProblemCode;
import dev.facepay.testkit.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every problem that a service can answer has its section on the page of problems, and back. */
class ProblemPagesTest {

  private static final Pattern SECTION =
      Pattern.compile("^## (?<code>[a-z_]+)\\n(?<text>(?:(?!^## ).*\\n?)*)", Pattern.MULTILINE);

  private static Map<String, String> sections() {
    String page = Repository.read(Repository.root().resolve(Path.of("docs", "problems.md")));
    return SECTION
        .matcher(page)
        .results()
        .collect(
            Collectors.toMap(
                it -> it.group("code"), it -> it.group("text"), (one, two) -> one, TreeMap::new));
  }

  private static List<ProblemCode> codes() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.facepay")
            .stream()
            .filter(type -> type.isEnum() && type.isAssignableTo(ProblemCode.class))
            .map(JavaClass::reflect)
            .flatMap(type -> Stream.of(Objects.requireNonNull(type.getEnumConstants())))
            .map(ProblemCode.class::cast)
            .toList();
  }

  @Test
  void each_code_has_its_section_and_each_section_its_code() {
    assertThat(codes()).hasSizeGreaterThan(60);
    assertThat(sections().keySet())
        .containsExactlyInAnyOrderElementsOf(
            codes().stream().map(ProblemCode::wire).collect(Collectors.toSet()));
  }

  @Test
  void a_section_has_the_status_and_the_words_of_the_code_and_says_whether_money_moved() {
    Map<String, String> sections = sections();
    for (ProblemCode code : codes()) {
      assertThat(sections.get(code.wire()))
          .as(code.wire())
          .contains("HTTP " + code.status() + " ")
          .contains(code.retryable() ? "can succeed later" : "never succeeds")
          .contains("**Money**: ")
          .contains(code.terms().whatToDo());
    }
  }
}
