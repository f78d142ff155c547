package dev.facepay.console.timeline;

import dev.facepay.console.Replies.Named;
import dev.facepay.console.alarm.AlarmStore;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.report.TradeStore;
import dev.facepay.console.report.TradeView;
import dev.facepay.console.timeline.Changes.Change;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import dev.facepay.payment.AlarmFact;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.StoreId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Payments, trades' reports and alarms that change, as server-sent events. Every instance follows
 * the whole log for them, and shows a change when the read side, whoever folds it, says it too.
 */
@RestController
final class ChangeStream {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Changes changes;
  private final PaymentReader reader;
  private final TradeStore trades;
  private final AlarmStore alarms;
  private final StreamSettings settings;
  private final JsonMapper json;
  private final AtomicInteger open = new AtomicInteger();

  ChangeStream(
      Changes changes,
      PaymentReader reader,
      TradeStore trades,
      AlarmStore alarms,
      StreamSettings settings,
      JsonMapper json) {
    this.changes = changes;
    this.reader = reader;
    this.trades = trades;
    this.alarms = alarms;
    this.settings = settings;
    this.json = json;
  }

  @GetMapping("/v1/events")
  void events(
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    try {
      if (open.incrementAndGet() > settings.openMax()) {
        Problem.of(CommonProblem.BUSY).write(response);
        return;
      }
      response.setContentType("text/event-stream;charset=UTF-8");
      response.setHeader("Cache-Control", "no-store");
      long seen = changes.follow();
      try {
        stream(seen, store, response);
      } finally {
        changes.leave();
      }
    } finally {
      open.decrementAndGet();
    }
  }

  private void stream(long from, @Nullable String store, HttpServletResponse response)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + settings.lasts().toNanos();
    long seen = from;
    write(response, "event: ready\ndata: {}\n\n");
    while (!changes.ended() && System.nanoTime() < end) {
      if (changes.beyond(seen)) {
        seen = changes.last();
        write(response, "event: reset\ndata: {}\n\n");
      }
      List<Change> news = changes.after(seen, settings.ping());
      if (news.isEmpty()) {
        write(response, ": ping\n\n");
        continue;
      }
      seen = news.getLast().number();
      for (Shown shown : shown(News.of(news, store))) {
        String data = json.writeValueAsString(shown.page());
        write(response, "event: " + shown.event() + "\ndata: " + data + "\n\n");
      }
    }
  }

  /** What is told: a page under the event's name. */
  private record Shown(String event, Object page) {}

  /** Each payment and each trade once, however much of it has changed. */
  private record News(
      Map<String, List<PaymentFact>> payments,
      Map<String, List<Fact>> trades,
      List<RefundFact> refunds,
      List<AlarmFact> alarms) {

    static News of(List<Change> changes, @Nullable String store) {
      News news =
          new News(
              new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
      changes.forEach(change -> news.add(change.fact(), store));
      return news;
    }

    private void add(Fact fact, @Nullable String store) {
      if (fact instanceof PaymentFact of) {
        if (store == null || of.payment().store().value().equals(store)) {
          payments.computeIfAbsent(of.payment().id().toString(), id -> new ArrayList<>()).add(of);
        }
        return;
      }
      if (fact instanceof RefundFact of) {
        if (store == null || of.refund().store().value().equals(store)) {
          payments.computeIfAbsent(of.subject(), id -> new ArrayList<>());
          refunds.add(of);
        }
        return;
      }
      if (fact instanceof AlarmFact of) {
        StoreId at = of.alarm().store();
        if (store == null || (at != null && at.value().equals(store))) {
          alarms.add(of);
        }
        return;
      }
      TradeStore.tradeOf(fact)
          .filter(trade -> store == null || trade.store().value().equals(store))
          .ifPresent(
              trade ->
                  trades.computeIfAbsent(trade.id().toString(), id -> new ArrayList<>()).add(fact));
    }
  }

  private List<Shown> shown(News news) throws InterruptedException {
    long until = System.nanoTime() + settings.settleMax().toNanos();
    while (true) {
      List<PaymentView> payments = reader.pages(news.payments());
      List<TradeView> reports = trades.pages(news.trades());
      boolean whole =
          payments.size() == news.payments().size()
              && reports.size() == news.trades().size()
              && reader.says(news.refunds())
              && alarms.says(news.alarms());
      if (whole || System.nanoTime() >= until) {
        List<Shown> shown = new ArrayList<>();
        payments.forEach(page -> shown.add(new Shown("payment", page)));
        reports.forEach(page -> shown.add(new Shown("report", page)));
        news.alarms().stream()
            .map(fact -> new Named(fact.alarm().about().wire(), fact.alarm().id()))
            .distinct()
            .forEach(alarm -> shown.add(new Shown("alarm", alarm)));
        return shown;
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  private static void write(HttpServletResponse response, String text) throws IOException {
    OutputStream out = response.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
