package dev.facepay.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's session at the console: what it offers, and how it ends. */
@Tag("all")
class ConsoleSessionTest {

  private static final String PAID = "20261122S017D03000071";
  private static final String LOOKS = "key-of-somebody-who-looks-0123456789";

  @TempDir private static Path dir;

  @Test
  void a_person_is_offered_what_the_key_opens_until_the_session_is_over() throws Exception {
    try (Shop shop = new Shop(dir);
        Browser browser = Browser.open(shop.console(), "zh-CN")) {
      shop.operator("looks", LOOKS, "payments:read");
      String payment = "/payment/" + shop.pay(PAID, 1280).id();

      browser.go(payment);
      browser.enter("#key", shop.operatorKey());
      browser.sees("已支付", "local", "可操作");
      assertThat(browser.count("#do-refund")).isEqualTo(1);
      assertThat(browser.kept()).doesNotContain(shop.operatorKey(), "facepay-session");
      assertThat(browser.barriers()).isEmpty();
      browser.shoot("session-1-acts-zh-1280");

      browser.click("#leave");
      browser.sees("运维密钥");
      browser.reload();
      browser.sees("运维密钥");

      browser.enter("#key", LOOKS);
      browser.sees("已支付", "looks", "只读");
      assertThat(browser.count("#do-refund")).isZero();
      browser.click("#language");
      browser.sees("looks", "may look");
      browser.width(390);
      browser.shoot("session-2-looks-en-390");
      browser.width(1280);

      shop.operator("looks", LOOKS + "-of-another", "payments:read");
      browser.reload();
      browser.sees("You were signed out: the key was taken away");
      browser.shoot("session-3-over-en-1280");
      browser.enter("#key", shop.operatorKey());
      browser.sees("PAID", "local");
      assertThat(browser.place()).isEqualTo(payment);
    }
  }
}
