package dev.facepay.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** One certificate, many stuck reversals: who takes them, and all tried again at once. */
@Tag("all")
class ConsoleOnCallTest {

  private static final String ONE = "20261122S017D03000061";
  private static final String OTHER = "20261122S017D03000062";
  private static final String GROUP = "cause-reverse_refused";

  @TempDir private static Path dir;

  @Test
  void a_cause_is_taken_by_one_and_retried_as_a_whole_with_each_refusal_told() throws Exception {
    try (Shop shop = new Shop(dir);
        Browser browser = Browser.open(shop.console(), "zh-CN")) {
      PaymentSeen one = shop.stuck(ONE);
      PaymentSeen other = shop.stuck(OTHER);
      browser.go("/");
      browser.enter("#key", shop.operatorKey());
      browser.sees("微信拒绝撤销", ONE, OTHER, "2 项，1 台设备");

      taken(browser);
      givenBack(browser, one);
      retried(browser, shop);
      refused(browser, shop, other);
    }
  }

  /** At a desk, in Chinese. */
  private static void taken(Browser browser) {
    browser.click("#say-" + GROUP);
    browser.sees("标注 2 项告警", ONE + ", " + OTHER);
    assertThat(browser.focused()).isEqualTo("whose");
    browser.click("#whose option:nth-child(2)");
    browser.type("#why", "我来换证书");
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("oncall-1-assign-zh-1280");
    browser.click("#send");
    browser.sees("已受理：2");
    browser.click("#cancel");
    assertThat(browser.focused()).isEqualTo("say-" + GROUP);
    browser.until("theirs", () -> assertThat(browser.count(".badge.mine")).isEqualTo(2));
    browser.sees("我负责", "local 已阅", "我来换证书");
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("oncall-2-mine-zh-1280");
    browser.click("#whose-nobody");
    browser.sees("没有符合条件的事项");
    browser.click("#whose-me");
    browser.sees(ONE, OTHER);
    assertThat(browser.attribute("#whose-me", "aria-current")).isEqualTo("true");
    assertThat(browser.place()).contains("assigned=me");
  }

  /**
   * On a phone, in English, by the keyboard; what one pressed is gone from the list of one's own.
   */
  private static void givenBack(Browser browser, PaymentSeen payment) {
    browser.click("#language");
    browser.sees("Needs a person", "Yours");
    browser.width(390);
    browser.shoot("oncall-3-mine-en-390");
    browser.click("[id='say-payment-%s']".formatted(payment.id()));
    browser.sees("Alarms to note something on: 1");
    browser.press(Keys.END);
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("oncall-4-give-back-en-390");
    browser.click("#send");
    browser.sees("Taken: 1");
    browser.until("it left the list", () -> assertThat(browser.count(".need")).isEqualTo(1));
    browser.press(Keys.ESCAPE);
    browser.until("a place", () -> assertThat(browser.focused()).isEqualTo("need-title"));
    browser.click("#whose-nobody");
    browser.sees(ONE, "seen by local");
    browser.click("#whose-all");
    browser.sees(ONE, OTHER);
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("oncall-5-all-en-390");
    browser.width(1280);
  }

  /** WeChat takes the money back at the second try, but its answer is lost. */
  private static void retried(Browser browser, Shop shop) {
    browser.click("#retry-" + GROUP);
    browser.sees("Retry these reversals now: 2");
    assertThat(browser.focused()).isEqualTo("why");
    browser.type("#why", "  ");
    browser.click("#send");
    browser.sees("Please say why.");
    browser.type("#why", "the certificate is renewed");
    browser.shoot("oncall-6-retry-en-1280");
    browser.click("#send");
    browser.sees("Taken: 2");
    browser.click("#cancel");
    browser.until(
        "WeChat has reversed both",
        () -> {
          assertThat(shop.heldFen(ONE)).isZero();
          assertThat(shop.heldFen(OTHER)).isZero();
        });
  }

  /** One is settled while the dialog is open. */
  private static void refused(Browser browser, Shop shop, PaymentSeen settled) throws Exception {
    browser.click("#retry-" + GROUP);
    browser.type("#why", "once more");
    String page = "v1/payments/" + settled.id();
    assertThat(call(shop, page + "/resolve", "{\"why\": \"reversed at WeChat\"}")).contains("id");
    browser.until(
        "it is settled", () -> assertThat(call(shop, page, null)).contains("\"reversed\""));
    browser.click("#send");
    browser.sees("Taken: 1", "Not taken: 1", OTHER + ": This payment is settled already");
    browser.shoot("oncall-7-refused-en-1280");
    browser.click("#cancel");
    browser.go("/payment/" + settled.id());
    browser.sees("A person said whose the alarm is", "我来换证书", "A person steps in");
    browser.shoot("oncall-8-audit-en-1280");
  }

  private static String call(Shop shop, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(shop.console().resolve(path))
            .header("Authorization", "Bearer " + shop.operatorKey())
            .header("Content-Type", "application/json");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              (body == null ? request : request.POST(BodyPublishers.ofString(body))).build(),
              BodyHandlers.ofString())
          .body();
    }
  }
}
