package dev.facepay.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
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

/** Stores and devices in a real browser, from the first store to a revoked device and its audit. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("all")
class ConsoleRegistryTest {

  private static final List<String> PAGES =
      List.of(
          "/places",
          "/stores",
          "/store/S900",
          "/import",
          "/devices",
          "/device/T901",
          "/audit",
          "/device/nobody");

  @TempDir private static Path dir;

  private static Shop shop;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    shop = new Shop(dir.resolve("data"));
    shop.pay("20261201S001D01000001", 1280);
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
  void a_store_is_added_with_words_for_what_is_wrong() {
    browser.click("#nav-places");
    browser.click("#section-stores");
    browser.sees("还没有门店");
    browser.click("#add-store");
    browser.click("#send");
    browser.sees("请填写");
    assertThat(browser.focused()).isEqualTo("store_id");
    browser.type("#store_id", "S/900");
    browser.type("#store_name", "外滩面馆");
    browser.type("#merchant_id", "4711");
    browser.type("#area_code", "31");
    browser.click("#send");
    browser.sees("1 到 32 位字母", "6 位数字，首位不为 0");
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("registry-1-add-wrong-zh-1280");
    browser.type("#store_id", "S900");
    browser.type("#area_code", "310101");
    browser.click("#send");
    browser.sees("本系统没有这个商户的密钥");
    browser.type("#merchant_id", shop.merchant());
    browser.click("#send");
    browser.sees("外滩面馆", "营业", "还没有设备", "还没有支付");
    assertThat(browser.place()).isEqualTo("/store/S900");
  }

  @Test
  @Order(2)
  void a_device_gets_a_code_for_eyes_and_camera_once() {
    browser.click("#do-add");
    browser.type("#device_id", "T901");
    browser.type("#name", "1 号收银台");
    browser.click("#send");
    browser.sees("登记码只显示这一次");
    assertThat(browser.text("#code")).matches("[0-9A-Z]{5}-[0-9A-Z]{5}");
    browser.until("the picture", () -> assertThat(browser.count(".qr path")).isEqualTo(1));
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("registry-2-code-zh-1280");
    browser.width(390);
    browser.shoot("registry-2-code-zh-390");
    browser.width(1280);
    browser.click("#close");
    browser.sees("1 号收银台", "待登记");
    browser.click("#d-T901");
    browser.sees("有一个登记码等待使用");
    assertThat(browser.text()).doesNotContain("只显示这一次");
    browser.click("#do-rotate");
    browser.sees("随即失效");
    browser.click("#send");
    browser.sees("登记码只显示这一次");
    browser.click("#close");
  }

  @Test
  @Order(3)
  void a_store_is_renamed_and_does_not_move_with_active_devices() {
    browser.go("/store/S900");
    browser.click("#do-change");
    browser.type("#store_name", "外滩面馆（一店）");
    browser.type("#address", "中山东一路 17 号");
    browser.click("#send");
    browser.sees("外滩面馆（一店）", "中山东一路 17 号");
    browser.click("#do-move");
    browser.type("#merchant_id", shop.otherMerchant());
    browser.click("#send");
    browser.sees("门店还有在用的设备");
    browser.click("#cancel");
  }

  @Test
  @Order(4)
  void stores_come_from_a_file_and_faults_are_told_by_line() throws Exception {
    browser.go("/import");
    browser.sees("先检查每一行");
    browser.choose(
        "#file",
        file(
            "wrong.csv",
            "UTF-8",
            """
            store_id,store_name,merchant_id,area_code
            S901,豫园店,%1$s,310101
            S902,,%1$s,7
            a/b,南京路店,%1$s,310101
            S901,徐家汇店,4711,310104
            """));
    browser.click("#check");
    browser.sees("没有写入任何数据", "第 2 行已出现", "本系统没有这个商户的密钥");
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("registry-3-import-wrong-zh-1280");
    browser.choose(
        "#file",
        file(
            "right.csv",
            "GBK",
            """
            store_id,store_name,merchant_id,area_code,address
            S901,豫园店,%1$s,310101,"安仁街 137 号, 1 楼"
            S902,南京路店,%1$s,310101,
            S900,外滩面馆,%1$s,310101,
            """));
    browser.click("#check");
    browser.sees("3 行全部正确", "新增 2 家，已有 1 家");
    browser.shoot("registry-3-import-right-zh-1280");
    browser.click("#write");
    browser.sees("已写入 3 家门店");
    browser.click("#to-stores");
    browser.sees("豫园店", "安仁街 137 号, 1 楼");
    browser.enter("#f-q", "南京");
    browser.until("one store", () -> assertThat(browser.count("tbody tr")).isEqualTo(1));
    assertThat(browser.place()).startsWith("/stores?q=");
    browser.sees("南京路店");
  }

  private static Path file(String name, String charset, String text) throws IOException {
    return Files.writeString(
        dir.resolve(name), text.formatted(shop.merchant()), Charset.forName(charset));
  }

  @Test
  @Order(5)
  void every_page_is_readable_in_both_languages_on_a_desk_and_on_a_phone() {
    shootAll("zh", 1280);
    browser.click("#language");
    browser.sees("Figures");
    shootAll("en", 1280);
    browser.dark(true);
    shootAll("en", 390);
    browser.dark(false);
    browser.click("#language");
    browser.sees("经营情况");
    shootAll("zh", 390);
    browser.width(1280);
  }

  private static void shootAll(String language, int width) {
    browser.width(width);
    for (String page : PAGES) {
      browser.go(page);
      browser.until(
          page,
          () -> {
            assertThat(browser.count("main[aria-busy]")).isZero();
            assertThat(browser.count("#nav-places[aria-current], .sections a[aria-current]"))
                .isEqualTo(2);
          });
      assertThat(browser.barriers()).as(page).isEmpty();
      browser.shoot(
          "registry-%s-%s-%d".formatted(page.substring(1).replace('/', '-'), language, width));
    }
  }

  @Test
  @Order(6)
  void a_device_is_revoked_only_when_that_is_meant() {
    browser.go("/devices");
    browser.click("#d-T901");
    browser.click("#do-revoke");
    browser.sees("不能恢复", "遗失、被盗或报废");
    assertThat(browser.focused()).isEqualTo("cancel");
    assertThat(browser.barriers()).isEmpty();
    browser.shoot("registry-4-revoke-zh-1280");
    browser.click("#cancel");
    browser.sees("待登记");
    browser.click("#do-revoke");
    browser.click("#send");
    browser.sees("已注销，不能恢复，所有密钥均已失效");
    browser.go("/store/S900");
    browser.click("#do-close");
    browser.click("#send");
    browser.sees("停用", "重新启用");
    browser.click("#do-open");
    browser.click("#send");
    browser.sees("营业");
  }

  @Test
  @Order(7)
  void the_audit_says_who_did_it() {
    browser.go("/audit?subject=T901");
    browser.sees("注销设备", "添加设备", "生成登记码", "local");
    assertThat(browser.text("tbody")).doesNotContain("列出设备");
    browser.go("/audit?result=refused");
    browser.sees("还有在用设备", "商户未接入");
    browser.shoot("registry-5-audit-refused-zh-1280");
  }

  @Test
  @Order(8)
  void a_trial_device_has_its_figures_though_the_registry_does_not_know_it() {
    String device = shop.device();
    browser.go("/places");
    browser.click("a[href='#/device/" + device + "']");
    browser.sees("登记中没有这台设备", "¥12.80", "20261201S001D01000001");
    browser.shoot("registry-6-trial-device-zh-1280");
    browser.click("#to-store");
    browser.sees("登记中没有这家门店", "未登记", "¥12.80");
    browser.shoot("registry-6-trial-store-zh-1280");
    browser.click("#all-payments");
    browser.until("its payments", () -> assertThat(browser.place()).contains("store_id="));
  }

  @Test
  @Order(9)
  void whoever_may_not_look_is_told_so_in_a_sentence() throws Exception {
    shop.operator("reader", "reader-key-0123456789", "payments:read");
    browser.go("/");
    browser.click("#leave");
    browser.enter("#key", "reader-key-0123456789");
    browser.sees("需要人工处理");
    browser.go("/stores");
    browser.sees("您的密钥没有这项权限（devices:read）");
    browser.go("/audit");
    browser.sees("您的密钥没有这项权限（audit:read）");
    assertThat(browser.count("main [role=alert]")).isZero();
    browser.shoot("registry-7-scope-zh-1280");
  }

  @Test
  @Order(10)
  void a_registry_that_is_away_breaks_no_figures() {
    shop.registry(false);
    browser.go("/device/" + shop.device());
    browser.sees("设备登记没有应答", "¥12.80");
    shop.registry(true);
    browser.click("main [role=alert] button");
    browser.sees("您的密钥没有这项权限");
  }
}
