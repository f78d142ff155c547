package dev.facepay.chaos;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.facepay.testkit.ModuleArchitecture;
import org.junit.jupiter.api.Test;

/** A judge that used the services' code would make their mistakes. */
class ArchitectureTest implements ModuleArchitecture {

  @Test
  void the_judge_shares_no_code_with_the_services() {
    classes()
        .that()
        .resideInAnyPackage("dev.facepay.chaos.judge..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.jspecify..",
                "tools.jackson..",
                "org.bson..",
                "com.mongodb..",
                "org.apache.kafka.clients..",
                "org.apache.kafka.common..",
                "dev.facepay.chaos.judge.."))
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.facepay.chaos"));
  }
}
