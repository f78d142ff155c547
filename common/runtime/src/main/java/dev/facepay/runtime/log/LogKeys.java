package dev.facepay.runtime.log;

/** The keys of structured log lines. None of them ever names a credential. */
public final class LogKeys {

  public static final String PAYMENT_ID = "payment_id";

  /** A trade to be reported: {@code mch_id:out_trade_no}, whether FacePay charged it or not. */
  public static final String TRADE_ID = "trade_id";

  /** {@code mch_id:device_id}. */
  public static final String DEVICE = "device";

  public static final String REQUEST_ID = "request_id";
  public static final String EVENT = "event";
  public static final String FROM = "from";
  public static final String TO = "to";
  public static final String REASON = "reason";
  public static final String TOOK_MS = "took_ms";

  /** Keys of the diagnostic context (MDC): the current trace puts its ids there. */
  public static final String TRACE_ID = "trace_id";

  public static final String SPAN_ID = "span_id";

  private LogKeys() {}
}
