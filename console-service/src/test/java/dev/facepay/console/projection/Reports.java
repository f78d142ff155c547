package dev.facepay.console.projection;

import dev.facepay.payment.Act;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.Fact;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import dev.facepay.testkit.Fixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is said of trades that were paid elsewhere, and of their reports. */
final class Reports {

  private Reports() {}

  static List<Fact> of(int trades) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < trades; i++) {
      TradeRef trade =
          new TradeRef(
              new PaymentId(
                  new MerchantId("1900000109"),
                  OutTradeNo.of(new OrderNo("E%03d".formatted(i)), 1)),
              null,
              new StoreId("S00" + i % 3),
              new DeviceId("D0" + i % 5));
      Instant at = Fixtures.T0.plusSeconds(7_200L * i);
      facts.add(new TradeTold(trade, TradeNumbers.NONE, new Money(100 + i), at, null, "f", at));
      facts.add(new ReportNeeded(trade, 1, ReportMethod.ORDER, null, at.plusSeconds(2)));
      boolean failed = i % 4 == 0;
      facts.add(
          new ReportTold(
              trade,
              1,
              failed ? ReportOutcome.FAILED : ReportOutcome.CONFIRMED,
              failed ? "PARAM_ERROR" : "",
              "",
              "2.21",
              at.plusSeconds(3)));
      if (failed) {
        facts.add(
            new ReportDelayed(trade, 1, ReportDelay.SDK_FAILED, i % 8 == 0, at.plusSeconds(4)));
        Act act = i % 8 == 0 ? Act.RESOLVE : Act.RETRY;
        facts.add(
            new ReportActRequested(trade, 1, at, act, "li", "why " + i, "", at.plusSeconds(5)));
      }
    }
    return facts;
  }
}
