package dev.facepay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every module is held to; its architecture test implements this. A package is a feature, so
 * two that need each other are one, and what no other package needs is not public.
 */
public interface ModuleArchitecture {

  /**
   * The file that says how many top-level types of a module may be public: the number only falls.
   */
  String BOUNDS = "public-types.txt";

  /** The module's folder; a test runs in it. */
  default Path module() {
    return Path.of("").toAbsolutePath();
  }

  private JavaClasses classes() {
    return imported(importer -> importer.importPath(module().resolve("target/classes")));
  }

  /** Without the libraries' classes that they use: to read these takes most of the time. */
  static JavaClasses imported(Function<ClassFileImporter, JavaClasses> wanted) {
    return ArchConfiguration.withThreadLocalScope(
        config -> {
          config.setResolveMissingDependenciesFromClassPath(false);
          return wanted.apply(new ClassFileImporter());
        });
  }

  @Test
  default void no_packages_depend_on_each_other_in_a_circle() {
    SlicesRuleDefinition.slices()
        .matching("dev.facepay.(**)")
        .should()
        .beFreeOfCycles()
        .check(classes());
  }

  @Test
  default void no_more_types_are_public_than_before() {
    String name = Repository.root().relativize(module()).toString();
    Map<String, Integer> bounds =
        Repository.read(Repository.root().resolve(BOUNDS))
            .lines()
            .map(line -> line.split(" "))
            .collect(Collectors.toMap(words -> words[0], words -> Integer.valueOf(words[1])));

    assertThat(bounds).as(BOUNDS).containsKey(name);
    assertThat(classes().stream().filter(ModuleArchitecture::isPublic).toList())
        .as("public top-level types of " + name)
        .hasSizeLessThanOrEqualTo(bounds.getOrDefault(name, 0));
  }

  private static boolean isPublic(JavaClass type) {
    return type.isTopLevelClass()
        && type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.getSimpleName().equals("package-info");
  }
}
