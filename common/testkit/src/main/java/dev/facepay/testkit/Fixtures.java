package dev.facepay.testkit;

import dev.facepay.payment.Channel;
import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReverseReason;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.Stage;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.UnknownReason;
import java.time.Duration;
import java.time.Instant;

/**
 * Facts named after the state that they leave a payment in; a test changes only what it is about.
 */
public final class Fixtures {

  public static final Instant T0 = TestTime.START;
  public static final MerchantId MERCHANT = new MerchantId("1900000109");

  private Fixtures() {}

  /** How long documents stay after all is said. */
  public static final Duration KEPT = Duration.ofDays(400);

  public static PaymentRef payment() {
    return payment("20261122S017D03000042", 1);
  }

  public static PaymentRef payment(String orderNo, int attempt) {
    return payment(orderNo, attempt, 1280);
  }

  public static PaymentRef payment(String orderNo, int attempt, long fen) {
    OrderNo order = new OrderNo(orderNo);
    return new PaymentRef(
        new PaymentId(MERCHANT, OutTradeNo.of(order, attempt)),
        order,
        attempt,
        null,
        new StoreId("S017"),
        new DeviceId("D03"),
        new Money(fen),
        Channel.FACE,
        T0,
        "fp-" + orderNo + "-" + attempt + "-" + fen);
  }

  /** As {@link #payment(String, int)}, by a code that was scanned and not by a face. */
  public static PaymentRef byCode(String orderNo) {
    PaymentRef face = payment(orderNo, 1);
    return copy(face, Channel.CODE, face.requestedAt(), face.fingerprint());
  }

  public static PaymentRef requestedAt(PaymentRef payment, Instant at) {
    return copy(payment, payment.channel(), at, payment.fingerprint());
  }

  /** The same order and amount, asked for again with another code of the buyer's. */
  public static PaymentRef withOtherCode(PaymentRef payment, Instant requestedAt) {
    return copy(payment, payment.channel(), requestedAt, "another code");
  }

  private static PaymentRef copy(
      PaymentRef it, Coded<Channel> channel, Instant requestedAt, String fingerprint) {
    return new PaymentRef(
        it.id(),
        it.orderNo(),
        it.attempt(),
        it.subMerchant(),
        it.store(),
        it.device(),
        it.amount(),
        channel,
        requestedAt,
        fingerprint);
  }

  public static Requested requested() {
    return requested(payment());
  }

  public static Requested requested(PaymentRef payment) {
    return Requested.plain(payment, new Sealed("sealed-code"), "Shop 17");
  }

  public static Unknown unknown(UnknownReason reason) {
    return unknown(payment(), reason);
  }

  public static Unknown unknown(PaymentRef payment, UnknownReason reason) {
    return new Unknown(payment, reason, "", "", T0.plusMillis(20), T0.plusMillis(300));
  }

  public static ReverseNeeded reverseNeeded() {
    return reverseNeeded(payment());
  }

  public static ReverseNeeded reverseNeeded(PaymentRef payment) {
    return new ReverseNeeded(
        payment, ReverseReason.DEADLINE, T0.plusMillis(20), T0.plusSeconds(31));
  }

  public static Succeeded paid(PaymentRef payment, Stage by) {
    return new Succeeded(
        payment, by, "4200000000202611220000000001", T0.plusSeconds(1), T0.plusSeconds(2));
  }

  public static Failed failed(PaymentRef payment, Stage by) {
    return new Failed(
        payment, by, FailureReason.NOT_ENOUGH, "NOTENOUGH", "balance", T0.plusSeconds(2));
  }

  public static Reversed reversed(PaymentRef payment) {
    return new Reversed(payment, Stage.REVERSE, ReversedHow.CONFIRMED, 1, T0.plusSeconds(60));
  }
}
