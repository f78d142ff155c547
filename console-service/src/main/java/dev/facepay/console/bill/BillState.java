package dev.facepay.console.bill;

import dev.facepay.console.payment.PaymentSummary;
import dev.facepay.payment.BillFact.BillTaken;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.WireName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** How a merchant's day stands. */
enum BillState implements WireName {
  /** Its bill can't be there yet. */
  WAITING("waiting"),
  /** It could be there, and nothing was compared. */
  MISSING("missing"),
  /** It came, and its lines and totals do not fit: it is asked for again. */
  BROKEN("broken"),
  /** It was compared, and something is open. */
  DIFFERENCES("differences"),
  /** It was compared, and all agrees. */
  RECONCILED("reconciled");

  /** From a day's begin: WeChat wants to be asked for a bill from 10:00 of the day after. */
  private static final Duration READY_AFTER = Duration.ofHours(34);

  private final String wire;

  BillState(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }

  static BillState of(BillHistory told, Instant now) {
    DayReconciled compared = told.find(DayReconciled.class).orElse(null);
    if (compared != null) {
      return compared.open() == 0 ? RECONCILED : DIFFERENCES;
    }
    boolean isBroken = told.find(BillTaken.class).filter(it -> it.faults() > 0).isPresent();
    return isBroken ? BROKEN : ofNone(told.any().day(), now);
  }

  /** Of a day of which nothing was said. */
  static BillState ofNone(LocalDate day, Instant now) {
    Instant ready = day.atStartOfDay(PaymentSummary.WECHAT_ZONE).toInstant().plus(READY_AFTER);
    return now.isBefore(ready) ? WAITING : MISSING;
  }
}
