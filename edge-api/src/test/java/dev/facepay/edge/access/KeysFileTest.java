package dev.facepay.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Which key is which device's. */
class KeysFileTest {

  private static final String KEY = "a-long-and-random-key";

  private static String entry(String keyField) {
    return """
    {"devices": [{"device_id": "D03", "store_id": "S017", "merchant_id": "1900000109", %s}]}\
    """
        .formatted(keyField);
  }

  private static String hashed(String key) {
    return entry("\"key_sha256\": \"" + KeyHash.of(key).hex() + "\"");
  }

  @Test
  void a_key_is_known_by_its_hash_in_the_file_or_made_at_once() {
    assertThat(KeysFile.parse(hashed(KEY)))
        .isEqualTo(KeysFile.parse(entry("\"key\": \"" + KEY + "\"")));
    assertThat(KeysFile.parse(hashed(KEY)).get(KeyHash.of(KEY)))
        .extracting(d -> d.device().store().value())
        .isEqualTo("S017");
  }

  @Test
  void a_wrong_entry_is_named_and_no_key_is_shown() {
    for (String wrong :
        new String[] {
          entry("\"key\": \"" + KEY + "\", \"key_sha256\": \"" + "0".repeat(64) + "\""),
          entry("\"note\": \"x\""),
          entry("\"key\": \"short\""),
          entry("\"key_sha256\": \"xyz\""),
          entry("\"key\": 12345678901234567"),
          "{\"devices\": [{\"key\": \"" + KEY + "\"}]}",
          "{\"devices\": [{\"key\": \"" + KEY + "\"",
          "{}",
          ""
        }) {
      assertThatThrownBy(() -> KeysFile.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(KEY);
    }
  }

  @Test
  void a_store_name_that_wechat_does_not_take_costs_no_device_its_key() {
    Logger logger = (Logger) LoggerFactory.getLogger(KeysFile.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.WARN);
    logger.setAdditive(false);
    for (String name : new String[] {"Noodles 🍜", "𠮷野家", "\u200B"}) {
      Terminal device =
          KeysFile.parse(entry("\"key\": \"" + KEY + "\", \"store_name\": \"" + name + "\""))
              .get(KeyHash.of(KEY));

      assertThat(device).isNotNull().extracting(d -> d.ref().storeName().value()).isEqualTo(name);
    }
    logger.detachAppender(lines);
    assertThat(lines.list)
        .hasSize(3)
        .allSatisfy(
            line -> {
              assertThat(line.getLevel()).isEqualTo(Level.WARN);
              assertThat(line.getFormattedMessage())
                  .startsWith("event=store-name-unsendable device=D03");
            });
  }

  @Test
  void a_changed_file_is_read_again_and_a_broken_one_leaves_what_was_known(@TempDir Path dir)
      throws IOException {
    Path file = dir.resolve("devices.json");
    KeysFile keys =
        new KeysFile(new AccessSettings(file, Duration.ofSeconds(5), 10, 10, 10, 10, 10));
    assertThat(keys.trouble()).as("no file: the registry has the keys").isNull();
    assertThat(keys.size()).isZero();

    Files.writeString(file, hashed(KEY));
    keys.reload();
    assertThat(keys.trouble()).isNull();
    assertThat(keys.find(KeyHash.of(KEY))).isNotNull();
    assertThat(keys.find(KeyHash.of("another-long-random-key"))).isNull();

    Files.writeString(file, "broken, and of another length");
    keys.reload();
    assertThat(keys.trouble()).contains("not JSON");
    Files.delete(file);
    keys.reload();
    assertThat(keys.trouble()).contains("can't be read");
    assertThat(keys.find(KeyHash.of(KEY))).isNotNull();

    Files.writeString(file, "{\"devices\": []}");
    keys.reload();
    assertThat(keys.find(KeyHash.of(KEY))).isNull();
  }
}
