package dev.facepay.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console when a disk fills: here each does that has a byte on it. */
@Tag("all")
class ConsoleStorageTest {

  private static final Map<String, String> EASILY =
      Map.of(
          "facepay.fill.filling-at", "0.000000002",
          "facepay.fill.ease-by", "0.000000001",
          "facepay.fill.full-at", "1",
          "facepay.fill.look-every", "200ms");

  @TempDir private static Path dir;

  @Test
  void whoever_is_on_call_sees_in_both_languages_that_it_fills() {
    try (Shop shop = new Shop(dir, EASILY);
        Browser browser = Browser.open(shop.console(), "zh-CN")) {
      browser.go("/");
      browser.enter("#key", shop.operatorKey());
      browser.sees("Kafka 所在磁盘已用", "请腾出空间", "FacePay 的内存已用");
      browser.shoot("storage-zh-1280");
      browser.click("#language");
      browser.sees("The disk under Kafka is", "full. Make room.");
      assertThat(browser.attribute("#storage-kafka", "role")).isEqualTo("alert");
    }
  }
}
