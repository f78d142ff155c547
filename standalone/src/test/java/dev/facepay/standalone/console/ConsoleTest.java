package dev.facepay.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.client.EdgeClient.PaymentSeen;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a real browser, before the whole system: a night shift, from the first key to the
 * last stuck reversal. WeChat lets nobody reverse for 15 s: meanwhile the rest is looked at.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("real")
class ConsoleTest {

  private static final String STUCK = "20261122S017D03000042";
  private static final String UNREPORTED = "20261122S017D03000046";
  private static final String PAID = "20261122S017D03000043";
  private static final List<String> PAGES =
      List.of("/", "/payments", "/places?days=7", "/coverage");

  @TempDir private static Path dir;

  private static Shop shop;
  private static Browser browser;
  private static PaymentSeen paid;

  @BeforeAll
  static void open() throws Exception {
    shop = new Shop(dir);
    shop.stuck(STUCK);
    browser = Browser.open(shop.console(), "zh-CN");
    paid = shop.pay(PAID, 1280);
    shop.pay("20261122S017D03000044", 1901);
  }

  @AfterAll
  static void close() {
    Shop.close(shop, browser);
  }

  @Test
  @Order(1)
  void without_a_good_key_there_is_nothing_to_see() {
    browser.go("/");
    browser.sees("运维密钥", "没有密钥？");
    browser.shoot("login-zh-1280");
    browser.enter("#key", "not-the-key-0123456789");
    browser.sees("系统不认识这个密钥");
    browser.enter("#key", shop.operatorKey());
    browser.sees("需要人工处理", "实时");
    browser.reload();
    browser.sees("需要人工处理");
    assertThat(browser.text()).doesNotContain("运维密钥");
  }

  @Test
  @Order(2)
  void any_number_leads_to_its_payment() {
    String here = "/payment/" + paid.id().replace(":", "%3A");
    browser.press("/");
    assertThat(browser.focused()).isEqualTo("q");
    browser.enter("#q", PAID);
    browser.sees("已支付", "可以交货", "支付成功");
    assertThat(browser.place()).isEqualTo(here);
    String transaction = browser.text(".numbers div:nth-child(3) .number");
    assertThat(transaction).hasSize(28);
    for (String number : List.of(transaction, paid.id(), " " + PAID + " ")) {
      browser.go("/");
      browser.enter("#q", number);
      browser.until(number, () -> assertThat(browser.place()).isEqualTo(here));
    }
    browser.sees("已支付");
    assertThat(browser.attribute(".story time", "title")).endsWith("UTC");
    assertThat(browser.attribute(".picture", "aria-label")).contains("个事件");
    browser.shoot("payment-paid-zh-1280");
    browser.enter("#q", "4711");
    browser.sees("没有找到 “4711”", "请核对单号");
  }

  @Test
  @Order(3)
  void the_address_says_where_one_is() {
    browser.go("/places?days=7");
    browser.sees("门店与设备", "7 天");
    browser.reload();
    browser.until(
        "7 days", () -> assertThat(browser.attribute("#days-7", "aria-current")).isEqualTo("true"));
    browser.go("/payments?state=failed");
    browser.sees("20261122S017D03000044", "余额不足");
    assertThat(browser.text()).doesNotContain(PAID);
    assertThat(browser.attribute("#nav-payments", "aria-current")).isEqualTo("page");
  }

  @Test
  @Order(4)
  void what_happens_shows_without_a_reload() throws Exception {
    browser.go("/payments");
    browser.sees(PAID, "实时");
    shop.pay("20261122S017D03000045", 990);
    browser.sees("20261122S017D03000045");
  }

  @Test
  @Order(5)
  void it_is_readable_in_both_languages_on_a_desk_and_on_a_phone() {
    shootAll("zh", 1280, "需要人工处理");
    browser.click("#language");
    browser.sees("Needs a person");
    browser.dark(true);
    shootAll("en", 390, "Needs a person");
    browser.go("/payment/" + paid.id());
    browser.sees("PAID");
    browser.shoot("payment-paid-en-390");
    browser.dark(false);
    browser.width(1280);
    browser.shoot("payment-paid-en-1280");
    browser.reload();
    browser.sees("PAID");
    browser.click("#language");
    browser.sees("已支付");
  }

  private static void shootAll(String language, int width, String home) {
    browser.width(width);
    for (String page : PAGES) {
      String path = page.replaceFirst("^/", "").replaceFirst("[^a-z].*", "");
      String name = path.isEmpty() ? "home" : path;
      browser.go(page);
      browser.until(
          page,
          () -> {
            assertThat(browser.count("#nav-%s[aria-current]".formatted(name))).isEqualTo(1);
            assertThat(browser.count("main[aria-busy]")).isZero();
            assertThat(browser.count("main h1")).isPositive();
          });
      browser.shoot("%s-%s-%d".formatted(name, language, width));
    }
    browser.go("/");
    browser.sees(home);
  }

  @Test
  @Order(6)
  void a_stuck_reversal_is_found_and_resolved() {
    browser.go("/");
    browser.sees("微信拒绝撤销", STUCK);
    browser.shoot("stuck-1-found-zh-1280");
    browser.click(".need .button");
    browser.sees("未支付，退款卡住了", "TRADE_ERROR", "请勿交货");
    browser.shoot("stuck-2-payment-zh-1280");

    act("resolve", "门店说没事了");
    browser.sees("未受理", "SUCCESS", "请先在微信商户平台退款");
    browser.shoot("stuck-3-refused-zh-1280");
    browser.click("#cancel");

    act("retry", "微信侧已修复");
    browser.sees("已受理");
    browser.until("WeChat has reversed", () -> assertThat(shop.heldFen(STUCK)).isZero());
    browser.click("#cancel");

    // WeChat's answer was lost: the stage rests, but the money is back.
    act("resolve", "商户平台上看到已撤销");
    browser.sees("已受理");
    browser.click("#cancel");
    browser.sees("未支付，钱已退回", "人工结案", "商户平台上看到已撤销", "local");
    browser.shoot("stuck-4-resolved-zh-1280");
    browser.width(390);
    browser.shoot("stuck-4-resolved-zh-390");
    browser.width(1280);
    browser.go("/");
    browser.sees("没有需要处理的事项");
    browser.shoot("home-calm-zh-1280");
  }

  @Test
  @Order(9)
  void a_trade_paid_elsewhere_is_found_by_any_number_with_what_became_of_its_report()
      throws Exception {
    shop.paidElsewhere("E0001", "S17-E1", 880);
    for (String number : List.of("E0001", "S17-E1", "42000E0001")) {
      browser.go("/");
      browser.enter("#q", number);
      browser.sees("在别处支付", "应上报微信", "S17-E1", "¥8.80");
      browser.until(number, () -> assertThat(browser.place()).startsWith("/trade/"));
    }
    browser.shoot("elsewhere-zh-1280");
    // Its order's number may be a payment's too: then both are shown.
    shop.paidElsewhere("E0002", PAID, 1280);
    browser.go("/");
    browser.enter("#q", "E0002");
    browser.sees("在别处支付", "应上报微信", "¥12.80");
    browser.enter("#q", PAID);
    browser.sees("在别处支付的交易", "E0002", PAID);
    browser.shoot("search-both-zh-1280");
    browser.width(390);
    browser.shoot("search-both-zh-390");
    browser.width(1280);
  }

  @Test
  @Order(10)
  void a_report_that_does_not_get_through_is_retried_and_ended_on_its_page() {
    browser.go("/");
    browser.enter("#q", UNREPORTED);
    browser.click("#to-report");
    browser.sees("交易长时间未上报微信", "立即重新上报");
    int tries = browser.count(".trade .story li");
    act("retry", "设备已修好");
    browser.sees("已受理：马上要求设备上报");
    browser.shoot("unreported-4-retried-zh-1280");
    browser.click("#cancel");
    browser.until(
        "it is tried again",
        () -> assertThat(browser.count(".trade .story li")).isGreaterThan(tries));
    browser.sees("人工处理上报", "设备已修好", "local");

    browser.click("#do-resolve");
    browser.type("#why", "设备已报废");
    browser.type("#evidence", "致微信的邮件，工单 4711");
    browser.shoot("unreported-5-resolve-zh-1280");
    browser.click("#send");
    browser.sees("已受理：不再要求设备上报");
    browser.click("#cancel");
    browser.sees("已人工结案", "设备已报废", "工单 4711", "不算已确认");
    assertThat(browser.count("#do-retry, #do-resolve")).isZero();
    browser.shoot("unreported-6-resolved-zh-1280");
    browser.width(390);
    browser.shoot("unreported-6-resolved-zh-390");
    browser.click("#language");
    browser.sees("Ended by a person", "not as confirmed");
    browser.shoot("unreported-6-resolved-en-390");
    browser.click("#language");
    browser.width(1280);
    browser.go("/coverage");
    browser.sees("人工结案");
    browser.shoot("unreported-7-coverage-zh-1280");
    browser.go("/");
    browser.until(
        "nobody needs to look at it any more",
        () -> assertThat(browser.text()).doesNotContain(UNREPORTED));
  }

  private static void act(String verb, String why) {
    browser.click("#do-" + verb);
    browser.type("#why", why);
    browser.click("#send");
  }

  @Test
  @Order(7)
  void a_lost_connection_is_seen_and_comes_back() {
    shop.consoleService(false);
    browser.sees("已断开", "页面内容可能已过时");
    browser.shoot("lost-zh-1280");
    shop.consoleService(true);
    browser.sees("实时");
    browser.until("the banner is gone", () -> assertThat(browser.text()).doesNotContain("过时"));
  }

  @Test
  @Order(8)
  void a_trade_that_nobody_reports_is_found_with_its_age_and_what_to_do() throws Exception {
    browser.go("/");
    shop.payByCode(UNREPORTED, 660);
    browser.sees("交易长时间未上报微信", "设备没有应答", UNREPORTED);
    browser.shoot("unreported-1-found-zh-1280");
    browser.click(".need.report .button");
    browser.sees("请确认设备已开机", "reportPaycode");
    browser.shoot("unreported-2-report-zh-1280");
    browser.click("#to-payment");
    browser.sees("已支付", "应上报微信", "上报任务已交给设备", "仍未上报");
    browser.shoot("unreported-3-payment-zh-1280");
    browser.width(390);
    browser.go("/");
    browser.sees("交易长时间未上报微信");
    browser.shoot("unreported-1-found-zh-390");
    browser.width(1280);
  }
}
