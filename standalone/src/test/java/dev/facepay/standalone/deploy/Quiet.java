package dev.facepay.standalone.deploy;

import static java.util.Map.entry;

import java.util.Map;
import java.util.regex.Pattern;

/** What is rightly empty after the watched run and its faults, and why. */
final class Quiet {

  /** A metric in an expression, with the labels that are asked for. */
  static final Pattern SELECTOR =
      Pattern.compile("\\b(?:facepay[a-z0-9_:]+|up)\\b(?:\\{[^}]*})?(?![\"\\w])");

  private static final String NOBODY_NEEDED = "no payment needed a person";

  private static final String ANSWERED = "every request has an answer in time";

  private static final String NO_SCAN = "these shops show their codes: no device asks WeChat";

  private static final String HAS_ROOM = "the disk and the heap have room";

  private static final String NOT_WATCHED_FOR_LONG = "a date is told after ten minutes";

  private static final String NO_OPERATOR = "these devices are in the log: no operator added them";

  static final Map<String, String> PANELS =
      Map.ofEntries(
          entry("facepay-stages/Attention", NOBODY_NEEDED),
          entry("facepay-devices/Asks for a credential", NO_SCAN),
          entry("facepay-devices/Calls for credentials", NO_SCAN),
          entry("facepay-devices/Calls without a credential", NO_SCAN),
          entry("facepay-devices/Renewals ended", NO_SCAN),
          entry("facepay-devices/Turned away at the door", "every device has its key"),
          entry("facepay-devices/What operators asked for", NO_OPERATOR),
          entry("facepay-devices/What came of it", NO_OPERATOR),
          entry("facepay-platform/Days until full", NOT_WATCHED_FOR_LONG));

  static final Map<String, String> SELECTORS =
      Map.ofEntries(
          entry(
              "facepay_facts_published_total{type=\"payment.attention-needed.v1\"}", NOBODY_NEEDED),
          entry("facepay_auth_calls_total", NO_SCAN),
          entry("facepay_auth_calls_total{outcome!=\"issued\"}", NO_SCAN),
          entry("facepay_auth_asked_total{outcome!~\"cached|called\"}", NO_SCAN),
          entry("facepay:credential_trouble:ratio_rate5m", NO_SCAN));

  /** Some may fire all the same: windows of seconds make little of what hours make of it. */
  static final Map<String, String> ALERTS =
      Map.ofEntries(
          entry("FacePayAttentionNeeded", NOBODY_NEEDED),
          entry("FacePayAnswersFailFast", ANSWERED),
          entry("FacePayAnswersFail", ANSWERED),
          entry("FacePayAnswersFailSlowly", ANSWERED),
          entry("FacePayUnknownRatioHigh", "most payments were told at once"),
          entry("FacePayPaymentOpen", "no payment is 20 minutes old"),
          entry("FacePayRecordHeld", "it would be a bug"),
          entry("FacePayOpenWithoutDue", "it would be a bug"),
          entry("FacePayContradiction", "it would be a bug"),
          entry("FacePayRecordStuck", "it takes five minutes"),
          entry("FacePayEventsLate", "the stages keep up"),
          entry("FacePayLagNotMeasured", "the broker stays up"),
          entry("FacePayReportCoverageLow", "fewer than 21 trades are due"),
          entry("FacePayReportOld", "no trade is three days old"),
          entry("FacePayRefundOld", "no refund is three days old"),
          entry("FacePayBillMissing", "no day has waited for hours"),
          entry("FacePayBillDifferenceOld", "bills and facts agree"),
          entry("FacePayReportedTwice", "it would be a bug"),
          entry("facepay:credential_trouble:ratio_rate5m", NO_SCAN),
          entry("FacePayCredentialsNotRenewed", NO_SCAN),
          entry("FacePayCredentialRefused", NO_SCAN),
          entry("FacePayGatewayTrouble", "where the gateway fails here it fails wholly"),
          entry("FacePayServiceGone", "Prometheus knows its targets from its file"),
          entry("FacePayCertificateExpiresSoon", "the simulator's certificates are new"),
          entry("FacePayCertificateExpires", "the simulator's certificates are new"),
          entry("FacePayPaymentsRefused", "all that is asked for is answered"),
          entry("FacePayStorageFilling", HAS_ROOM),
          entry("FacePayStorageFull", HAS_ROOM),
          entry("FacePayStoreDown", "broker and database stay up"),
          entry("FacePayMerchantsRefused", "nobody touches the merchants' directory"),
          entry("FacePayClockOff", "all run on one machine"),
          entry("FacePayKeysOld", "the keys were made for this run"));

  private Quiet() {}
}
