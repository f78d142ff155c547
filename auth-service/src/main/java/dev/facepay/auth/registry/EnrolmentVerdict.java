package dev.facepay.auth.registry;

import dev.facepay.payment.EnrolmentRefusal;

/** What becomes of a code that somebody showed. */
public sealed interface EnrolmentVerdict {

  /**
   * @param next the device with the new key
   */
  record Enrol(DeviceRecord next) implements EnrolmentVerdict {}

  /** This very request was granted before: it is told again, and changes nothing. */
  record Known() implements EnrolmentVerdict {}

  record Refuse(EnrolmentRefusal reason) implements EnrolmentVerdict {}
}
