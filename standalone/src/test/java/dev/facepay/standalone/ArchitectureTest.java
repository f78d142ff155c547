package dev.facepay.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.doNot;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.facepay.testkit.ModuleArchitecture;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The modules that each may lean on, as allow-lists. Think hard before widening one: each is there
 * so that a part can be read, tested and run without the others.
 */
class ArchitectureTest implements ModuleArchitecture {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.facepay");

  /** Of our own modules, each may use itself and these. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("payment", List.of()),
          Map.entry("wechat", List.of("payment")),
          Map.entry("embedded", List.of()),
          Map.entry("simulator", List.of()),
          Map.entry("device", List.of()),
          Map.entry("runtime", List.of("payment")),
          Map.entry("http", List.of("payment", "runtime")),
          Map.entry("auth", List.of("payment", "wechat", "runtime", "http")),
          Map.entry("pay", List.of("payment", "wechat", "runtime")),
          Map.entry("query", List.of("payment", "wechat", "runtime")),
          Map.entry("reverse", List.of("payment", "wechat", "runtime")),
          Map.entry("refund", List.of("payment", "wechat", "runtime")),
          Map.entry("reconcile", List.of("payment", "wechat", "runtime")),
          Map.entry("report", List.of("payment", "runtime")),
          Map.entry("console", List.of("payment", "wechat", "runtime", "http")),
          Map.entry("edge", List.of("payment", "runtime", "http")));

  @Test
  void every_module_is_seen() {
    Set<String> seen =
        OURS.stream().map(c -> c.getPackageName().split("\\.")[2]).collect(Collectors.toSet());
    assertThat(seen).containsAll(MAY_USE.keySet()).contains("standalone");
  }

  @Test
  void a_module_uses_only_the_modules_on_its_list() {
    MAY_USE.forEach(
        (module, allowed) -> {
          String[] ours =
              Stream.concat(Stream.of(module), allowed.stream())
                  .map(name -> "dev.facepay." + name + "..")
                  .toArray(String[]::new);
          noClasses()
              .that(resideInAPackage("dev.facepay." + module + ".."))
              .should()
              .dependOnClassesThat(resideInAPackage("dev.facepay..").and(doNot(beIn(ours))))
              .because(module + " may use " + allowed + " and no other module of ours")
              .check(OURS);
        });
  }

  @Test
  void the_vocabulary_needs_nothing_but_the_language() {
    classes()
        .that(resideInAPackage("dev.facepay.payment.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify..", "dev.facepay.payment.."))
        .check(OURS);
  }

  @Test
  void the_older_jackson_reads_wechats_xml_and_nothing_else() {
    noClasses()
        .that(doNot(beIn("dev.facepay.wechat..")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "com.fasterxml.jackson.core..",
                "com.fasterxml.jackson.databind..",
                "com.fasterxml.jackson.dataformat.."))
        .because("two generations of Jackson side by side are a trap; JSON is tools.jackson")
        .check(OURS);
  }

  @Test
  void only_what_operators_reach_knows_spring_security() {
    noClasses()
        .that(
            doNot(
                beIn("dev.facepay.http.operator..", "dev.facepay.console..", "dev.facepay.auth..")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.springframework.security.."))
        .because("devices have a door of their own, and the stages have none")
        .check(OURS);
  }

  @Test
  void wechats_protocol_knows_no_framework() {
    noClasses()
        .that(resideInAPackage("dev.facepay.wechat.."))
        .and()
        .doNotHaveSimpleName("WechatConfiguration")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.springframework..", "org.apache.kafka..", "com.mongodb.."))
        .because("one class hands the client to the services, which are Spring's; no other knows")
        .check(OURS);
  }

  @Test
  void a_decider_is_handed_everything_it_needs() {
    classes()
        .that(simpleNameEndingWith("Decider"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify..", "dev.facepay..")
                .and(doNot(beIn("java.io..", "java.net..", "java.sql.."))))
        .because("state + input + now → new state + facts: no framework, no I/O")
        .check(OURS);
  }

  @Test
  void no_clock_is_read_beside_a_decider() {
    Set<String> packages =
        OURS.stream()
            .filter(c -> c.getSimpleName().endsWith("Decider"))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    DescribedPredicate<JavaClass> besideDeciders =
        DescribedPredicate.describe(
            "live in a package with a decider", c -> packages.contains(c.getPackageName()));
    noClasses()
        .that(besideDeciders)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .because("time is handed in, so that a test can move it")
        .check(OURS);
  }

  private static DescribedPredicate<JavaClass> beIn(String... packages) {
    return resideInAnyPackage(packages);
  }
}
