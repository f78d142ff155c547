package dev.facepay.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.FactType;
import dev.facepay.testkit.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The data dictionary is written from the schemas; {@code -Devents=write} rewrites it. */
class DictionaryTest {

  private static final EventContract CONTRACT = EventContract.current();

  @Test
  void the_data_dictionary_says_what_the_schemas_say() throws Exception {
    Path file = EventContract.home().resolve("dictionary.md");
    String text = Dictionary.of(CONTRACT);
    if ("write".equals(System.getProperty("events"))) {
      Files.writeString(file, text);
    }
    assertThat(Files.exists(file) ? Repository.read(file) : "")
        .as(
            "docs/events/dictionary.md; rewrite it: mvn -pl common/testkit -am test"
                + " -Dtest=DictionaryTest -Dsurefire.failIfNoSpecifiedTests=false -Devents=write")
        .isEqualTo(text);
  }

  @Test
  void it_has_an_entry_for_every_fact_and_field() {
    String text = Dictionary.of(CONTRACT);
    for (FactType type : FactType.values()) {
      assertThat(text).contains("| `" + type.wire() + "` | `" + type.topic().wire() + "` |");
      CONTRACT
          .fact(type.wire())
          .fields()
          .keySet()
          .forEach(field -> assertThat(text).contains("\n| `" + field + "` |"));
    }
  }

  @Test
  void every_since_is_a_version_of_the_contracts_changelog() {
    String changes = Repository.read(EventContract.home().resolve("CHANGELOG.md"));
    Set<String> versions = new TreeSet<>();
    Pattern.compile("(?m)^## ([0-9]+\\.[0-9]+)")
        .matcher(changes)
        .results()
        .forEach(match -> versions.add(match.group(1)));
    for (String type : CONTRACT.types()) {
      FactSchema schema = CONTRACT.fact(type);
      assertThat(versions).as(type).contains(schema.tree().path("x-since").asString());
      schema
          .fields()
          .forEach(
              (name, field) ->
                  assertThat(versions)
                      .as(type + "." + name + " since, in docs/events/CHANGELOG.md")
                      .contains(field.path("x-since").asString()));
    }
    String version = CONTRACT.asyncApi().path("info").path("version").asString();
    assertThat(versions).contains(version.substring(0, version.lastIndexOf('.')));
  }
}
