package dev.facepay.edge.access;

import dev.facepay.http.ProblemCode;

/** All that can be wrong with a request, as a client tells it apart. */
public enum EdgeProblem implements ProblemCode {
  UNAUTHORIZED("unauthorized", 401, false, "Send this device's key as a bearer token."),
  ENROLMENT_CODE_UNKNOWN(
      "enrolment_code_unknown",
      403,
      false,
      "Check the code with whoever made it: ten characters, no I, O, 0 or 1."),
  ENROLMENT_CODE_EXPIRED(
      "enrolment_code_expired", 403, false, "Have a new code made: it works for a short while."),
  ENROLMENT_CODE_USED(
      "enrolment_code_used",
      403,
      false,
      "Have a new code made; if it was not you who used it, have the device revoked."),
  PAYMENT_NOT_KNOWN(
      "payment_not_known",
      404,
      true,
      "If this device has sent the payment, repeat that POST: it finds the payment, or begins it if"
          + " it never was. Else this device may not see it: check the id."),
  REFUND_NOT_KNOWN(
      "refund_not_known",
      404,
      true,
      "If this device has sent the refund, repeat that POST: it finds the refund, or asks for it if"
          + " it never was. Else this device may not see it: check the number."),
  REFUNDS_OFF(
      "refunds_off", 403, false, "Tills give no money back here: have an operator refund it."),
  REFUND_ABOVE_LIMIT(
      "refund_above_limit",
      403,
      false,
      "More than a till may give back at once: have an operator refund it."),
  REFUND_NUMBER_REUSED(
      "refund_number_reused",
      409,
      false,
      "This number stands for another refund of the payment. A new refund needs a new number."),
  PAYMENT_NOT_PAID(
      "payment_not_paid", 409, false, "Ask for the payment's state: only what is paid goes back."),
  REPORT_NOT_KNOWN(
      "report_not_known",
      404,
      false,
      "Forget this answer: the report is not this device's, or is asked for anew."),
  ORDER_NUMBER_REUSED(
      "order_number_reused",
      409,
      false,
      "This number stands for another content. A new payment code needs the next attempt, a new"
          + " order a new number."),
  ATTEMPT_OPEN(
      "attempt_open",
      409,
      true,
      "The attempt before this one is not settled. Ask for its state; go on when it has failed."),
  PREVIOUS_ATTEMPT_MISSING(
      "previous_attempt_missing", 409, false, "Attempts count 1, 2, 3: send the missing one."),
  ORDER_ALREADY_PAID(
      "order_already_paid", 409, false, "Do not ask for money again: the order is paid."),
  REQUEST_REFUSED(
      "request_refused",
      409,
      false,
      "Nothing was asked for. The reason is newer than this server: call staff."),
  TRADE_NUMBER_REUSED(
      "trade_number_reused",
      409,
      false,
      "This number stands for another trade, or for a payment of FacePay's. Check the number."),
  RATE_LIMITED("rate_limited", 429, true, "Wait for `Retry-After`, then repeat the same request."),
  LOG_UNAVAILABLE(
      "log_unavailable",
      503,
      true,
      "Nothing is known to have begun. Repeat the same request, number and content unchanged:"
          + " that is safe even if this one did arrive."),
  STORAGE_FULL(
      "storage_full",
      503,
      true,
      "Nothing has begun, so nobody is charged: let the buyer pay another way. Whoever runs"
          + " FacePay must make room; payments that are under way are finished meanwhile."),
  OVERLOADED(
      "overloaded",
      503,
      true,
      "Nothing has begun, so nobody is charged. Repeat the same request after `Retry-After`."),
  ENROLMENT_UNANSWERED(
      "enrolment_unanswered",
      503,
      true,
      "The registry did not answer. Show the same code again; should it be used up, have a new one"
          + " made."),
  HEARTBEAT_NOT_TAKEN(
      "heartbeat_not_taken", 503, true, "Nothing is lost: send the next one as usual."),
  CREDENTIAL_FIELD_REFUSED(
      "credential_field_refused",
      400,
      false,
      "Repair what `detail` names, here or in the registry."),
  MERCHANT_NOT_SET_UP(
      "merchant_not_set_up",
      500,
      false,
      "Have the merchant's folder with its keys put in place; devices cannot mend this."),
  GATEWAY_REFUSED(
      "gateway_refused",
      502,
      false,
      "WeChat says no: `detail` has its words. Get fresh rawdata and ask once more; then call"
          + " staff."),
  GATEWAY_UNAVAILABLE(
      "gateway_unavailable",
      503,
      true,
      "WeChat gave no usable answer. Repeat the same request after `Retry-After`."),
  CREDENTIAL_UNANSWERED(
      "credential_unanswered",
      503,
      true,
      "Nothing came in time. Repeat the same request: what was fetched meanwhile is there."),
  REPORT_NOT_TAKEN("report_not_taken", 503, true, "Nothing is lost: repeat the same request."),
  STARTING("starting", 503, true, "Repeat the same request after `Retry-After`.");

  private final Terms terms;

  EdgeProblem(String wire, int status, boolean retryable, String whatToDo) {
    terms = new Terms(wire, status, retryable, whatToDo);
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
