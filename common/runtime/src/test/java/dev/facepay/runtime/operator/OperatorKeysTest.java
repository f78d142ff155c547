package dev.facepay.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.operator.OperatorKeys.Access;
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
  private static final String BEARER = "Bearer " + KEY;

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
  void a_key_opens_what_its_scopes_say() throws IOException {
    OperatorKeys keys = new OperatorKeys(file(alice("\"devices:read\", \"audit:read\"")));

    assertThat(keys.ask(BEARER, Scope.DEVICES_READ))
        .isEqualTo(
            new Access.Granted(
                new Operator("alice", Set.of(Scope.DEVICES_READ, Scope.AUDIT_READ))));
    assertThat(keys.ask(BEARER, Scope.DEVICES_WRITE))
        .isInstanceOfSatisfying(
            Access.Forbidden.class,
            refused -> assertThat(refused.missing()).isEqualTo(Scope.DEVICES_WRITE));
    assertThat(keys.trouble()).isEmpty();
  }

  @Test
  void whoever_shows_no_known_key_is_unknown() throws IOException {
    OperatorKeys keys = new OperatorKeys(file(alice("\"devices:read\"")));

    assertThat(keys.ask(null, Scope.DEVICES_READ)).isEqualTo(new Access.Unknown());
    for (String header : new String[] {"", "Bearer", "Bearer x", "Basic " + KEY, BEARER + "x"}) {
      assertThat(keys.ask(header, Scope.DEVICES_READ)).isEqualTo(new Access.Unknown());
    }
  }

  @Test
  void who_is_struck_off_is_out_with_the_next_call() throws IOException {
    OperatorKeys keys = new OperatorKeys(file(alice("\"devices:read\"")));
    file("{\"operators\": []}");

    assertThat(keys.ask(BEARER, Scope.DEVICES_READ)).isEqualTo(new Access.Unknown());
  }

  @Test
  void a_file_that_is_broken_leaves_who_was_known_and_is_told_without_keys() throws IOException {
    OperatorKeys keys = new OperatorKeys(file(alice("\"devices:read\"")));
    file(alice("\"devices:everything\""));

    assertThat(keys.ask(BEARER, Scope.DEVICES_READ)).isInstanceOf(Access.Granted.class);
    assertThat(keys.trouble().orElseThrow())
        .contains("operator 1", "devices:everything")
        .doesNotContain(OperatorKeys.sha256(KEY));
  }

  @Test
  void without_a_file_nobody_is_known_and_it_is_said() {
    OperatorKeys keys = new OperatorKeys(dir.resolve("missing.json"));

    assertThat(keys.ask(BEARER, Scope.DEVICES_READ)).isEqualTo(new Access.Unknown());
    assertThat(keys.trouble().orElseThrow()).contains("missing.json");
  }
}
