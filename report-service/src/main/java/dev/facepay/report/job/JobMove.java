package dev.facepay.report.job;

import dev.facepay.payment.ReportFact;
import dev.facepay.payment.WireName;
import java.time.Instant;
import java.util.List;

/** How a job goes on. */
sealed interface JobMove {

  /** Look again at a time, after saying these facts. */
  record Wait(TradeJob next, Instant until, List<ReportFact> facts) implements JobMove {}

  /** Settled for ever. */
  record Done(How how, List<ReportFact> facts) implements JobMove {}

  /** Not paid, and not worth remembering: should it be paid later, it begins anew. */
  record Forget() implements JobMove {}

  /** How a job ended. */
  enum How implements WireName {
    /** The device's SDK took the report. */
    CONFIRMED("confirmed"),
    /** It failed, or its money went back before it was reported. */
    NOT_DUE("not_due"),
    /** Nobody could report it for as long as it makes sense. */
    GIVEN_UP("given_up");

    private final String wire;

    How(String wire) {
      this.wire = wire;
    }

    @Override
    public String wire() {
      return wire;
    }
  }
}
