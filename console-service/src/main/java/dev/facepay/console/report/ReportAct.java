package dev.facepay.console.report;

import dev.facepay.payment.Act;
import dev.facepay.payment.Coded;
import java.time.Instant;
import java.util.Comparator;

/** What a person wanted of a trade's report. */
record ReportAct(Instant at, Coded<Act> act, String who, String why, String evidence)
    implements Comparable<ReportAct> {

  private static final Comparator<ReportAct> ORDER =
      Comparator.comparing(ReportAct::at)
          .thenComparing(it -> it.act().wire())
          .thenComparing(ReportAct::who)
          .thenComparing(ReportAct::why)
          .thenComparing(ReportAct::evidence);

  @Override
  public int compareTo(ReportAct other) {
    return ORDER.compare(this, other);
  }
}
