package dev.facepay.runtime.fact;

import dev.facepay.payment.AlarmFact;
import dev.facepay.payment.BillFact;
import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.ReportFact;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The one line that a state change leaves in the log; a repeat that changes nothing leaves none.
 */
public final class StateLog {

  private final Logger logger;

  private StateLog(Logger logger) {
    this.logger = logger;
  }

  /**
   * @param owner whose states change
   */
  public static StateLog of(Class<?> owner) {
    return new StateLog(LoggerFactory.getLogger(owner));
  }

  /** States are wire names or lower-case words; extras follow with {@link Line}. */
  public Line change(PaymentId payment, String event, String from, String to) {
    return change(LogKeys.PAYMENT_ID, payment, event, from, to);
  }

  /**
   * @param subjectKey which kind of thing the subject is: one of {@link LogKeys}
   */
  private Line change(String subjectKey, Object subject, String event, String from, String to) {
    return new Line(
        logger
            .atInfo()
            .addKeyValue(subjectKey, subject)
            .addKeyValue(LogKeys.EVENT, event)
            .addKeyValue(LogKeys.FROM, from)
            .addKeyValue(LogKeys.TO, to),
        event);
  }

  /** A state change that a fact tells of. */
  public Line change(Fact fact, String from, String to) {
    String subjectKey =
        switch (fact) {
          case PaymentFact f -> LogKeys.PAYMENT_ID;
          case DeviceFact.OfDevice f -> LogKeys.DEVICE;
          case DeviceFact f -> LogKeys.REQUEST_ID;
          case ReportFact f -> LogKeys.TRADE_ID;
          case RefundFact f -> LogKeys.PAYMENT_ID;
          case BillFact f -> LogKeys.BILL;
          case AlarmFact f -> LogKeys.ALARM;
        };
    return change(subjectKey, fact.subject(), fact.type().wire(), from, to);
  }

  /**
   * @param device {@code mch_id:device_id}
   */
  public Line deviceChange(String device, String event, String from, String to) {
    return change(LogKeys.DEVICE, device, event, from, to);
  }

  /** Ends with {@link #log}. */
  public static final class Line {

    private LoggingEventBuilder builder;
    private final String event;

    private Line(LoggingEventBuilder builder, String event) {
      this.builder = builder;
      this.event = event;
    }

    public Line reason(String reason) {
      return with(LogKeys.REASON, reason);
    }

    public Line took(Duration time) {
      return with(LogKeys.TOOK_MS, time.toMillis());
    }

    public Line with(String key, Object value) {
      builder = builder.addKeyValue(key, value);
      return this;
    }

    public void log() {
      builder.log(event);
    }
  }

  /** The keys of structured log lines. None of them ever names a credential. */
  private static final class LogKeys {

    static final String PAYMENT_ID = "payment_id";

    /** A trade to be reported: {@code mch_id:out_trade_no}, whether FacePay charged it or not. */
    static final String TRADE_ID = "trade_id";

    /** A merchant's day. */
    static final String BILL = "bill";

    static final String ALARM = "alarm";

    /** {@code mch_id:device_id}. */
    static final String DEVICE = "device";

    static final String REQUEST_ID = "request_id";
    static final String EVENT = "event";
    static final String FROM = "from";
    static final String TO = "to";
    static final String REASON = "reason";
    static final String TOOK_MS = "took_ms";

    private LogKeys() {}
  }
}
