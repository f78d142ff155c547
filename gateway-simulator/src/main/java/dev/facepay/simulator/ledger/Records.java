package dev.facepay.simulator.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and known codes as bytes in the store. An account begins with its place, eight bytes, so
 * that lists can be put into their sequence without reading the rest.
 */
final class Records {
  private Records() {}

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(384);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail", e);
    }
    return bytes.toByteArray();
  }

  static byte[] of(Account account) {
    return bytes(
        out -> {
          out.writeLong(account.place());
          out.writeInt(account.payCalls());
          out.writeInt(account.queryCalls());
          out.writeInt(account.reverseCalls());
          instants(out, account.payArrivals());
          instants(out, account.reverseArrivals());
          Order order = account.order();
          out.writeBoolean(order != null);
          if (order != null) {
            order(out, order);
          }
        });
  }

  static Account account(OrderKey key, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long place = in.readLong();
      int pays = in.readInt();
      int queries = in.readInt();
      int reversals = in.readInt();
      List<Instant> payArrivals = instants(in);
      List<Instant> reverseArrivals = instants(in);
      Order order = in.readBoolean() ? order(in, key) : null;
      return new Account(key, place, order, pays, queries, reversals, payArrivals, reverseArrivals);
    } catch (IOException e) {
      throw new UncheckedIOException("the store's record of " + key + " cannot be read", e);
    }
  }

  static byte[] of(LedgerState.KnownCode code) {
    return bytes(
        out -> {
          instant(out, code.issuedAt());
          OrderKey by = code.usedBy();
          text(out, by == null ? null : by.mchId());
          text(out, by == null ? null : by.outTradeNo());
        });
  }

  static LedgerState.KnownCode knownCode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Instant issuedAt = instant(in);
      String mchId = text(in);
      String number = text(in);
      return new LedgerState.KnownCode(
          issuedAt, mchId == null || number == null ? null : new OrderKey(mchId, number));
    } catch (IOException e) {
      throw new UncheckedIOException("the store's record of a code cannot be read", e);
    }
  }

  private static void order(DataOutputStream out, Order order) throws IOException {
    out.writeUTF(order.state().name());
    instant(out, order.openedAt());
    instant(out, order.changedAt());
    text(out, order.refusal());
    out.writeInt(order.charges().size());
    for (Order.Charge charge : order.charges()) {
      out.writeUTF(charge.transactionId());
      out.writeLong(charge.fen());
      instant(out, charge.at());
      optional(out, charge.reversedAt());
    }
    terms(out, order.terms());
    out.writeInt(order.refunds().size());
    for (Order.Refund refund : order.refunds()) {
      out.writeUTF(refund.refundId());
      out.writeLong(refund.fen());
      instant(out, refund.at());
    }
    for (Order.Refund refund : order.refunds()) {
      text(out, refund.outRefundNo());
      optional(out, refund.arrivesAt());
      text(out, refund.end());
    }
    coupons(out, order.terms().coupons());
  }

  /** Last of all, and only where there are any: what an older version wrote has none. */
  private static void coupons(DataOutputStream out, @Nullable Coupons coupons) throws IOException {
    if (coupons != null) {
      out.writeLong(coupons.cash());
      out.writeLong(coupons.noCash());
    }
  }

  private static @Nullable Coupons coupons(DataInputStream in) throws IOException {
    return in.available() > 0 ? new Coupons(in.readLong(), in.readLong()) : null;
  }

  private static Order order(DataInputStream in, OrderKey key) throws IOException {
    OrderState state = OrderState.valueOf(in.readUTF());
    Instant openedAt = instant(in);
    Instant changedAt = instant(in);
    String refusal = text(in);
    int count = in.readInt();
    List<Order.Charge> charges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      charges.add(new Order.Charge(in.readUTF(), in.readLong(), instant(in), optional(in)));
    }
    Terms terms = terms(in);
    List<Order.Refund> refunds = refunds(in);
    return new Order(
        key,
        terms.with(coupons(in)),
        state,
        openedAt,
        changedAt,
        List.copyOf(charges),
        refunds,
        refusal);
  }

  /** An older version wrote none, or all of them as made by hand. */
  private static List<Order.Refund> refunds(DataInputStream in) throws IOException {
    int count = in.available() > 0 ? in.readInt() : 0;
    List<Order.Refund> refunds = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      refunds.add(new Order.Refund(in.readUTF(), in.readLong(), instant(in), null, null, null));
    }
    for (int i = 0; i < count && in.available() > 0; i++) {
      Order.Refund r = refunds.get(i);
      refunds.set(
          i, new Order.Refund(r.refundId(), r.fen(), r.at(), text(in), optional(in), text(in)));
    }
    return List.copyOf(refunds);
  }

  private static void terms(DataOutputStream out, Terms terms) throws IOException {
    out.writeUTF(terms.appId());
    text(out, terms.subMchId());
    text(out, terms.subAppId());
    out.writeLong(terms.fen());
    text(out, terms.deviceInfo());
    text(out, terms.attach());
    out.writeUTF(terms.content());
    out.writeUTF(terms.codeHash());
    out.writeBoolean(terms.hidden());
    optional(out, terms.payAt());
    optional(out, terms.refuseAt());
    instant(out, terms.revokeAt());
  }

  private static Terms terms(DataInputStream in) throws IOException {
    return new Terms(
        in.readUTF(),
        text(in),
        text(in),
        in.readLong(),
        text(in),
        text(in),
        in.readUTF(),
        in.readUTF(),
        in.readBoolean(),
        optional(in),
        optional(in),
        instant(in),
        null);
  }

  private static void instants(DataOutputStream out, List<Instant> all) throws IOException {
    out.writeShort(all.size());
    for (Instant at : all) {
      instant(out, at);
    }
  }

  private static List<Instant> instants(DataInputStream in) throws IOException {
    int count = in.readShort();
    List<Instant> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(instant(in));
    }
    return List.copyOf(all);
  }

  private static void instant(DataOutputStream out, Instant at) throws IOException {
    out.writeLong(at.getEpochSecond());
    out.writeInt(at.getNano());
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static void optional(DataOutputStream out, @Nullable Instant at) throws IOException {
    out.writeBoolean(at != null);
    if (at != null) {
      instant(out, at);
    }
  }

  private static @Nullable Instant optional(DataInputStream in) throws IOException {
    return in.readBoolean() ? instant(in) : null;
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
