package dev.facepay.console.totals;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.Replies;
import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.totals.Pace.Figures;
import dev.facepay.console.totals.Pace.Step;
import dev.facepay.http.FieldError.Code;
import dev.facepay.http.Problem;
import dev.facepay.runtime.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How payments go, for a chart: minute by minute or hour by hour. */
@RestController
final class PaceController {

  private static final Duration RECENT = Duration.ofHours(2);

  private final Pace pace;
  private final Timekeeper time;

  PaceController(Pace pace, Timekeeper time) {
    this.pace = pace;
    this.time = time;
  }

  /**
   * @param from the begin of the first row's minute or hour
   */
  record Course(String step, String from, String to, List<Row> rows, Row all) {}

  /**
   * @param at the begin of its minute or hour; null for all together
   * @param successRatio null if none is settled
   * @param p50Ms null if none was answered
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      @Nullable String at,
      long payments,
      long succeeded,
      long failed,
      long reversed,
      long open,
      long unknown,
      @JsonProperty("success_ratio") @Nullable Double successRatio,
      @JsonProperty("paid_fen") long paidFen,
      long refunds,
      @JsonProperty("refunded_fen") long refundedFen,
      @JsonProperty("net_fen") long netFen,
      @JsonProperty("p50_ms") @Nullable Long p50Ms,
      @JsonProperty("p95_ms") @Nullable Long p95Ms) {

    private static final String HEAD =
        "at,payments,succeeded,failed,reversed,open,unknown,success_ratio,paid_fen,refunds,"
            + "refunded_fen,net_fen,p50_ms,p95_ms";

    static Row of(@Nullable Instant at, Figures of) {
      double ratio = of.successRatio();
      return new Row(
          at == null ? null : PaymentView.time(at),
          of.payments(),
          of.succeeded(),
          of.failed(),
          of.reversed(),
          of.open(),
          of.unknown(),
          Double.isNaN(ratio) ? null : ratio,
          of.paidFen(),
          of.refunds(),
          of.refundedFen(),
          of.netFen(),
          number(of.p50Ms()),
          number(of.p95Ms()));
    }

    private static @Nullable Long number(OptionalLong given) {
      return given.isPresent() ? given.getAsLong() : null;
    }

    /** Empty between commas where there is nothing. */
    String line() {
      return Stream.of(
              at,
              payments,
              succeeded,
              failed,
              reversed,
              open,
              unknown,
              successRatio == null ? null : String.format(Locale.ROOT, "%.4f", successRatio),
              paidFen,
              refunds,
              refundedFen,
              netFen,
              p50Ms,
              p95Ms)
          .map(cell -> cell == null ? "" : cell.toString())
          .collect(Collectors.joining(","));
    }
  }

  @GetMapping("/v1/pace")
  ResponseEntity<Object> pace(
      @RequestParam(name = "step", required = false, defaultValue = "minute") String step,
      @RequestParam(name = "from", required = false) @Nullable Instant from,
      @RequestParam(name = "to", required = false) @Nullable Instant to,
      @RequestParam(name = "merchant_id", required = false) @Nullable String merchant,
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      @RequestParam(name = "device_id", required = false) @Nullable String device,
      @RequestParam(name = "format", required = false, defaultValue = "json") String format) {
    Step of = Step.valueOf(step.toUpperCase(Locale.ROOT));
    Instant end = to == null ? time.instant() : to;
    Instant begin = of.begin(from == null ? end.minus(RECENT) : from);
    if (!begin.isBefore(end) || of.between(begin, end) > of.most()) {
      return Problem.invalid(
          "from",
          Code.OUT_OF_RANGE,
          "must be before to, with at most %d of this step (%s) between them"
              .formatted(of.most(), step));
    }
    Pace.Course course =
        pace.course(new TotalsFilter(null, null, merchant, store, device), of, begin, end);
    List<Row> rows = course.rows().stream().map(it -> Row.of(it.at(), it.figures())).toList();
    if (format.equals("csv")) {
      List<String> lines = new ArrayList<>(List.of(Row.HEAD));
      rows.forEach(row -> lines.add(row.line()));
      return Replies.csv(lines);
    }
    return Replies.fresh(
        new Course(
            step,
            PaymentView.time(begin),
            PaymentView.time(end),
            rows,
            Row.of(null, course.all())));
  }
}
