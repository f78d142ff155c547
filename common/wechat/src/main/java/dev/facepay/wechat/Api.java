package dev.facepay.wechat;

/** The calls with their addresses; each says what it needs. */
enum Api {
  MICROPAY("/pay/micropay", true),
  ORDERQUERY("/pay/orderquery", false),
  REVERSE("/secapi/pay/reverse", false),
  REFUND("/secapi/pay/refund", false),
  REFUNDQUERY("/pay/refundquery", false),
  DOWNLOADBILL("/pay/downloadbill", true),
  DOWNLOADFUNDFLOW("/pay/downloadfundflow", true),
  /** Has one whole address of its own, and no claim on the share kept for follow-ups. */
  AUTHINFO("", true);

  private final String path;
  private final boolean first;

  Api(String path, boolean first) {
    this.path = path;
    this.first = first;
  }

  String path() {
    return path;
  }

  /** Whether the merchant's client certificate is presented. */
  boolean certified() {
    return switch (this) {
      case REVERSE, REFUND, DOWNLOADFUNDFLOW -> true;
      case MICROPAY, ORDERQUERY, REFUNDQUERY, DOWNLOADBILL, AUTHINFO -> false;
    };
  }

  /** Begins something; its opposite, a follow-up, settles what has begun and goes first. */
  boolean first() {
    return first;
  }
}
