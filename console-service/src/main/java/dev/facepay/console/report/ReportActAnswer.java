package dev.facepay.console.report;

import dev.facepay.payment.ReportFact.ReportActRequested;

/** What becomes of a person's request about a trade's report. */
sealed interface ReportActAnswer {

  /** The fact to publish; what comes of it is seen in the read side. */
  record Taken(ReportActRequested fact) implements ReportActAnswer {}

  /**
   * @param detail for the person, may be empty
   */
  record Refused(Why why, String detail) implements ReportActAnswer {}

  /** Why nothing was done. */
  enum Why {
    NOT_FOUND,
    /** WeChat has the report: a second one would spoil the count. */
    ALREADY_REPORTED,
    /** Its money went back before it was reported: it must not be. */
    NOT_DUE,
    /** A person ended it. */
    ALREADY_RESOLVED,
    /** Nobody can make the call for a device that the registry ended. */
    DEVICE_REVOKED
  }
}
