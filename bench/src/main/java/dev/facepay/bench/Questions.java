package dev.facepay.bench;

import dev.facepay.console.documents.Cursor;
import dev.facepay.console.documents.DaySums;
import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.PaymentFilter;
import dev.facepay.console.payment.PaymentFilter.Detail;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.projection.Projection;
import dev.facepay.console.report.Coverage;
import dev.facepay.console.report.TradeFilter;
import dev.facepay.console.report.TradeStore;
import dev.facepay.console.totals.Heartbeats;
import dev.facepay.console.totals.KnownDevices;
import dev.facepay.console.totals.StoreFigures;
import dev.facepay.console.totals.Totals;
import dev.facepay.console.totals.Totals.Part;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person's page asks of the read side, each question many times. */
final class Questions {

  private final Map<String, Runnable> all = new LinkedHashMap<>();

  Questions(Projection readSide, LocalDate today, int payments) {
    PaymentReader reader = new PaymentReader(readSide.histories(), InstantSource.system());
    Totals totals = new Totals(readSide.histories());
    int some = payments / 3;
    all.put("payment by id", () -> reader.find("1900000109:B%09d".formatted(some)));
    all.put("search by order number", () -> reader.search("B%09d".formatted(some)));
    all.put("search by WeChat's number", () -> reader.search("42000%023d".formatted(some)));
    all.put("search that finds nothing", () -> reader.search("nothing"));
    lists(reader, readSide.trades());
    TotalsFilter day = days(today, 1);
    all.put("totals of today by state", () -> totals.sum(day, List.of(Part.STATE)));
    StoreFigures places = new StoreFigures(totals, new Heartbeats(), new KnownDevices());
    Coverage coverage = new Coverage(readSide.trades(), totals, Duration.ofHours(1));
    Instant now = Instant.parse("2026-11-22T12:00:00Z");
    for (int days : new int[] {1, 7, 30}) {
      LocalDate from = today.minusDays(days - 1L);
      all.put(
          "stores and devices, days: " + days,
          () -> places.fares(from, today, List.of(Part.MERCHANT, Part.STORE, Part.DEVICE)));
      all.put("report coverage, days: " + days, () -> coverage.rows(days(today, days), now));
    }
    pace(readSide, now);
    all.put(
        "(not on the page) all days by day and state",
        () -> totals.sum(TotalsFilter.ALL, List.of(Part.DAY, Part.STATE)));
  }

  /** What the plots of today are drawn from: this week's and last week's. */
  private void pace(Projection readSide, Instant now) {
    DaySums sums = readSide.histories().sums();
    DaySums refunds = readSide.histories().refunds().sums();
    for (String store : new String[] {"all stores", "S007"}) {
      TotalsFilter scope =
          new TotalsFilter(null, null, null, store.equals("S007") ? store : null, null);
      for (boolean isHours : new boolean[] {false, true}) {
        Instant from = now.minus(Duration.ofHours(isHours ? 24 : 2));
        all.put(
            "pace of " + (isHours ? "24 hours, " : "120 minutes, ") + store,
            () -> {
              sums.find(scope, from, now, isHours);
              refunds.find(scope, from, now, isHours);
            });
      }
    }
  }

  private static TotalsFilter days(LocalDate today, int days) {
    return new TotalsFilter(today.minusDays(days - 1L), today, null, null, null);
  }

  private void lists(PaymentReader reader, TradeStore trades) {
    all.put("payments that need a person", () -> reader.list(list(null, null, false, true, null)));
    all.put(
        "reports that need a person",
        () -> trades.list(new TradeFilter(null, null, null, null, false, true, 50, null)));
    all.put("open, oldest first", () -> reader.list(list(null, null, true, false, null)));
    all.put("newest payments", () -> reader.list(list(null, null, false, false, null)));
    Cursor deep = new Cursor(Instant.parse("2026-11-08T00:00:00Z"), "");
    all.put("newest payments, deep page", () -> reader.list(list(null, null, false, false, deep)));
    all.put("a store's newest", () -> reader.list(list("S007", null, false, false, null)));
    all.put("failed ones, newest", () -> reader.list(list(null, "failed", false, false, null)));
    all.put(
        "a store's reversed ones", () -> reader.list(list("S007", "reversed", false, false, null)));
    PaymentFilter newest = list(null, null, false, false, null);
    all.put("(counted to 1,000) all", () -> reader.count(newest));
    for (Detail detail :
        new Detail[] {
          new Detail(500L, 2_000L, null), new Detail(null, null, "042"), new Detail(1L, 1L, null)
        }) {
      PaymentFilter wanted =
          new PaymentFilter(
              null, null, null, null, null, null, null, detail, false, false, false, 50, null);
      all.put("a search for a moment, " + detail, () -> reader.list(wanted));
    }
  }

  void ask(int looks, PrintStream out) {
    out.printf("%-44s %9s %9s %9s%n", "query", "median ms", "p95 ms", "max ms");
    all.forEach(
        (name, question) -> {
          double[] ms = new double[looks];
          for (int i = -looks / 3; i < looks; i++) {
            long began = System.nanoTime();
            question.run();
            if (i >= 0) {
              ms[i] = (System.nanoTime() - began) / 1e6;
            }
          }
          Arrays.sort(ms);
          out.printf(
              "%-44s %9.1f %9.1f %9.1f%n",
              name, ms[looks / 2], ms[Math.max(0, looks * 95 / 100 - 1)], ms[looks - 1]);
        });
  }

  private static PaymentFilter list(
      @Nullable String store,
      @Nullable String state,
      boolean open,
      boolean attention,
      @Nullable Cursor after) {
    boolean oldest = open || attention;
    return new PaymentFilter(
        null,
        store,
        null,
        state,
        null,
        null,
        null,
        Detail.NONE,
        open,
        attention,
        oldest,
        50,
        after);
  }
}
