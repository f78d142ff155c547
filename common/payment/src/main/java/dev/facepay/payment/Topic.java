package dev.facepay.payment;

/** The hand-over topics: one each, so that each stage scales and lags on its own. */
public enum Topic {
  PAYMENT_REQUESTED("facepay.payment.requested"),
  PAYMENT_UNKNOWN("facepay.payment.unknown"),
  PAYMENT_CANCEL_REQUESTED("facepay.payment.cancel-requested"),
  PAYMENT_REVERSE_NEEDED("facepay.payment.reverse-needed"),
  PAYMENT_SETTLED("facepay.payment.settled"),
  PAYMENT_ATTENTION("facepay.payment.attention"),
  PAYMENT_REJECTED("facepay.payment.rejected"),
  PAYMENT_ACT("facepay.payment.act-requested"),
  AUTH_REQUESTED("facepay.auth.requested"),
  AUTH_SETTLED("facepay.auth.settled"),
  /** What devices shall report to WeChat, and why it is late. */
  REPORT_NEEDED("facepay.report.needed"),
  /** What devices and people say of it, and of trades that were paid elsewhere. */
  REPORT_SETTLED("facepay.report.settled"),
  REFUND_REQUESTED("facepay.refund.requested"),
  REFUND_SETTLED("facepay.refund.settled"),
  /** What became of WeChat's bills when they were compared with our facts. */
  BILL("facepay.bill"),
  /** Compacted: the newest state of every device stays for ever. */
  DEVICE("facepay.device");

  private final String wire;

  Topic(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  /** Whether the log keeps the newest fact of each key for ever, instead of all for a while. */
  public boolean compacted() {
    return this == DEVICE;
  }

  /** Where records go that no code could handle, with the reason. */
  public String deadLetters() {
    return wire + ".dlt";
  }
}
