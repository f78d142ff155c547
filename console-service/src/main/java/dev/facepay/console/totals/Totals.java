package dev.facepay.console.totals;

import dev.facepay.console.documents.DaySum;
import dev.facepay.console.documents.DaySums;
import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.PaymentState;
import dev.facepay.console.payment.PaymentStore;
import dev.facepay.payment.Channel;
import dev.facepay.payment.WireName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums over payments, from what is kept for each store and day. */
public final class Totals {

  private static final String SUCCEEDED = PaymentState.SUCCEEDED.wire();

  private static final String FACE_PAID = Channel.FACE.wire() + " " + SUCCEEDED;

  /** Of lists of one length. */
  public static final Comparator<List<String>> WORD_BY_WORD =
      (one, other) -> {
        int order = 0;
        for (int i = 0; i < one.size() && order == 0; i++) {
          order = one.get(i).compareTo(other.get(i));
        }
        return order;
      };

  private final DaySums sums;
  private final DaySums refunds;

  public Totals(PaymentStore histories) {
    this.sums = histories.sums();
    this.refunds = histories.refunds().sums();
  }

  /** What rows can be told apart by. */
  public enum Part implements WireName {
    MERCHANT("merchant_id"),
    STORE("store_id"),
    DEVICE("device_id"),
    DAY("day"),
    CHANNEL("channel"),
    STATE("state");

    private final String wire;

    Part(String wire) {
      this.wire = wire;
    }

    @Override
    public String wire() {
      return wire;
    }

    private String of(DaySum sum) {
      return switch (this) {
        case MERCHANT -> sum.place().merchant();
        case STORE -> sum.place().store();
        case DAY -> sum.place().day();
        case DEVICE -> sum.device();
        case CHANNEL -> sum.kind().substring(0, sum.kind().indexOf(' '));
        case STATE -> sum.kind().substring(sum.kind().indexOf(' ') + 1);
      };
    }
  }

  /**
   * @param parts by what it is told apart, in the order that was asked for
   * @param refunds that succeeded, by the day on which the money went back; they stand with the
   *     payments that succeeded. None where rows are told apart by channel: a refund has none
   */
  public record Row(
      Map<String, String> parts, long payments, Money money, long refunds, long refundedFen) {

    public long amountFen() {
      return money.amount();
    }
  }

  /**
   * What payments come to, in fen.
   *
   * @param amount what was asked for
   * @param settled what WeChat settles with the merchant of those that succeeded
   * @param cash what their buyers paid themselves
   * @param coupon what coupons paid of them
   */
  public record Money(long amount, long settled, long cash, long coupon) {

    private static final Money NONE = new Money(0, 0, 0, 0);

    private static Money of(DaySum sum) {
      long amount = sum.added(0);
      long coupon = sum.added(1);
      return Part.STATE.of(sum).equals(PaymentState.SUCCEEDED.wire())
          ? new Money(amount, amount - sum.added(2), amount - coupon, coupon)
          : new Money(amount, 0, 0, 0);
    }

    private Money plus(Money other) {
      return new Money(
          amount + other.amount, settled + other.settled, cash + other.cash, coupon + other.coupon);
    }
  }

  private record Sum(long payments, Money money, long refunds, long refundedFen) {

    private Sum plus(Sum other) {
      return new Sum(
          payments + other.payments,
          money.plus(other.money),
          refunds + other.refunds,
          refundedFen + other.refundedFen);
    }
  }

  /** Sorted by the parts. */
  public List<Row> sum(TotalsFilter scope, Collection<Part> by) {
    Map<List<String>, Sum> rows = new HashMap<>();
    for (DaySum one : sums.find(scope)) {
      List<String> key = new ArrayList<>(by.size());
      by.forEach(part -> key.add(part.of(one)));
      rows.merge(key, new Sum(one.count(), Money.of(one), 0, 0), Sum::plus);
    }
    if (!by.contains(Part.CHANNEL)) {
      for (DaySum one : refunds.find(scope)) {
        if (isRefunded(one)) {
          List<String> key = new ArrayList<>(by.size());
          by.forEach(part -> key.add(part == Part.STATE ? SUCCEEDED : part.of(one)));
          rows.merge(key, new Sum(0, Money.NONE, one.count(), one.added(0)), Sum::plus);
        }
      }
    }
    return rows.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(WORD_BY_WORD))
        .map(one -> row(by, one.getKey(), one.getValue()))
        .toList();
  }

  private static Row row(Collection<Part> by, List<String> key, Sum sum) {
    Map<String, String> parts = new LinkedHashMap<>();
    Iterator<String> values = key.iterator();
    by.forEach(part -> parts.put(part.wire(), values.next()));
    return new Row(parts, sum.payments, sum.money, sum.refunds, sum.refundedFen);
  }

  static PaymentState state(DaySum payments) {
    return WireName.parse(PaymentState.class, Part.STATE.of(payments));
  }

  /** Whether this money went back. */
  static boolean isRefunded(DaySum refunds) {
    return refunds.kind().equals(SUCCEEDED);
  }

  /** Those that succeeded by face: they need no report. */
  public List<DaySum> facePaid(TotalsFilter scope) {
    return sums.find(scope).stream().filter(sum -> sum.kind().equals(FACE_PAID)).toList();
  }
}
