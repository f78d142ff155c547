package dev.facepay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.data.DataDirectory;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is in the way is told in one line, with what to do, and by the exit code. */
@Tag("real")
class MainTest {

  @TempDir Path dir;

  @ParameterizedTest(name = "{0} exits with {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          start --prot 1                              | 2 | did you mean --port
          strat                                       | 2 | did you mean start
          start --port abc                            | 2 | --port
          start --port 70000                          | 2 | out of range
          start --mongo foo                           | 2 | mongodb://host
          start --gateway ftp://x --merchants DIR     | 2 | --gateway
          start --gateway http://x --merchants DIR    | 5 | NO_MERCHANT
          start --gateway http://x                    | 5 | --merchants DIR
          start --gateway http://x --merchants DIR/no | 5 | NO_DIRECTORY
          start --set spring.profiles.active=prod     | 5 | never runs the gateway simulator
          start --set facepay.pay.payer-ipp=::1       | 5 | facepay.pay.payer-ip;
          start --set facepay.query.deadline=banana   | 5 | facepay.query.deadline
          setup --kafka x:1 --set facepay.kafka.topic.replicas=3 | 5 | facepay.kafka.topics.replicas
          start --kafka localhost:1                   | 7 | no Kafka broker answers
          start --mongo mongodb://u:secret@localhost:1| 7 | no MongoDB answers
          start --data-dir DIR/file/below             | 4 | cannot write the data directory
          demo --orders 0                             | 2 | --orders
          demo --edge http://localhost:1              | 7 | --simulator
          setup                                       | 2 | --kafka or --keys
          setup --keys DIR/keys --merchants DIR/no    | 5 | NO_DIRECTORY
          pay --yuan 12,5                             | 2 | --yuan 12,5
          pay                                         | 2 | --yuan
          pay --yuan 1 --fen 100                      | 2 | mutually exclusive
          pay --amount 1                              | 7 | no system runs
          pay --fen 100 --wait 5x                     | 2 | write 90s, 10m or 2h
          help store ad                               | 2 | did you mean add
          tail --since -5s                            | 2 | write 90s, 10m or 2h
          show 123                                    | 7 | no system runs
          store                                       | 2 | see ./facepay help store
          store list                                  | 7 | no system runs
          store add --id S1                           | 2 | --name
          device --store S1 --name D1                 | 7 | no system runs
          device --store S1                           | 2 | --store and --name
          device --store S1 --name ../D1              | 2 | letters, digits
          device --store S1 --name D1 --pay cash:5    | 2 | no channel cash
          device --store S1 --name D1 --pay face:1.5  | 2 | in fen
          device --store S1 --name D1 --pay-yuan face:1,5 | 2 | like 12.80
          device add --store S1                       | 2 | --name
          device revoke                               | 2 | DEVICE
          device revoke D1                            | 2 | add --yes
          device list --auth http://localhost:1       | 5 | --operator-key-file
          device list --auth http://localhost:1 --operator-key-file DIR/file | 7 | no answer of the registry
          store import DIR/no.csv                     | 2 | there is no such file: /
          store import DIR                            | 2 | is a directory
          store import DIR/utf16                      | 2 | utf16 is not UTF-8
          device list --auth http://localhost:1 --operator-key-file DIR | 5 | is a directory
          device list --auth http://localhost:1 --operator-key-file DIR/no | 5 | no such file: /
          device list --auth http://localhost:1 --operator-key-file DIR/lines | 5 | lines holds no key
          device rotate a/b                           | 2 | (DEVICE): it must be 1 to 32 letters, digits or _-.
          device revoke a/b --yes                     | 2 | (DEVICE): it must be 1 to 32 letters, digits or _-.
          device add --store a/b --name x             | 2 | --store': it must be 1 to 32 letters
          device add --store S --name x --id a/b      | 2 | --id': it must be 1 to 32 letters
          device list --store a/b                     | 2 | --store': it must be 1 to 32 letters
          store change a/b --name x                   | 2 | (ID): it must be 1 to 32 letters
          store close a/b --yes                       | 2 | (ID): it must be 1 to 32 letters
          store open a/b                              | 2 | (ID): it must be 1 to 32 letters
          store add --id a/b --name x --merchant 1    | 2 | --id': it must be 1 to 32 letters
          import --from DIR/no --kafka k:1 --mongo mongodb://h | 2 | no whole export in
          tail                                        | 7 | no system runs
          tail --type weather --kafka localhost:1     | 2 | no fact has "weather"
          rebuild                                     | 7 | no system runs
          compact                                     | 4 | no database in
          """)
  void what_is_in_the_way_is_one_line(String command, int status, String words) throws IOException {
    Files.writeString(dir.resolve("file"), "");
    Files.writeString(dir.resolve("lines"), "ok_a\nok_b");
    Files.writeString(dir.resolve("utf16"), "store_id", StandardCharsets.UTF_16);

    Said said = run(command.strip().replace("DIR", dir.toString()).split(" +"));

    assertThat(said.status()).as(said.err()).isEqualTo(status);
    assertThat(said.err().lines()).hasSize(1);
    assertThat(said.err()).startsWith("facepay: ").contains(words).doesNotContain("secret");
  }

  @Test
  void a_data_directory_has_one_owner() {
    try (DataDirectory owner = DataDirectory.open(dir)) {
      Said said = run("start", "--data-dir", owner.root().toString());

      assertThat(said.status()).isEqualTo(4);
      assertThat(said.err().lines()).hasSize(1);
      assertThat(said.err()).contains("another FacePay").contains("--data-dir");
    }
  }

  @Test
  void a_busy_port_is_named_with_the_option_that_changes_it() throws IOException {
    try (ServerSocket busy = new ServerSocket(0)) {
      int port = Math.min(busy.getLocalPort(), 65_000);
      Said said =
          run(
              "start",
              "--data-dir",
              dir.resolve("data").toString(),
              "--port",
              String.valueOf(port));

      assertThat(said.status()).isEqualTo(3);
      assertThat(said.err().lines()).hasSize(1);
      assertThat(said.err()).contains("port " + port + " is in use").contains("--port");
    }
  }

  @Test
  void a_refund_needs_a_running_system_and_a_reason() {
    Said nobody = run("refund", "A1", "--why", "sold out");

    assertThat(nobody.status()).isEqualTo(7);
    assertThat(nobody.err()).contains("no running system");
    assertThat(run("refund", "A1").status()).isEqualTo(2);
  }

  @Test
  void authorities_that_are_none_are_told_before_anything_is_asked() throws IOException {
    Path none = Files.writeString(dir.resolve("ca.crt"), "no certificate");

    for (Path file : List.of(none, dir.resolve("missing"))) {
      Said said = Said.by(Map.of("FACEPAY_CA_FILE", file.toString()), List.of("help"));

      assertThat(said.status()).isEqualTo(5);
      assertThat(said.err().lines()).hasSize(1);
      assertThat(said.err()).contains("FACEPAY_CA_FILE", file.toString(), "PEM");
    }
  }

  @Test
  void debug_shows_the_fault_whole() {
    Said said = run("start", "--kafka", "localhost:1", "--debug");

    assertThat(said.err()).contains("at dev.facepay.standalone");
  }

  @Test
  void help_and_version_are_plain_text_without_colours() {
    Said help = run("help");

    assertThat(help.status()).isZero();
    assertThat(help.out())
        .contains(
            "demo", "start", "pay", "show", "tail", "rebuild", "compact", "doctor", "Exit codes:");
    assertThat(help.out()).doesNotContain("\u001b");
    assertThat(run("--version").out()).startsWith("facepay ");
    assertThat(run("help", "start").out())
        .contains("--gateway", "--merchants", "--kafka", "--durability");
    assertThat(run("help", "store", "add").out()).contains("--merchant", "--area-code");
    assertThat(run("completion").out()).contains("complete -F");
  }

  @Test
  void nothing_asked_is_answered_with_the_usage() {
    assertThat(run().status()).isEqualTo(2);
  }

  private Said run(String... args) {
    return Said.by(Map.of("FACEPAY_ROOT", dir.toString()), List.of(args));
  }
}
