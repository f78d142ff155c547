package dev.facepay.console.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.Replies;
import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.PaymentSummary;
import dev.facepay.console.report.Coverage.DeviceDay;
import dev.facepay.console.report.Coverage.Row;
import dev.facepay.runtime.Timekeeper;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How much of what must be reported to WeChat is: for people, and as the file for WeChat. */
@RestController
final class CoverageController {

  private static final String HEAD =
      "day,mch_id,store_id,device_id,trades,due,reported,confirmed,failed,late,duplicates,ratio,resolved";

  private final Coverage coverage;
  private final Timekeeper time;

  CoverageController(Coverage coverage, Timekeeper time) {
    this.coverage = coverage;
    this.time = time;
  }

  /**
   * @param zone the clock by which days are counted: WeChat's
   * @param total of all rows
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Report(
      @JsonProperty("from_day") @Nullable String fromDay,
      @JsonProperty("to_day") @Nullable String toDay,
      String zone,
      Counts total,
      List<Line> rows) {}

  /** One device's day. */
  record Line(
      String day,
      @JsonProperty("merchant_id") String merchant,
      @JsonProperty("store_id") String store,
      @JsonProperty("device_id") String device,
      Counts counts) {}

  /**
   * @param ratio confirmed of due, 0 to 1; null where nothing is due
   * @param resolved ended by a person without a device's confirmation: due, and not in the ratio
   */
  record Counts(
      long trades,
      long due,
      long reported,
      long confirmed,
      long failed,
      long late,
      long duplicates,
      @Nullable Double ratio,
      long resolved) {

    static Counts of(Row row) {
      return new Counts(
          row.trades(),
          row.due(),
          row.reported(),
          row.confirmed(),
          row.failed(),
          row.late(),
          row.duplicates(),
          row.ratio().orElse(null),
          row.resolved());
    }
  }

  @GetMapping("/v1/coverage")
  ResponseEntity<Object> coverage(
      @RequestParam(name = "from_day", required = false) @Nullable LocalDate fromDay,
      @RequestParam(name = "to_day", required = false) @Nullable LocalDate toDay,
      @RequestParam(name = "merchant_id", required = false) @Nullable String merchant,
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      @RequestParam(name = "device_id", required = false) @Nullable String device) {
    List<Row> rows =
        coverage.rows(new TotalsFilter(fromDay, toDay, merchant, store, device), time.instant());
    return Replies.fresh(
        new Report(
            fromDay == null ? null : fromDay.toString(),
            toDay == null ? null : toDay.toString(),
            PaymentSummary.WECHAT_ZONE.getId(),
            Counts.of(Coverage.total(rows)),
            rows.stream().map(CoverageController::line).toList()));
  }

  /** The file to hand to WeChat for acceptance. */
  @GetMapping("/v1/coverage.csv")
  ResponseEntity<Object> csv(
      @RequestParam(name = "from_day", required = false) @Nullable LocalDate fromDay,
      @RequestParam(name = "to_day", required = false) @Nullable LocalDate toDay,
      @RequestParam(name = "merchant_id", required = false) @Nullable String merchant,
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      @RequestParam(name = "device_id", required = false) @Nullable String device) {
    List<Row> rows =
        coverage.rows(new TotalsFilter(fromDay, toDay, merchant, store, device), time.instant());
    StringBuilder text = new StringBuilder(HEAD).append("\r\n");
    rows.forEach(row -> text.append(csv(row)).append("\r\n"));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"coverage.csv\"")
        .contentType(Replies.CSV)
        .body(text.toString());
  }

  private static Line line(Row row) {
    DeviceDay at = row.place();
    return new Line(at.day(), at.merchant(), at.store(), at.device(), Counts.of(row));
  }

  /** By RFC 4180. No value needs quotes: ids have neither commas nor line ends. */
  private static String csv(Row row) {
    DeviceDay at = row.place();
    String ratio = row.ratio().map(it -> String.format(Locale.ROOT, "%.4f", it)).orElse("");
    return "%s,%s,%s,%s,%d,%d,%d,%d,%d,%d,%d,%s,%d"
        .formatted(
            at.day(),
            at.merchant(),
            at.store(),
            at.device(),
            row.trades(),
            row.due(),
            row.reported(),
            row.confirmed(),
            row.failed(),
            row.late(),
            row.duplicates(),
            ratio,
            row.resolved());
  }
}
