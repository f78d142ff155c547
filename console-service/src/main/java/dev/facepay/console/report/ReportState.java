package dev.facepay.console.report;

import dev.facepay.payment.WireName;

/** Where a trade's report stands. */
enum ReportState implements WireName {
  /** It succeeded, and its device was not asked yet. */
  DUE("due"),
  /** Its device was asked and has not answered. */
  ASKED("asked"),
  /** Its device could not report it; it is tried again. */
  FAILED("failed"),
  CONFIRMED("confirmed"),
  /** A person said that it was reported by hand, or need not be; no device has confirmed it. */
  RESOLVED("resolved"),
  /** Its money went back before it was reported: it must not be. */
  NOT_DUE("not_due");

  private final String wire;

  ReportState(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }

  /** Whether something still is to come of it. */
  boolean open() {
    return this == DUE || this == ASKED || this == FAILED;
  }

  static ReportState of(TradeHistory history) {
    if (history.confirmedAt().isPresent()) {
      return CONFIRMED;
    }
    if (history.reversedAt().isPresent() || history.sale().isEmpty()) {
      return NOT_DUE;
    }
    if (history.resolvedAt().isPresent()) {
      return RESOLVED;
    }
    if (history.tries().isEmpty()) {
      return DUE;
    }
    return history.tries().values().stream().anyMatch(ReportTry::told) ? FAILED : ASKED;
  }
}
