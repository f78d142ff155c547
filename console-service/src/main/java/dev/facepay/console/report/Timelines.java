package dev.facepay.console.report;

import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.payment.TimelineEntry;
import dev.facepay.payment.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Payments' timelines, with what became of their reports on them; and those of trades alone. */
public final class Timelines {

  private static final String BY = "report";

  private final TradeStore trades;

  public Timelines(TradeStore trades) {
    this.trades = trades;
  }

  /** The same payments; those with a report have its entries too. */
  public List<PaymentView> with(List<PaymentView> payments) {
    Map<String, TradeView> found = trades.pages(payments.stream().map(PaymentView::id).toList());
    return payments.stream()
        .map(
            payment -> {
              TradeView trade = found.get(payment.id());
              return trade == null
                  ? payment
                  : payment.withEntries(entries(knownToBePaid(payment, trade), trade));
            })
        .toList();
  }

  /** The same trades, each with its report's timeline. */
  public List<TradeView> ofTrades(Collection<TradeView> alone) {
    return alone.stream()
        .map(
            trade -> {
              List<TimelineEntry> entries = entries(trade.paidAt(), trade);
              // Stable, as with payments.
              entries.sort(Comparator.comparing(TimelineEntry::at));
              return trade.withTimeline(List.copyOf(entries));
            })
        .toList();
  }

  /** None where its money went back before anybody was asked to report it. */
  private static List<TimelineEntry> entries(@Nullable String dueAt, TradeView trade) {
    List<TimelineEntry> all = new ArrayList<>();
    if (!trade.state().equals(ReportState.NOT_DUE.wire()) || !trade.tries().isEmpty()) {
      add(all, dueAt, "due", Map.of());
    }
    trade.tries().forEach(one -> add(all, one));
    trade.acts().forEach(act -> add(all, act));
    if (trade.reason() != null) {
      add(
          all,
          trade.delayedAt(),
          "delayed",
          Map.of("reason", trade.reason(), "attention", trade.attention()));
    }
    if (trade.reversedAfterReport()) {
      add(all, trade.reversedAt(), "reversed-after", Map.of());
    }
    return all;
  }

  /** WeChat tells whole seconds: by them it would be due before it was asked for. */
  private static @Nullable String knownToBePaid(PaymentView payment, TradeView trade) {
    return Objects.requireNonNullElse(payment.timeline(), List.<TimelineEntry>of()).stream()
        .filter(entry -> entry.type().equals("payment.succeeded"))
        .map(TimelineEntry::at)
        .findFirst()
        .orElse(trade.paidAt());
  }

  private static void add(List<TimelineEntry> all, TradeView.Try one) {
    Map<String, Object> number = Map.of("try", one.number());
    if (one.method().isEmpty()) {
      add(all, one.askedAt(), "needed", number);
    } else {
      add(all, one.askedAt(), "needed", Map.of("try", one.number(), "method", one.method()));
    }
    add(all, one.confirmedAt(), "confirmed", number);
    Map<String, Object> refusal = new TreeMap<>(number);
    if (one.errCode() != null && !one.errCode().isEmpty()) {
      refusal.put("err_code", one.errCode());
    }
    if (one.returnMsg() != null && !one.returnMsg().isEmpty()) {
      refusal.put("return_msg", one.returnMsg());
    }
    add(all, one.refusedAt(), "failed", refusal);
  }

  private static void add(List<TimelineEntry> all, TradeView.Done act) {
    Map<String, Object> details =
        new TreeMap<>(Map.of("act", act.act(), "who", act.who(), "why", act.why()));
    if (!act.evidence().isEmpty()) {
      details.put("evidence", act.evidence());
    }
    all.add(
        new TimelineEntry(act.at(), BY + ".act-requested", 0, Stage.PERSON.wire(), null, details));
  }

  private static void add(
      List<TimelineEntry> all, @Nullable String at, String what, Map<String, Object> details) {
    if (at != null) {
      all.add(new TimelineEntry(at, BY + "." + what, 0, BY, null, new TreeMap<>(details)));
    }
  }
}
