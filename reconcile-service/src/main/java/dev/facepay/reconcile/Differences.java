package dev.facepay.reconcile;

import dev.facepay.payment.BillFact.Difference;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.DifferenceKind;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.reconcile.Comparison.Found;
import dev.facepay.reconcile.Days.Open;
import dev.facepay.reconcile.Entry.Kind;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.Unclear;
import dev.facepay.wechat.WechatPay;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One comparison's differences on their way to people: WeChat is asked about each that is new, and
 * those that were open and are there no more are explained.
 */
final class Differences {

  /** As WeChat numbers refunds: a bill has nothing else of those made on its platform. */
  private static final String REFUND_ID = "\\d{28,32}";

  private final Days days;
  private final WechatPay wechat;
  private final FactPublisher publisher;
  private final InstantSource clock;
  private final MerchantId merchant;
  private final LocalDate day;
  private final int max;

  /** Open ones of this merchant, of all days, by the order's number. */
  private final Map<String, Map<String, Open>> openByNumber = new HashMap<>();

  private final Set<String> seen = new HashSet<>();
  private long asked;
  private long untold;
  private long unasked;

  Differences(
      Days days,
      WechatPay wechat,
      FactPublisher publisher,
      InstantSource clock,
      MerchantId merchant,
      LocalDate day,
      int max) {
    this.days = days;
    this.wechat = wechat;
    this.publisher = publisher;
    this.clock = clock;
    this.merchant = merchant;
    this.day = day;
    this.max = max;
  }

  /** Says first what was written down and not said, then knows what is open. */
  void begin() throws InterruptedException {
    for (Open open : days.open(merchant, max * ReconcileSettings.DAYS_MAX)) {
      Open known = open;
      if (!known.told()) {
        publisher.publish(known.fact());
        days.markTold(known);
        known = new Open(known.fact(), true, known.explainedAt());
      }
      Instant explainedAt = known.explainedAt();
      if (explainedAt != null) {
        publishExplained(known, explainedAt);
      } else {
        openByNumber
            .computeIfAbsent(known.fact().difference().outTradeNo(), it -> new HashMap<>())
            .put(known.id(), known);
      }
    }
  }

  /** Takes what differs about one number, and what its lines explain of other days. */
  void take(List<Entry> entries, List<Found> found) throws InterruptedException {
    String number = entries.getFirst().number();
    for (Open open : List.copyOf(openByNumber.getOrDefault(number, Map.of()).values())) {
      if (!open.fact().day().equals(day) && isExplainedBy(open, entries)) {
        explain(open);
      }
    }
    for (Found each : found) {
      take(each);
    }
  }

  /** What was missing in its own day's bill stands in this one. */
  private static boolean isExplainedBy(Open open, List<Entry> entries) {
    Difference it = open.fact().difference();
    if (it.kind() == DifferenceKind.MISSING_THERE) {
      return entries.stream().anyMatch(line -> line.kind() == Kind.BILL_PAYMENT);
    }
    return it.kind() == DifferenceKind.REFUND
        && open.fact().theirsFen() == null
        && entries.stream()
            .anyMatch(
                line ->
                    line.kind() == Kind.BILL_REFUND
                        && line.ref().equals(it.refund())
                        && Long.valueOf(line.fen()).equals(open.fact().oursFen()));
  }

  private void take(Found found) throws InterruptedException {
    DifferenceFound fact = fact(found, "");
    String id = new Open(fact, false, null).id();
    seen.add(id);
    if (openByNumber.getOrDefault(found.number(), Map.of()).containsKey(id)) {
      return;
    }
    if (asked >= max) {
      untold++;
      return;
    }
    asked++;
    Said said = ask(found);
    if (said.words().isEmpty()) {
      unasked++;
    } else if (said.confirmsOurs()) {
      seen.remove(id);
    } else {
      tell(fact(found, said.words()));
    }
  }

  /**
   * What WeChat says when it is asked: a bill is frozen when it is made, and this counts more.
   *
   * @param words empty if nothing was learnt
   * @param confirmsOurs whether nothing is left to tell
   */
  private record Said(String words, boolean confirmsOurs) {}

  private Said ask(Found found) throws InterruptedException {
    String refund = outRefundNo(found);
    if (refund.isEmpty()) {
      OrderQuery.Outcome answer = wechat.query(request(found));
      return new Said(words(answer), confirmsOurs(found, answer));
    }
    RefundQuery.OneOutcome answer =
        wechat.refund(merchant.value(), found.any().subMchIdOrNull(), refund);
    return new Said(words(answer), confirmsOurs(found, answer));
  }

  /** Empty where it is about no refund, or about one that has no number but WeChat's. */
  private static String outRefundNo(Found found) {
    String ref = found.ref();
    boolean isTheirs = found.ours() == null && ref.matches(REFUND_ID);
    return found.kind() == DifferenceKind.REFUND && !isTheirs ? ref : "";
  }

  /** The bill counts a refund that was under way as done; it may have failed since. */
  private static boolean confirmsOurs(Found found, RefundQuery.OneOutcome answer) {
    Entry ours = found.ours();
    return ours != null
        && ours.kind() == Kind.REFUND_FAILED
        && switch (answer) {
          case RefundQuery.One one -> one.status() == RefundQuery.Status.REFUNDCLOSE;
          case RefundQuery.None _ -> true;
          case Unclear _ -> false;
        };
  }

  private static String words(RefundQuery.OneOutcome answer) {
    return switch (answer) {
      case RefundQuery.One one -> "%s, of %d fen".formatted(one.status(), one.fen());
      case RefundQuery.None _ -> "REFUNDNOTEXIST";
      case Unclear _ -> "";
    };
  }

  private OrderQuery.Request request(Found found) {
    Entry any = found.any();
    Entry paid = found.theirs() == null || any.fen() > 0 ? any : found.theirs();
    return new OrderQuery.Request(
        merchant.value(), any.subMchIdOrNull(), found.number(), null, Math.max(1, paid.fen()));
  }

  private static boolean confirmsOurs(Found found, OrderQuery.Outcome answer) {
    Entry ours = found.ours();
    return found.kind() == DifferenceKind.STATE
        && ours != null
        && answer instanceof OrderQuery.State state
        && switch (ours.kind()) {
          case PAID -> state.state() == TradeState.SUCCESS;
          case REVERSED ->
              state.state() == TradeState.REVOKED
                  || state.state() == TradeState.CLOSED
                  || state.state() == TradeState.REFUND;
          default -> false;
        };
  }

  private static String words(OrderQuery.Outcome answer) {
    return switch (answer) {
      case OrderQuery.State state -> state.state().name();
      case OrderQuery.OtherOrder other ->
          "%s, of %d fen".formatted(other.state(), other.totalFeeFen());
      case OrderQuery.NotFound _ -> "ORDERNOTEXIST";
      case Unclear _ -> "";
    };
  }

  private void tell(DifferenceFound fact) throws InterruptedException {
    Open open = new Open(fact, false, null);
    if (days.add(fact)) {
      publisher.publish(fact);
      days.markTold(open);
    }
    openByNumber
        .computeIfAbsent(fact.difference().outTradeNo(), it -> new HashMap<>())
        .put(open.id(), new Open(fact, true, null));
  }

  private DifferenceFound fact(Found found, String gateway) {
    Entry ours = found.ours();
    Entry theirs = found.theirs();
    String store = ours == null ? "" : ours.store();
    String transaction = theirs != null ? theirs.transactionId() : "";
    if (transaction.isEmpty() && ours != null && ours.kind() == Kind.PAID) {
      transaction = ours.transactionId();
    }
    return new DifferenceFound(
        merchant,
        day,
        new Difference(
            found.kind(),
            found.number(),
            found.ref().isEmpty() ? null : found.ref(),
            clock.instant()),
        store.isEmpty() ? null : new StoreId(store),
        transaction.isEmpty() ? null : transaction,
        said(ours),
        said(theirs),
        ours == null ? null : ours.fen(),
        theirs == null ? null : theirs.fen(),
        gateway);
  }

  private static String said(@Nullable Entry entry) {
    if (entry == null) {
      return "";
    }
    String name = entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String rate = entry.rate().isEmpty() ? "" : ", " + entry.rate();
    return name + " at " + entry.at() + rate;
  }

  /** Explains what was open of this day and is there no more; how many are open still. */
  long finish() throws InterruptedException {
    long open = untold + unasked;
    for (Map<String, Open> ofNumber : List.copyOf(openByNumber.values())) {
      for (Open each : List.copyOf(ofNumber.values())) {
        if (each.fact().day().equals(day)) {
          if (seen.contains(each.id())) {
            open++;
          } else {
            explain(each);
          }
        }
      }
    }
    return open;
  }

  /** About how many WeChat gave no answer. */
  long unasked() {
    return unasked;
  }

  private void explain(Open open) throws InterruptedException {
    Instant now = clock.instant();
    days.markExplained(open, now);
    publishExplained(open, now);
    Map<String, Open> ofNumber = openByNumber.get(open.fact().difference().outTradeNo());
    if (ofNumber != null) {
      ofNumber.remove(open.id());
    }
  }

  private void publishExplained(Open open, Instant at) throws InterruptedException {
    publisher.publish(open.explained(at));
    days.remove(open);
  }
}
