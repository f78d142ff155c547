package dev.facepay.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What must have happened at least once before a run counts. */
final class Coverage {

  private static final List<String> FACTS =
      List.of(
          "payment.succeeded.v1 by PAY",
          "payment.succeeded.v1 by QUERY",
          "payment.failed.v1 NOT_ENOUGH",
          "payment.failed.v1 NOT_SENT",
          "payment.failed.v1 REVOKED_AT_GATEWAY",
          "payment.unknown.v1 USER_PAYING",
          "payment.unknown.v1 SYSTEM_ERROR",
          "payment.unknown.v1 NO_ANSWER",
          "payment.unknown.v1 HTTP_ERROR",
          "payment.unknown.v1 UNREADABLE",
          "payment.unknown.v1 BAD_SIGNATURE",
          "payment.unknown.v1 MISMATCH",
          "payment.unknown.v1 INTERRUPTED",
          "payment.unknown.v1 TOO_LATE",
          "payment.reverse-needed.v1 DEADLINE",
          "payment.reverse-needed.v1 PAY_ERROR",
          "payment.reverse-needed.v1 CANCELLED",
          "payment.reverse-needed.v1 REFUND_SEEN",
          "payment.reversed.v1 CONFIRMED",
          "payment.reversed.v1 ALREADY_CLOSED",
          "payment.reversed.v1 ALREADY_REFUNDED",
          "payment.reversed.v1 NEVER_REACHED",
          "payment.request-rejected.v1 OTHER_CONTENT",
          "payment.request-rejected.v1 PREVIOUS_ATTEMPT_OPEN",
          "payment.request-rejected.v1 PREVIOUS_ATTEMPT_MISSING",
          "payment.request-rejected.v1 ORDER_ALREADY_PAID",
          "payment.attention-needed.v1 REVERSE_REFUSED",
          "payment.failed.v1 ORDER_NUMBER_USED",
          "payment.unknown.v1 ORDER_NUMBER_USED",
          "payment.reversed.v1 BY_PERSON",
          "payment.attention-needed.v1 REVERSE_SLOW",
          "payment.attention-needed.v1 ORDER_NUMBER_USED",
          "payment.attention-needed.v1 REFUND_SEEN",
          "payment.attention-needed.v1 REFUND_CHANGED",
          "payment.attention-needed.v1 REFUND_NOT_ENOUGH",
          "payment.attention-needed.v1 REFUND_REFUSED",
          "payment.attention-needed.v1 REFUND_SLOW",
          "refund.requested.v1",
          "refund.changed.v1",
          "refund.succeeded.v1",
          "refund.failed.v1 MORE_THAN_PAID",
          "refund.failed.v1 NOT_PAID",
          "refund.failed.v1 TOO_OLD",
          "refund.failed.v1 OTHER_CONTENT",
          "refund.failed.v1 STORE_MISMATCH",
          "refund.failed.v1 ABOVE_LIMIT",
          "refund.failed.v1 CLOSED_AT_GATEWAY",
          "refund.failed.v1 ACCOUNT_CLOSED",
          "refund.failed.v1 NUMBER_USED",
          "refund.failed.v1 INVALID_REQUEST",
          "refund.failed.v1 REFUSED");

  private static final List<String> FAULTS =
      List.of(
          "a process is killed",
          "a process stands still",
          "partitions move",
          "an offset is set back",
          "the database of pay is restored",
          "the database of query is restored",
          "the database of reverse is restored",
          "the database of refund is restored",
          "a record of a type of tomorrow",
          "a record that is no fact",
          "a query that says nothing",
          "pay fails at a record",
          "pay-closing fails at a record",
          "query fails at a record",
          "query-cancels fails at a record",
          "reverse fails at a record",
          "reversal fails at a record",
          "refund fails at a record",
          "refund-payments fails at a record",
          "refunder fails at a record",
          "lost refund request",
          "lost refund answer",
          "lost refund query",
          "lost refund query answer",
          "a refund query that says nothing",
          "no connection",
          "lost pay request",
          "lost pay answer",
          "lost query",
          "lost query answer",
          "lost reversal",
          "lost reversal answer",
          "the edge publishes again",
          "DONE_AND_FAILED store",
          "NOT_DONE_AND_FAILED store",
          "DONE_AND_FAILED publish",
          "NOT_DONE_AND_FAILED publish");

  private static final List<String> OTHERS =
      List.of(
          "answer: an unheard-of order is closed",
          "answer: paid while the reversal was on its way",
          "answer: query not found",
          "answer: recall",
          "answer: reverse USERPAYING",
          "answer: confirmed, and nothing done",
          "answer: refund not found",
          "refund: a repeat",
          "refund: before it is known to be paid",
          "refund: by a till of another store",
          "refund: in parts",
          "refund: of more than was paid",
          "refund: of what is not paid",
          "refund: other content under the same number",
          "bill: the service dies",
          "bill: WeChat says nothing about orders",
          "bill: a refund that was closed later",
          "bill: LATE",
          "bill: NO_ANSWER",
          "bill: CUT",
          "bill: WRONG_TOTAL",
          "bill: LEFT_OUT",
          "bill: TWICE",
          "bill: ANOTHER_AMOUNT",
          "bill: OF_NOBODY",
          "record: held, bug",
          "record: held, unknown_type",
          "person: has it tried again",
          "person: says that the money is back",
          "shape: an order number that is an attempt of another order",
          "shape: clocks differ",
          "shape: a process of a newer release",
          "device: counts up after a rejection",
          "device: a cancel",
          "device: a new attempt after a failure",
          "device: a repeat",
          "device: a second attempt while the first is open",
          "device: other content under the same number");

  private Coverage() {}

  static List<String> missing(Set<String> marks) {
    List<String> expected = new ArrayList<>(OTHERS);
    FACTS.forEach(fact -> expected.add("fact: " + fact));
    FAULTS.forEach(fault -> expected.add("fault: " + fault));
    Stream.of("CRASH_BEFORE", "CRASH_AFTER", "PAUSE_BEFORE", "PAUSE_AFTER")
        .flatMap(when -> Stream.of("store", "publish", "gateway").map(at -> when + " " + at))
        .forEach(strike -> expected.add("fault: " + strike));
    for (Script script : Script.values()) {
      expected.add("script: " + script);
    }
    for (RefundScript script : RefundScript.values()) {
      expected.add("refund script: " + script);
    }
    expected.removeAll(marks);
    return expected;
  }
}
