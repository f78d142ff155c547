package dev.facepay.reconcile;

import static dev.facepay.payment.DifferenceKind.AMOUNT;
import static dev.facepay.payment.DifferenceKind.DAY;
import static dev.facepay.payment.DifferenceKind.FEE_RATE;
import static dev.facepay.payment.DifferenceKind.MISSING_HERE;
import static dev.facepay.payment.DifferenceKind.MISSING_THERE;
import static dev.facepay.payment.DifferenceKind.REFUND;
import static dev.facepay.payment.DifferenceKind.STATE;
import static dev.facepay.payment.DifferenceKind.TWICE;

import dev.facepay.payment.DifferenceKind;
import dev.facepay.reconcile.Entry.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one order number comes to: all that our facts and the day's bill say about it, in; what
 * differs, out. No clock, no I/O.
 */
final class Comparison {

  /** WeChat's days. */
  static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

  private final LocalDate day;
  private final @Nullable String rate;
  private final List<Entry> entries;
  private final List<Found> found = new ArrayList<>();

  private Comparison(LocalDate day, @Nullable String rate, List<Entry> entries) {
    this.day = day;
    this.rate = rate;
    this.entries = entries;
  }

  /**
   * A difference, before WeChat was asked.
   *
   * @param ref of a refund; else empty
   * @param ours what we say; null if nothing
   * @param theirs what the bill says; null if nothing
   */
  record Found(
      DifferenceKind kind,
      String number,
      String ref,
      @Nullable Entry ours,
      @Nullable Entry theirs) {

    /** Whatever says most about the order. */
    Entry any() {
      Entry one = ours != null ? ours : theirs;
      if (one == null) {
        throw new IllegalStateException("a difference of nothing");
      }
      return one;
    }
  }

  /**
   * @param rate what the merchant pays WeChat, as bills write it; null: whatever the bill says
   * @param entries of one number, in their order
   */
  static List<Found> of(LocalDate day, @Nullable String rate, List<Entry> entries) {
    Comparison comparison = new Comparison(day, rate, entries);
    comparison.payment();
    comparison.refunds();
    return comparison.found;
  }

  static LocalDate dayOf(Instant at) {
    return at.atOffset(ZONE).toLocalDate();
  }

  private void payment() {
    List<Entry> payments = all(Kind.BILL_PAYMENT);
    Entry reversal = first(Kind.BILL_REVERSAL);
    Entry paid = first(Kind.PAID);
    Entry reversed = first(Kind.REVERSED);
    if (payments.size() > 1) {
      add(TWICE, paid, payments.get(1));
    }
    if (all(Kind.BILL_REVERSAL).size() > 1) {
      add(TWICE, reversed, all(Kind.BILL_REVERSAL).get(1));
    }
    Entry payment = payments.isEmpty() ? null : payments.getFirst();
    if (payment != null) {
      paidThere(payment, paid, reversed, reversal);
    } else if (paid != null && dayOf(paid.at()).equals(day)) {
      add(MISSING_THERE, paid, null);
    }
    if (reversal != null) {
      if (reversed == null) {
        add(STATE, paid, reversal);
      } else if (reversal.fen() != reversed.fen()) {
        add(AMOUNT, reversed, reversal);
      }
    }
  }

  private void paidThere(
      Entry payment, @Nullable Entry paid, @Nullable Entry reversed, @Nullable Entry reversal) {
    Entry failed = first(Kind.FAILED);
    if (rate != null && !rate.equals(payment.rate())) {
      add(FEE_RATE, paid, payment);
    }
    if (paid != null) {
      if (!agree(paid, payment)) {
        add(AMOUNT, paid, payment);
      }
      if (!dayOf(paid.at()).equals(day)) {
        add(DAY, paid, payment);
      }
    } else if (reversed != null) {
      if (reversed.fen() != payment.fen()) {
        add(AMOUNT, reversed, payment);
      }
      // Given back on a later day, it stands in that day's bill.
      if (reversal == null && dayOf(reversed.at()).equals(day)) {
        add(STATE, reversed, payment);
      }
    } else if (failed != null) {
      add(STATE, failed, payment);
    } else if (reversal == null) {
      add(MISSING_HERE, null, payment);
    }
  }

  private void refunds() {
    Map<String, Entry> theirs = new LinkedHashMap<>();
    for (Entry refund : all(Kind.BILL_REFUND)) {
      if (theirs.putIfAbsent(refund.ref(), refund) != null) {
        add(TWICE, refund.ref(), null, refund);
      }
    }
    for (Entry refund : theirs.values()) {
      Entry ours = ours(refund).orElse(null);
      if (ours == null || ours.kind() == Kind.REFUND_FAILED || !agree(ours, refund)) {
        add(REFUND, refund.ref(), ours, refund);
      }
    }
    for (Entry ours : all(Kind.REFUNDED)) {
      boolean isThere =
          theirs.values().stream().anyMatch(it -> it.ref().equals(ours.ref()) || named(it, ours));
      if (!isThere && dayOf(ours.at()).equals(day)) {
        add(REFUND, ours.ref(), ours, null);
      }
    }
  }

  /** Whether amounts are the same, and what coupons leave of them, where we know that. */
  private static boolean agree(Entry ours, Entry theirs) {
    return ours.fen() == theirs.fen()
        && (ours.settlementFen() < 0 || ours.settlementFen() == theirs.settlementFen());
  }

  /** A refund's end counts more than that it was asked for. */
  private Optional<Entry> ours(Entry refund) {
    List<Entry> known =
        entries.stream()
            .filter(it -> isRefund(it.kind()))
            .filter(it -> it.ref().equals(refund.ref()) || named(refund, it))
            .toList();
    return known.isEmpty() ? Optional.empty() : Optional.of(known.getLast());
  }

  private static boolean isRefund(Kind kind) {
    return kind == Kind.REFUND_ASKED || kind == Kind.REFUNDED || kind == Kind.REFUND_FAILED;
  }

  /** The bill may name a refund by WeChat's number alone. */
  private static boolean named(Entry theirs, Entry ours) {
    return ours.kind() == Kind.REFUNDED && theirs.ref().equals(ours.transactionId());
  }

  private List<Entry> all(Kind kind) {
    return entries.stream().filter(it -> it.kind() == kind).toList();
  }

  private @Nullable Entry first(Kind kind) {
    return entries.stream().filter(it -> it.kind() == kind).findFirst().orElse(null);
  }

  private void add(DifferenceKind kind, @Nullable Entry ours, @Nullable Entry theirs) {
    add(kind, "", ours, theirs);
  }

  private void add(DifferenceKind kind, String ref, @Nullable Entry ours, @Nullable Entry theirs) {
    found.add(new Found(kind, entries.getFirst().number(), ref, ours, theirs));
  }
}
