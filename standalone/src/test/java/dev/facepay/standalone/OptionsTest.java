package dev.facepay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.Output;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A value that an option can't have is told with the option's name and what would be right. */
class OptionsTest {

  @TempDir Path dir;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pay --fen 1 --edge garbage          | '--edge'      | https://
          pay --fen 1 --edge ftp://x          | '--edge'      | https://
          pay --fen 1 --edge http://x:99999   | '--edge'      | https://
          pay --fen 1 --edge http://x/?a=b    | '--edge'      | https://
          doctor --edge garbage               | '--edge'      | https://
          store list --auth garbage           | '--auth'      | https://
          demo --edge http://x --simulator :: | '--simulator' | https://
          start --gateway http://a,b          | '--gateway'   | https://
          held --mongo garbage                | '--mongo'     | mongodb://
          held --mongo mongodb://u:s/ecret@h  | '--mongo'     | %XX
          held --mongo mongodb://h/?tls=true&tlsCAFile=/no | '--mongo' | tlsCAFile
          buyer --openid-file f --mongo x     | '--mongo'     | mongodb://
          rebuild --mongo x                   | '--mongo'     | mongodb://
          catch-up --mongo x                  | '--mongo'     | mongodb://
          import --from f --kafka k:1 --mongo x | '--mongo'   | mongodb://
          tail --kafka garbage                | '--kafka'     | HOST:PORT
          start --kafka a:1,b                 | '--kafka'     | HOST:PORT
          setup --kafka a:70000               | '--kafka'     | HOST:PORT
          dlt list --kafka a%b:1              | '--kafka'     | HOST:PORT
          doctor --port 70000                 | --port        | 0 (any) to
          doctor --port -1                    | --port        | 0 (any) to
          demo --port 70000                   | --port        | 0 (any) to
          start --port 70000                  | --port        | 0 (any) to
          doctor --set =x                     | '--set'       | KEY before
          start --set =x                      | '--set'       | KEY before
          dlt list --set =x                   | '--set'       | KEY before
          catch-up --kafka-property =x        | '--kafka-property' | KEY before
          tail --count 0                      | --count       | at least 1
          tail --count -1                     | --count       | at least 1
          tail --since 999999d                | '--since'     | 3650 days
          pay --fen 1 --attempt 0             | --attempt     | 1 to 999
          pay --fen 1 --attempt 1000          | --attempt     | 1 to 999
          pay --fen 0                         | --fen         | ¥0.01 to ¥1000000.00
          pay --yuan 0.00                     | --yuan        | ¥0.01 to ¥1000000.00
          refund A1 --why x --fen -5          | --fen         | ¥0.01 to ¥1000000.00
          device --store S --name D --pay-yuan face:0 | amount | 1 to
          import --from f --kafka k:1 --mongo mongodb://h --replicas 0 | --replicas | at least 1
          """)
  void a_value_that_cannot_be_is_told_with_what_would_be_right(
      String command, String option, String right) {
    Said said = run(command.strip().split(" +"));

    assertThat(said.status()).as(said.err()).isEqualTo(2);
    assertThat(said.err().lines()).hasSize(1);
    assertThat(said.err())
        .contains(option.replace("'", ""))
        .contains(right)
        .doesNotContain("Exception", "ecret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pay --fen 1 --edge", "doctor --edge", "store list --auth", "device list --auth"})
  void a_key_that_no_header_can_have_is_told_and_not_repeated(String command) {
    Said said =
        Said.by(
            Map.of(
                "FACEPAY_ROOT", dir.toString(),
                "FACEPAY_DEVICE_KEY", "secret\nb",
                "FACEPAY_OPERATOR_KEY", "secret 钥"),
            List.of((command + " http://localhost:1").split(" ")));

    assertThat(said.status()).as(said.err()).isEqualTo(5);
    assertThat(said.err()).contains("one word of ASCII").doesNotContain("secret");
  }

  @Test
  void what_is_like_them_is_judged_by_the_same() {
    Map<String, Class<?>> judges =
        Map.of(
            "URI", CommandContext.MongoUri.class,
            "HOST:PORT", CommandContext.Brokers.class,
            "KEY=VALUE", CommandContext.Key.class);
    CommandContext context =
        new CommandContext(Output.of(System.out, System.err, Map.of()), Map.of());
    assertThat(options(Main.commands(context)))
        .hasSizeGreaterThan(50)
        .allSatisfy(
            option -> {
              Class<?> judge = judges.get(option.paramLabel());
              if (judge != null) {
                assertThat(option.converters()).as("%s", option).hasAtLeastOneElementOfType(judge);
              }
              if (option.paramLabel().equals("URL")) {
                assertThat(option.auxiliaryTypes()).as("%s", option).containsExactly(URI.class);
              }
            });
  }

  private static Stream<OptionSpec> options(CommandLine command) {
    return Stream.concat(
        command.getCommandSpec().options().stream(),
        command.getSubcommands().values().stream().flatMap(OptionsTest::options));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:8080", "https://edge.example.com/base", "HTTP://[::1]:1"})
  void an_address_of_http_is_taken(String url) {
    assertThat(new HttpUrl().convert(url)).hasToString(url);
  }

  private Said run(String... args) {
    return Said.by(Map.of("FACEPAY_ROOT", dir.toString()), List.of(args));
  }
}
