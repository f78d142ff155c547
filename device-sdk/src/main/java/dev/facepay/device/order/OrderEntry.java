package dev.facepay.device.order;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An order as the terminal stores it: NUMBERED → SENDING → TELLING → TOLD; NUMBERED → TELLING when
 * nothing was sent. A further try of the order starts at NUMBERED again.
 *
 * @param attempt 1, 2, 3…
 * @param code the payment code while it is needed, that is in SENDING alone
 * @param since when this attempt began
 * @param cancelAsked whether the shop has given up
 * @param outcome from TELLING on
 */
public record OrderEntry(
    String orderNo,
    int attempt,
    Sale sale,
    Channel channel,
    Stage stage,
    @Nullable String code,
    Instant since,
    boolean cancelAsked,
    @Nullable Outcome outcome) {

  private static final Pattern ORDER_NO = Pattern.compile("[0-9A-Za-z_\\-|*]{1,28}");
  private static final Pattern CODE = Pattern.compile("1[0-5][0-9]{16}");

  /** How far it is. */
  public enum Stage {
    /** It has its number; nothing was sent. */
    NUMBERED,
    /** It has its code, and may have been sent. */
    SENDING,
    /** The end is known, and is being told. */
    TELLING,
    /** The App has heard it. */
    TOLD
  }

  public OrderEntry {
    if (!isOrderNo(orderNo) || attempt < 1) {
      throw new IllegalArgumentException("an order has a number of 1 to 28 letters or digits");
    }
    if ((stage == Stage.SENDING) != (code != null)) {
      throw new IllegalArgumentException("a payment code is kept while sending, and only then");
    }
    if ((stage == Stage.TELLING || stage == Stage.TOLD) != (outcome != null)) {
      throw new IllegalArgumentException("what is told has an outcome");
    }
  }

  public static boolean isOrderNo(String text) {
    return ORDER_NO.matcher(text).matches();
  }

  public static boolean isPaymentCode(String text) {
    return CODE.matcher(text).matches();
  }

  public static OrderEntry numbered(String orderNo, Sale sale, Channel channel, Instant now) {
    return new OrderEntry(orderNo, 1, sale, channel, Stage.NUMBERED, null, now, false, null);
  }

  public OrderEntry sending(String paymentCode) {
    return new OrderEntry(
        orderNo, attempt, sale, channel, Stage.SENDING, paymentCode, since, cancelAsked, null);
  }

  /** The code goes. */
  public OrderEntry ended(Outcome end) {
    return new OrderEntry(
        orderNo, attempt, sale, channel, Stage.TELLING, null, since, cancelAsked, end);
  }

  public OrderEntry told() {
    return new OrderEntry(
        orderNo, attempt, sale, channel, Stage.TOLD, null, since, cancelAsked, outcome);
  }

  public OrderEntry cancelling() {
    return new OrderEntry(orderNo, attempt, sale, channel, stage, code, since, true, outcome);
  }

  /** The next try: a new attempt, or the same one if nothing of it has begun. */
  public OrderEntry again(Channel by, Instant now) {
    Outcome last = outcome;
    int next = last != null && last.again() == Outcome.Again.NEXT_ATTEMPT ? attempt + 1 : attempt;
    return new OrderEntry(orderNo, next, sale, by, Stage.NUMBERED, null, now, false, null);
  }

  public boolean isOpen() {
    return stage == Stage.NUMBERED || stage == Stage.SENDING;
  }

  /** WeChat's name for the attempt. */
  public String outTradeNo() {
    return attempt == 1 ? orderNo : orderNo + "-" + attempt;
  }

  /** Without the payment code. */
  @Override
  public String toString() {
    return "OrderEntry[" + outTradeNo() + ", " + stage + "]";
  }
}
