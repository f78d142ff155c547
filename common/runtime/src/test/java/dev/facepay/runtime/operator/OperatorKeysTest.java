package dev.facepay.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.operator.OperatorKeys.Operator;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorKeysTest {

  private static final String KEY = "key-of-alice-0123456789";

  @TempDir private Path dir;

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("operators.json"), text);
  }

  private static String alice(String scopes) {
    return """
    {"operators": [{"name": "alice", "key_sha256": "%s", "scopes": [%s]}]}
    """
        .formatted(OperatorKeys.sha256(KEY), scopes);
  }

  @Test
  void a_key_is_its_operators_with_the_scopes_of_the_file() throws IOException {
    OperatorKeys keys = new OperatorKeys(file(alice("\"devices:read\", \"audit:read\"")));

    assertThat(keys.find(KEY))
        .contains(new Operator("alice", Set.of(Scope.DEVICES_READ, Scope.AUDIT_READ)));
    assertThat(keys.trouble()).isEmpty();
  }

  @Test
  void any_other_key_is_nobodys() throws IOException {
    OperatorKeys keys = new OperatorKeys(file(alice("\"devices:read\"")));

    for (String key : new String[] {"", "x", KEY + "x", "x".repeat(257)}) {
      assertThat(keys.find(key)).isEmpty();
    }
  }

  @Test
  void who_is_struck_off_is_out_with_the_next_call() throws IOException {
    OperatorKeys keys = new OperatorKeys(file(alice("\"devices:read\"")));
    file("{\"operators\": []}");

    assertThat(keys.find(KEY)).isEmpty();
  }

  @Test
  void a_file_that_is_broken_leaves_who_was_known_and_is_told_without_keys() throws IOException {
    OperatorKeys keys = new OperatorKeys(file(alice("\"devices:read\"")));
    file(alice("\"devices:everything\""));

    assertThat(keys.find(KEY)).isPresent();
    assertThat(keys.trouble().orElseThrow())
        .contains("operator 1", "devices:everything")
        .doesNotContain(OperatorKeys.sha256(KEY));
  }

  @Test
  void without_a_file_nobody_is_known_and_it_is_said() {
    OperatorKeys keys = new OperatorKeys(dir.resolve("missing.json"));

    assertThat(keys.find(KEY)).isEmpty();
    assertThat(keys.trouble().orElseThrow()).contains("missing.json");
  }
}
