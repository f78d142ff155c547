package dev.facepay.report.http;

import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import dev.facepay.payment.PaymentFact;
import dev.facepay.report.http.Changes.Change;
import dev.facepay.report.read.PaymentPage;
import dev.facepay.report.read.Reader;
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
import org.springframework.context.SmartLifecycle;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Payments that change, as server-sent events. Every instance follows the whole log for them, and
 * shows a change when the read side, whoever folds it, says it too.
 */
@RestController
public final class ChangeStream implements SmartLifecycle {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Changes changes;
  private final Reader reader;
  private final StreamSettings settings;
  private final JsonMapper json;
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean running;

  public ChangeStream(Changes changes, Reader reader, StreamSettings settings, JsonMapper json) {
    this.changes = changes;
    this.reader = reader;
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
      stream(store, response);
    } finally {
      open.decrementAndGet();
    }
  }

  private void stream(@Nullable String store, HttpServletResponse response)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + settings.lasts().toNanos();
    long seen = changes.last();
    write(response, "event: ready\ndata: {}\n\n");
    while (running && System.nanoTime() < end) {
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
      for (PaymentPage page : pages(news, store)) {
        write(response, "event: payment\ndata: " + json.writeValueAsString(page) + "\n\n");
      }
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Ends the streams, before the web server would wait for them: they never end by themselves. */
  @Override
  public void stop() {
    running = false;
    changes.end();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stopped first of all: the web server's phase is below. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE;
  }

  /** Each payment once, however much of it has changed. */
  private List<PaymentPage> pages(List<Change> news, @Nullable String store)
      throws InterruptedException {
    Map<String, List<PaymentFact>> byPayment = new LinkedHashMap<>();
    for (Change change : news) {
      if (store == null || change.fact().payment().store().value().equals(store)) {
        byPayment
            .computeIfAbsent(change.fact().payment().id().toString(), id -> new ArrayList<>())
            .add(change.fact());
      }
    }
    long until = System.nanoTime() + settings.settleMax().toNanos();
    List<PaymentPage> pages = reader.pages(byPayment);
    while (pages.size() < byPayment.size() && System.nanoTime() < until) {
      Thread.sleep(LOOK_AGAIN);
      pages = reader.pages(byPayment);
    }
    return pages;
  }

  private static void write(HttpServletResponse response, String text) throws IOException {
    OutputStream out = response.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
