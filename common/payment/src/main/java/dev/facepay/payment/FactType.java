package dev.facepay.payment;

/**
 * What a fact says and where it is published. The names are the contract with subscribers.
 *
 * <p>Versions of a payment's state: 1 requested, 2 the pay stage's answer, 3 the query stage's
 * decision, 4 the reverse stage's, 5 and above a person's; 0 for facts that are no state. A
 * device's state counts its own versions, and so does a refund's: {@link RefundFact}.
 */
public enum FactType {
  PAYMENT_REQUESTED("payment.requested.v1", Topic.PAYMENT_REQUESTED),
  PAYMENT_UNKNOWN("payment.unknown.v1", Topic.PAYMENT_UNKNOWN),
  CANCEL_REQUESTED("payment.cancel-requested.v1", Topic.PAYMENT_CANCEL_REQUESTED),
  REVERSE_NEEDED("payment.reverse-needed.v1", Topic.PAYMENT_REVERSE_NEEDED),
  PAYMENT_SUCCEEDED("payment.succeeded.v1", Topic.PAYMENT_SETTLED),
  PAYMENT_FAILED("payment.failed.v1", Topic.PAYMENT_SETTLED),
  PAYMENT_REVERSED("payment.reversed.v1", Topic.PAYMENT_SETTLED),
  ATTENTION_NEEDED("payment.attention-needed.v1", Topic.PAYMENT_ATTENTION),
  ATTENTION_RESOLVED("payment.attention-resolved.v1", Topic.PAYMENT_ATTENTION),
  REQUEST_REJECTED("payment.request-rejected.v1", Topic.PAYMENT_REJECTED),
  ACT_REQUESTED("payment.act-requested.v1", Topic.PAYMENT_ACT),
  CREDENTIAL_ASKED("credential.asked.v1", Topic.AUTH_REQUESTED),
  ENROLMENT_ASKED("enrolment.asked.v1", Topic.AUTH_REQUESTED),
  DEVICE_SEEN("device.seen.v1", Topic.AUTH_REQUESTED),
  CREDENTIAL_ISSUED("credential.issued.v1", Topic.AUTH_SETTLED),
  CREDENTIAL_REFUSED("credential.refused.v1", Topic.AUTH_SETTLED),
  DEVICE_ENROLLED("device.enrolled.v1", Topic.AUTH_SETTLED),
  ENROLMENT_REFUSED("enrolment.refused.v1", Topic.AUTH_SETTLED),
  DEVICE_STATE("device.changed.v1", Topic.DEVICE),
  REPORT_NEEDED("report.needed.v1", Topic.REPORT_NEEDED),
  REPORT_DELAYED("report.delayed.v1", Topic.REPORT_NEEDED),
  REPORT_TOLD("report.told.v1", Topic.REPORT_SETTLED),
  TRADE_TOLD("trade.told.v1", Topic.REPORT_SETTLED),
  REPORT_ACT_REQUESTED("report.act-requested.v1", Topic.REPORT_SETTLED),
  REFUND_REQUESTED("refund.requested.v1", Topic.REFUND_REQUESTED),
  REFUND_CHANGED("refund.changed.v1", Topic.REFUND_SETTLED),
  REFUND_SUCCEEDED("refund.succeeded.v1", Topic.REFUND_SETTLED),
  REFUND_FAILED("refund.failed.v1", Topic.REFUND_SETTLED),
  BILL_TAKEN("bill.taken.v1", Topic.BILL),
  BILL_DIFFERENCE_FOUND("bill.difference-found.v1", Topic.BILL),
  BILL_DIFFERENCE_EXPLAINED("bill.difference-explained.v1", Topic.BILL),
  BILL_DAY_RECONCILED("bill.day-reconciled.v1", Topic.BILL),
  ALARM_ACKNOWLEDGED("alarm.acknowledged.v1", Topic.PAYMENT_ATTENTION),
  ALARM_ASSIGNED("alarm.assigned.v1", Topic.PAYMENT_ATTENTION);

  private final String wire;
  private final Topic topic;

  FactType(String wire, Topic topic) {
    this.wire = wire;
    this.topic = topic;
  }

  public String wire() {
    return wire;
  }

  public Topic topic() {
    return topic;
  }
}
