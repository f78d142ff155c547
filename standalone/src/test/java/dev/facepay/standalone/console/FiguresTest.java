package dev.facepay.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

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
 * The console in a real browser: how the day goes, lists by whatever one knows, and who can use it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("all")
class FiguresTest {

  private static final String STUCK = "20261122S017D03000142";
  private static final List<String> PAGES =
      List.of(
          "/",
          "/today",
          "/payments",
          "/payments?state=failed",
          "/places?days=7",
          "/coverage",
          "/runbook/FacePayReversalOld");

  @TempDir private static Path dir;

  private static Shop shop;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    shop = new Shop(dir);
    shop.stuck(STUCK);
    shop.pay("20261122S017D03000143", 1280);
    // Refused: the simulator's word for fen that end so.
    shop.pay("20261122S017D03000144", 1901);
    for (int n = 0; n < 52; n++) {
      shop.pay("FIGURES-%03d".formatted(n), 1000 + n);
    }
    browser = Browser.open(shop.console(), "zh-CN");
    browser.go("/");
    browser.enter("#key", shop.operatorKey());
    browser.sees("需要人工处理");
  }

  @AfterAll
  static void close() {
    Shop.close(shop, browser);
  }

  @Test
  @Order(1)
  void the_day_shows_as_plots_with_their_numbers_and_changes_by_itself() throws Exception {
    browser.go("/today");
    browser.sees("最近 2 小时", "支付笔数", "应答用时", "金额（元）", "上周");
    browser.until("four plots", () -> assertThat(browser.count(".plot canvas")).isEqualTo(4));
    assertThat(browser.attribute("#chart-payments .plot", "aria-label")).contains("支付笔数", "最高");
    browser.click("#chart-money-table");
    browser.until(
        "a row a minute",
        () -> assertThat(browser.count("#chart-money .plot-table tbody tr")).isBetween(120, 122));
    String before = browser.text(".tile b");
    shop.pay("20261122S017D03000145", 990);
    browser.until("one more", () -> assertThat(browser.text(".tile b")).isNotEqualTo(before));
    assertThat(browser.count("#chart-money .plot-table tbody tr"))
        .as("still open")
        .isGreaterThan(100);
    browser.shoot("today-zh-1280");
    browser.go("/today?by=hour");
    browser.until(
        "hours", () -> assertThat(browser.attribute("#by-hour", "aria-current")).isEqualTo("true"));
    browser.click("#f-store_id option:nth-child(2)");
    browser.until("a store", () -> assertThat(browser.place()).contains("store_id=", "by=hour"));
    browser.click("#chart-payments .chart-foot p a");
    browser.until(
        "its payments",
        () -> assertThat(browser.place()).startsWith("/payments").contains("from="));
  }

  @Test
  @Order(2)
  void payments_are_found_by_whatever_one_knows_of_them() {
    browser.go("/payments");
    browser.sees("56 笔", "下一页");
    browser.click("#page-next");
    browser.until("page 2", () -> assertThat(browser.count("tbody tr")).isEqualTo(6));
    browser.click("#page-previous");
    browser.until("page 1", () -> assertThat(browser.count("tbody tr")).isEqualTo(50));
    browser.enter("#f-number", "-007");
    browser.until("one", () -> assertThat(browser.count("tbody tr")).isEqualTo(1));
    browser.sees("FIGURES-007", "1 笔");
    browser.reload();
    browser.until("the same", () -> assertThat(browser.count("tbody tr")).isEqualTo(1));
    browser.type("#f-number", "");
    browser.type("#f-from_fen", "10.10");
    browser.enter("#f-to_fen", "10.19");
    browser.until("ten", () -> assertThat(browser.count("tbody tr")).isEqualTo(10));
    assertThat(browser.place()).contains("from_fen=1010", "to_fen=1019");
    browser.go("/payments");
    browser.click("#f-state option[value=failed]");
    browser.until("the refused", () -> assertThat(browser.count("tbody tr")).isEqualTo(1));
    browser.sees("20261122S017D03000144");
    browser.shoot("payments-filter-zh-1280");
  }

  @Test
  @Order(3)
  void what_needs_a_person_stands_by_its_cause_with_what_to_do() {
    browser.go("/");
    browser.sees("微信拒绝撤销", "1 项，1 台设备", STUCK);
    browser.click(".cause .heading + p a");
    browser.sees("FacePayReversalOld", "可以放心做的");
  }

  @Test
  @Order(4)
  void nobody_is_kept_out_by_how_they_see_or_move() {
    for (String language : List.of("zh", "en")) {
      for (int width : new int[] {1280, 390}) {
        browser.width(width);
        browser.dark(width == 390);
        for (String page : PAGES) {
          browser.go(page);
          browser.until(page, () -> assertThat(browser.count("main[aria-busy]")).isZero());
          browser.until(page, () -> assertThat(browser.count("main h1, main h2")).isPositive());
          assertThat(browser.barriers()).as("%s %s %d", page, language, width).isEmpty();
          String name = page.equals("/") ? "alarms" : page.replaceAll("\\W+", "-").substring(1);
          browser.shoot("figures-%s-%s-%d".formatted(name, language, width));
        }
      }
      browser.click("#language");
    }
    browser.dark(false);
    browser.width(1280);
  }
}
