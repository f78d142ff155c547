package dev.facepay.edge.payments;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.edge.access.Device;
import dev.facepay.edge.payments.PaymentStatus.Paid;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The newest settled payments, packed; the oldest go, by count and by age. */
final class SettledPayments {

  /** Devices and channels that are there once; beyond it a place may be there twice. */
  private static final int PLACES_MAX = 50_000;

  private final int max;

  /** By {@link PaymentId#toString}, in the order in which they were settled. */
  private final Map<String, Packed> byId = new LinkedHashMap<>();

  private final Map<Place, Place> places = new HashMap<>();

  /** What the payments of one device have in common. */
  private record Place(
      @Nullable MerchantId subMerchant, StoreId store, DeviceId device, Coded<Channel> channel) {}

  SettledPayments(int max) {
    this.max = max;
  }

  synchronized void put(PaymentSnapshot snapshot) {
    byId.put(snapshot.payment().id().toString(), Packed.of(snapshot, this::shared));
    if (byId.size() > max) {
      byId.remove(byId.keySet().iterator().next());
    }
  }

  @Nullable PaymentSnapshot find(PaymentId id) {
    Packed packed;
    synchronized (this) {
      packed = byId.get(id.toString());
    }
    return packed == null ? null : packed.of(id);
  }

  /**
   * @param id as {@link PaymentId#toString}
   */
  synchronized boolean has(String id) {
    return byId.containsKey(id);
  }

  /** Those of a device, in no order; looked for without keeping others from what is settled. */
  List<PaymentSnapshot> of(Device device, Instant since) {
    List<Map.Entry<String, Packed>> all;
    synchronized (this) {
      all = new ArrayList<>(byId.entrySet());
    }
    return all.stream()
        .filter(it -> it.getValue().isOf(device) && !it.getValue().requestedAt().isBefore(since))
        .map(it -> it.getValue().of(PaymentId.parse(it.getKey())))
        .filter(it -> device.hasAsked(it.payment()))
        .toList();
  }

  synchronized int size() {
    return byId.size();
  }

  synchronized void forget(Instant before) {
    var oldest = byId.values().iterator();
    while (oldest.hasNext() && oldest.next().updatedAt().isBefore(before)) {
      oldest.remove();
    }
  }

  private Place shared(Place place) {
    if (places.size() >= PLACES_MAX) {
      places.clear();
    }
    Place before = places.putIfAbsent(place, place);
    return before == null ? place : before;
  }

  /**
   * A settled payment in a quarter of the memory: what many payments share is there once, texts are
   * bytes, times are numbers. Nothing of it is lost but whether a device had given it up.
   */
  private static final class Packed {

    private final Place place;

    /** Null if it is paid: then the texts end with WeChat's number. */
    private final @Nullable PaymentStatus status;

    private final Set<Coded<AttentionReason>> attention;

    /** The fingerprint's length, the fingerprint, and {@link Paid#transactionId}. */
    private final byte[] texts;

    private final long amountFen;
    private final long requestedAtMs;
    private final long updatedAtMs;
    private final short attempt;
    private final short version;

    private Packed(PaymentSnapshot snapshot, Place place, byte[] texts) {
      PaymentRef payment = snapshot.payment();
      this.place = place;
      status = snapshot.status() instanceof Paid ? null : snapshot.status();
      attention = snapshot.attention();
      this.texts = texts;
      amountFen = payment.amount().fen();
      requestedAtMs = payment.requestedAt().toEpochMilli();
      updatedAtMs = snapshot.updatedAt().toEpochMilli();
      attempt = (short) payment.attempt();
      version = (short) snapshot.version();
    }

    /**
     * @param shared gives the one instance of equal places
     */
    static Packed of(PaymentSnapshot snapshot, UnaryOperator<Place> shared) {
      PaymentRef payment = snapshot.payment();
      Place place =
          shared.apply(
              new Place(
                  payment.subMerchant(), payment.store(), payment.device(), payment.channel()));
      String paid = snapshot.status() instanceof Paid it ? it.transactionId() : "";
      byte[] fingerprint = payment.fingerprint().getBytes(UTF_8);
      byte[] transaction = paid.getBytes(UTF_8);
      byte[] texts = new byte[1 + fingerprint.length + transaction.length];
      texts[0] = (byte) fingerprint.length;
      System.arraycopy(fingerprint, 0, texts, 1, fingerprint.length);
      System.arraycopy(transaction, 0, texts, 1 + fingerprint.length, transaction.length);
      return new Packed(snapshot, place, texts);
    }

    /** The snapshot as it was. */
    PaymentSnapshot of(PaymentId id) {
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
              requestedAt(),
              new String(texts, 1, fingerprint, UTF_8));
      PaymentStatus now =
          status == null
              ? new Paid(new String(texts, 1 + fingerprint, texts.length - 1 - fingerprint, UTF_8))
              : status;
      return new PaymentSnapshot(payment, now, version, updatedAt(), attention, false);
    }

    boolean isOf(Device device) {
      return place.device().equals(device.id()) && place.store().equals(device.store());
    }

    Instant requestedAt() {
      return Instant.ofEpochMilli(requestedAtMs);
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
}
