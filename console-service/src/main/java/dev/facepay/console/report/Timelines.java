package dev.facepay.console.report;

import dev.facepay.console.alarm.AlarmStore;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.payment.TimelineEntry;
import dev.facepay.payment.AlarmFact.About;
import dev.facepay.payment.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Payments' timelines, with what became of their reports on them, and what people said of alarms;
 * and those of trades alone.
 */
public final class Timelines {

  private static final String BY = "report";

  private final TradeStore trades;
  private final AlarmStore alarms;

  public Timelines(TradeStore trades, AlarmStore alarms) {
    this.trades = trades;
    this.alarms = alarms;
  }

  /** The same payments; those with a report have its entries too. */
  public List<PaymentView> with(List<PaymentView> payments) {
    List<String> ids = payments.stream().map(PaymentView::id).toList();
    Map<String, TradeView> found = trades.pages(ids);
    Map<String, List<TimelineEntry>> said = alarms.entries(About.PAYMENT, ids);
    Map<String, List<TimelineEntry>> saidOfReports = alarms.entries(About.REPORT, ids);
    return payments.stream()
        .map(
            payment -> {
              List<TimelineEntry> more = new ArrayList<>();
              TradeView trade = found.get(payment.id());
              if (trade != null) {
                more.addAll(entries(knownToBePaid(payment, trade), trade));
                more.addAll(saidOfReports.getOrDefault(payment.id(), List.of()));
              }
              more.addAll(said.getOrDefault(payment.id(), List.of()));
              return more.isEmpty() ? payment : payment.withEntries(more);
            })
        .toList();
  }

  /** The same trades, each with its report's timeline. */
  public List<TradeView> ofTrades(Collection<TradeView> alone) {
    Map<String, List<TimelineEntry>> said =
        alarms.entries(About.REPORT, alone.stream().map(TradeView::id).toList());
    return alone.stream()
        .map(
            trade -> {
              List<TimelineEntry> entries = entries(trade.paidAt(), trade);
              entries.addAll(said.getOrDefault(trade.id(), List.of()));
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
