package dev.facepay.console.projection;

import dev.facepay.payment.AlarmFact.About;
import dev.facepay.payment.AlarmFact.Acknowledged;
import dev.facepay.payment.AlarmFact.Alarm;
import dev.facepay.payment.AlarmFact.Assigned;
import dev.facepay.payment.BillFact.BillTaken;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.Difference;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.BillKind;
import dev.facepay.payment.DifferenceKind;
import dev.facepay.payment.Fact;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.testkit.Fixtures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What is said of refunds, of WeChat's bills, and of alarms. */
final class MoneyFacts {

  private static final MerchantId MERCHANT = new MerchantId("1900000109");
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

  private MoneyFacts() {}

  /** Of each three one went back, one could not, and one is under way. */
  static List<Fact> refunds(int refunds) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < refunds; i++) {
      PaymentRef paid = Fixtures.payment("K" + i, 1, 1280);
      Instant at = Fixtures.T0.plusSeconds(600 + i);
      RefundRef ref =
          new RefundRef(
              paid.id(),
              paid.orderNo(),
              1,
              null,
              paid.store(),
              new RefundNo("R" + i),
              new Money(100 + i),
              at);
      facts.add(new RefundRequested(ref, "sold out", RefundAsker.TILL, "D03"));
      if (i % 3 == 0) {
        facts.add(
            new RefundSucceeded(
                ref, "50" + i, 100L, 100L, null, "wallet", at.plusSeconds(9), at.plusSeconds(9)));
      } else if (i % 3 == 1) {
        facts.add(new RefundFailed(ref, RefundFailure.REFUSED, "", "", at.plusSeconds(9)));
      }
    }
    return facts;
  }

  /**
   * Of each day a bill that is compared twice; what differs at first is explained every other day.
   */
  static List<Fact> bills(int days) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < days; i++) {
      LocalDate day = FIRST.plusDays(i);
      Instant at = Fixtures.T0.plusSeconds(86_400L * i);
      String sha256 = "%064x".formatted(i);
      Difference difference = new Difference(DifferenceKind.MISSING_THERE, "K" + i, null, at);
      facts.add(new BillTaken(MERCHANT, day, BillKind.TRADES, sha256, 1024, 6, 0, at));
      facts.add(
          new DifferenceFound(
              MERCHANT, day, difference, null, null, "paid", "", 1280L, null, "ORDERNOTEXIST"));
      facts.add(reconciled(day, sha256, 1, at));
      if (i % 2 == 0) {
        Instant later = at.plusSeconds(3_600);
        facts.add(new DifferenceExplained(MERCHANT, day, difference, later));
        facts.add(reconciled(day, sha256, 0, later));
      }
    }
    return facts;
  }

  /** Each alarm is given to somebody, seen, and given to somebody else or back. */
  static List<Fact> alarms(int alarms) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < alarms; i++) {
      About about = About.values()[i % About.values().length];
      Alarm alarm = new Alarm(about, MERCHANT + ":K" + i, MERCHANT, null);
      Instant at = Fixtures.T0.plusSeconds(60 + i);
      facts.add(new Assigned(alarm, "wang", "li", null, at));
      facts.add(new Acknowledged(alarm, "wang", "I look", at.plusSeconds(5)));
      facts.add(new Assigned(alarm, i % 2 == 0 ? "li" : null, "wang", "late", at.plusSeconds(9)));
    }
    return facts;
  }

  private static DayReconciled reconciled(LocalDate day, String sha256, long open, Instant at) {
    return new DayReconciled(MERCHANT, day, 6, open, 6330, 300, 1590, 27, 4413, sha256, at);
  }
}
