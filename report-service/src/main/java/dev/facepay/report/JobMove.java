package dev.facepay.report;

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
    /** A person said that it was reported by hand, or need not be. */
    RESOLVED("resolved"),
    /** Nobody could report it for as long as it makes sense; a person may want it tried again. */
    GIVEN_UP("given_up");

    private final String wire;

    How(String wire) {
      this.wire = wire;
    }

    /** WeChat has it: that is true whatever else was said. Giving up is the least of all. */
    boolean isAbove(How other) {
      return this != other && (this == CONFIRMED || other == GIVEN_UP);
    }

    @Override
    public String wire() {
      return wire;
    }
  }
}
