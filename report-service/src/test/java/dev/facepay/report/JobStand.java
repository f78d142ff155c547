package dev.facepay.report;

import dev.facepay.payment.Act;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.TradeRef;
import dev.facepay.payment.WireName;
import dev.facepay.report.JobMove.Wait;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;

/** A report that is due, and its device. */
abstract class JobStand {

  static final Instant T0 = Fixtures.T0;
  static final JobSettings SETTINGS = JobSettings.defaults();
  static final Duration MOMENT = Duration.ofMillis(1);
  static final TradeRef TRADE = TradeRef.of(Fixtures.payment());
  static final TradeJob UNPAID = TradeJob.begin(TRADE, T0);
  static final TradeJob PAID = UNPAID.withCode(new Sealed("code")).paid(T0, T0);
  static final DeviceSnapshot DEVICE = device("2.21");

  static DeviceSnapshot device(String sdk) {
    return new DeviceSnapshot(false, SdkVersion.parse(sdk));
  }

  static Wait wait(TradeJob job, DeviceSnapshot device, Instant now) {
    return (Wait) JobDecider.decide(job, device, now, SETTINGS);
  }

  static Wait asked() {
    return wait(PAID, DEVICE, T0.plus(SETTINGS.settle()));
  }

  static ReportActRequested request(Act act, int tries, Instant at) {
    return new ReportActRequested(TRADE, tries, T0, act, "li", "why", "evidence", at);
  }

  static ReportFact delayed(int number, String reason, boolean attention, Instant at) {
    return new ReportDelayed(
        TRADE, number, WireName.parse(ReportDelay.class, reason), attention, at);
  }
}
