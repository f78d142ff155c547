package dev.facepay.console.report;

import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.PaymentSummary;
import dev.facepay.console.report.Coverage.Row;
import dev.facepay.runtime.Timekeeper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The coverage of the last seven of WeChat's days as {@code facepay_report_coverage_*}, and what of
 * it is open as {@code facepay_report_jobs_*}.
 */
final class CoverageMeter {

  private static final int DAYS = 7;

  private final Coverage coverage;
  private final Timekeeper time;
  private volatile Row total = Coverage.total(List.of());
  private volatile @Nullable Instant oldest;

  CoverageMeter(Coverage coverage, Timekeeper time, MeterRegistry meters) {
    this.coverage = coverage;
    this.time = time;
    gauge(meters, "coverage.trades", "Trades that succeeded", Row::trades);
    gauge(meters, "coverage.due", "Trades that must be reported", Row::due);
    gauge(meters, "coverage.reported", "Due trades whose device has answered", Row::reported);
    gauge(meters, "coverage.confirmed", "Due trades whose SDK took the report", Row::confirmed);
    gauge(meters, "coverage.failed", "Due trades that could not be reported so far", Row::failed);
    gauge(meters, "coverage.late", "Due trades that were or are overdue", Row::late);
    gauge(meters, "coverage.resolved", "Due trades that a person ended", Row::resolved);
    gauge(meters, "coverage.duplicates", "Reports beyond a trade's first: 0", Row::duplicates);
    gauge(
        meters,
        "coverage.ratio",
        "Confirmed of due, 0 to 1; 1 where nothing is due",
        row -> row.ratio().orElse(1.0));
    gauge(
        meters,
        "jobs.open",
        "Reports that are neither confirmed nor ended by a person",
        row -> row.due() - row.confirmed() - row.resolved());
    Gauge.builder("facepay.report.jobs.oldest.seconds", this, CoverageMeter::oldestSeconds)
        .description(
            "Age of the oldest trade whose report is neither confirmed nor ended by a person; 0:"
                + " none")
        .register(meters);
  }

  private void gauge(
      MeterRegistry meters, String name, String description, ToDoubleFunction<Row> value) {
    Gauge.builder("facepay.report." + name, this, it -> value.applyAsDouble(it.total))
        .description(description + ", in WeChat's last " + DAYS + " days")
        .register(meters);
  }

  private double oldestSeconds() {
    Instant since = oldest;
    return since == null
        ? 0
        : Math.max(0, Duration.between(since, time.instant()).toMillis() / 1000.0);
  }

  void count() {
    Instant now = time.instant();
    LocalDate today = now.atOffset(PaymentSummary.WECHAT_ZONE).toLocalDate();
    TotalsFilter scope = new TotalsFilter(today.minusDays(DAYS - 1L), today, null, null, null);
    total = Coverage.total(coverage.rows(scope, now));
    oldest = coverage.oldestOpen().orElse(null);
  }
}
