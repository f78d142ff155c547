package dev.facepay.edge.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.edge.desk.Standing.Paid;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Channel;
import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.StoreId;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The view of a settled payment in a quarter of the memory: what many payments share is there once,
 * texts are bytes, times are numbers. Nothing of it is lost but whether a device had wished to
 * cancel.
 */
final class SettledView {

  private final Place place;

  /** Null if it is paid: then the texts end with WeChat's number. */
  private final @Nullable Standing standing;

  private final Set<Coded<AttentionReason>> attention;

  /** The fingerprint's length, the fingerprint, and {@link Paid#transactionId}. */
  private final byte[] texts;

  private final long amountFen;
  private final long requestedAtMs;
  private final long updatedAtMs;
  private final short attempt;
  private final short version;

  private SettledView(PaymentView view, Place place, byte[] texts) {
    PaymentRef payment = view.payment();
    this.place = place;
    standing = view.standing() instanceof Paid ? null : view.standing();
    attention = view.attention();
    this.texts = texts;
    amountFen = payment.amount().fen();
    requestedAtMs = payment.requestedAt().toEpochMilli();
    updatedAtMs = view.updatedAt().toEpochMilli();
    attempt = (short) payment.attempt();
    version = (short) view.version();
  }

  /** What the payments of one device have in common. */
  record Place(
      @Nullable MerchantId subMerchant, StoreId store, DeviceId device, Coded<Channel> channel) {}

  /**
   * @param shared gives the one instance of equal places
   */
  static SettledView of(PaymentView view, UnaryOperator<Place> shared) {
    PaymentRef payment = view.payment();
    Place place =
        shared.apply(
            new Place(payment.subMerchant(), payment.store(), payment.device(), payment.channel()));
    String paid = view.standing() instanceof Paid it ? it.transactionId() : "";
    byte[] fingerprint = payment.fingerprint().getBytes(UTF_8);
    byte[] transaction = paid.getBytes(UTF_8);
    byte[] texts = new byte[1 + fingerprint.length + transaction.length];
    texts[0] = (byte) fingerprint.length;
    System.arraycopy(fingerprint, 0, texts, 1, fingerprint.length);
    System.arraycopy(transaction, 0, texts, 1 + fingerprint.length, transaction.length);
    return new SettledView(view, place, texts);
  }

  /** The view as it was. */
  PaymentView of(PaymentId id) {
    int fingerprint = texts[0] & 0xff;
    PaymentRef payment =
        new PaymentRef(
            id,
            orderNo(id),
            attempt,
            place.subMerchant(),
            place.store(),
            place.device(),
            new Money(amountFen),
            place.channel(),
            Instant.ofEpochMilli(requestedAtMs),
            new String(texts, 1, fingerprint, UTF_8));
    Standing now =
        standing == null
            ? new Paid(new String(texts, 1 + fingerprint, texts.length - 1 - fingerprint, UTF_8))
            : standing;
    return new PaymentView(payment, now, version, updatedAt(), attention, false);
  }

  Instant updatedAt() {
    return Instant.ofEpochMilli(updatedAtMs);
  }

  /** The number without the attempt that stands behind it. */
  private OrderNo orderNo(PaymentId id) {
    String number = id.outTradeNo().value();
    int suffix = attempt == 1 ? 0 : 1 + Integer.toString(attempt).length();
    return new OrderNo(number.substring(0, number.length() - suffix));
  }
}
