package dev.facepay.standalone.registry;

import dev.facepay.device.Progress;
import dev.facepay.device.TerminalListener;
import dev.facepay.device.order.Finished;
import dev.facepay.device.order.OrderEntry;
import dev.facepay.device.order.Outcome;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.command.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What the terminal shows: one line for each end, and the steps before it for who watches. */
final class TerminalScreen implements TerminalListener {

  private final Output out;
  private final boolean talks;
  private final Map<String, Long> began = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Boolean>> ends = new ConcurrentHashMap<>();
  private final Set<String> fromBefore = ConcurrentHashMap.newKeySet();
  private final Map<String, String> rows = new LinkedHashMap<>();

  /**
   * @param talks whether each step is shown
   */
  TerminalScreen(Output out, boolean talks) {
    this.out = out;
    this.talks = talks;
  }

  /** Tells what a process before this one has left open. */
  void takesUp(List<OrderEntry> unfinished) {
    for (OrderEntry entry : unfinished) {
      fromBefore.add(entry.orderNo());
      out.line(
          "open since the last time: %s  %s, taken up again"
              .formatted(entry.outTradeNo(), Codes.yuan(entry.sale().totalFee())));
    }
  }

  /** Completes with whether the order came to a clear end: paid, or refused for good. */
  CompletableFuture<Boolean> end(String orderNo) {
    return ends.computeIfAbsent(orderNo, number -> new CompletableFuture<>());
  }

  /** Another attempt of an order that has ended. */
  void again(String orderNo) {
    ends.remove(orderNo);
    began.remove(orderNo);
  }

  /** A line for each order, its last. */
  synchronized List<String> rows() {
    return new ArrayList<>(rows.values());
  }

  @Override
  public void progress(Progress progress) {
    began.putIfAbsent(progress.orderNo(), System.nanoTime());
    String stage = progress.stage().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String text = progress.en().isEmpty() ? progress.detail() : progress.en();
    String row = "%-28s  %-18s %s".formatted(progress.orderNo(), stage, text).stripTrailing();
    keep(progress.orderNo(), row);
    if (talks) {
      out.line(out.dim(row));
    }
  }

  @Override
  public void finished(Finished finished) {
    String orderNo = finished.orderNo();
    long now = System.nanoTime();
    Duration took = Duration.ofNanos(now - began.getOrDefault(orderNo, now));
    String row = row(finished, took);
    keep(orderNo, row);
    out.line(row);
    end(orderNo).complete(isClear(finished.outcome()));
  }

  @Override
  public void declined(String orderNo, Decline why) {
    String words = why.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    out.line("%-28s  %s".formatted(orderNo, out.wary("not done: " + words)));
    end(orderNo).complete(false);
  }

  @Override
  public void trouble(String what, String detail) {
    if (talks) {
      out.line(out.wary("%s: %s; tried again by itself".formatted(what.replace('_', ' '), detail)));
    }
  }

  private synchronized void keep(String orderNo, String row) {
    rows.put(orderNo, row);
  }

  private String row(Finished finished, Duration took) {
    String number =
        finished.attempt() == 1
            ? finished.orderNo()
            : finished.orderNo() + "-" + finished.attempt();
    String since =
        fromBefore.contains(finished.orderNo())
            ? finished.maybeSeen() ? "  (from before, perhaps told)" : "  (from before)"
            : "";
    return "%-28s  %10s  %s  %6d ms  %s%s"
        .formatted(
            number,
            Codes.yuan(finished.totalFee()),
            verdict(finished.outcome()),
            took.toMillis(),
            said(finished.outcome()),
            since);
  }

  private String verdict(Outcome outcome) {
    String text = outcome.paid() ? "paid    " : "not paid";
    return outcome.paid() ? out.good(text) : out.bad(text);
  }

  private static String said(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Paid paid -> paid.en();
      case Outcome.PaidBefore before -> "paid by an attempt before";
      case Outcome.NotPaid not ->
          not.en() + (not.reason().isEmpty() ? "" : " (" + not.reason() + ")");
      case Outcome.NotSent not ->
          "nothing was sent: " + not.why().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      case Outcome.Refused refused ->
          refused.code().equals("storage_full")
              ? "nothing was charged: no room for new payments, pay another way (storage_full)"
              : "the edge did not take it: " + refused.code();
    };
  }

  /** What was begun before and never sent is clear as well: nobody waits for it. */
  private static boolean isClear(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Paid paid -> true;
      case Outcome.PaidBefore before -> true;
      case Outcome.NotPaid not -> !not.callStaff();
      case Outcome.NotSent not -> not.why() == Outcome.Why.INTERRUPTED;
      case Outcome.Refused refused -> false;
    };
  }
}
