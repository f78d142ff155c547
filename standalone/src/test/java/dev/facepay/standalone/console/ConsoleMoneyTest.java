package dev.facepay.standalone.console;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The day's bill in the console: one that is wrong is an alarm. */
@Tag("all")
class ConsoleMoneyTest {

  private static final String WRONG = "20261122S017D03000051";

  /** The simulator has a day's bill while the day lasts. */
  private static final Map<String, String> AT_ONCE =
      Map.of(
          "facepay.reconcile.ready-after", "0s",
          "facepay.reconcile.look-every", "500ms",
          "facepay.reconcile.ask-again", "1s",
          "facepay.reconcile.compare-again", "1d",
          "facepay.reconcile.empty-after", "48h",
          "facepay.reconcile.days-back", "1");

  @TempDir private static Path dir;

  @Test
  void a_wrong_bill_is_an_alarm_that_leads_to_its_day_and_to_the_books() throws Exception {
    try (Shop shop = new Shop(dir, AT_ONCE);
        Browser browser = Browser.open(shop.console(), "zh-CN")) {
      shop.pay("20261122S017D03000050", 1280);
      shop.pay(WRONG, 1990);
      shop.wrongBill("OTHER_AMOUNT", WRONG);
      browser.go("/");
      browser.enter("#key", shop.operatorKey());
      browser.sees("微信账单金额不同", WRONG, "微信按账单结算");
      browser.shoot("money-1-alarm-zh-1280");
      browser.click(".need .button");
      browser.sees("未解释的差异", "有差异", WRONG);
      browser.shoot("money-2-differs-zh-1280");
      browser.click("#language");
      browser.sees("Open differences", "Differs", "We say:");
      browser.width(390);
      browser.shoot("money-2-differs-en-390");
      browser.width(1280);

      browser.click("[id^=books-]");
      browser.go("/bills");
      browser.sees("Differs", "CSV");
      browser.shoot("money-3-days-en-1280");
    }
  }
}
