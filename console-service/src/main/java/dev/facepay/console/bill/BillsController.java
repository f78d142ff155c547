package dev.facepay.console.bill;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.Replies;
import dev.facepay.console.documents.Cursor;
import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.PaymentState;
import dev.facepay.console.payment.PaymentSummary;
import dev.facepay.console.totals.Totals;
import dev.facepay.console.totals.Totals.Part;
import dev.facepay.console.totals.Totals.Row;
import dev.facepay.http.FieldError.Code;
import dev.facepay.http.Problem;
import dev.facepay.payment.BillFact;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.runtime.Timekeeper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** WeChat's bills day by day, and what differs from them. */
@RestController
final class BillsController {

  private static final int DAYS = 7;
  private static final int DAYS_MAX = 92;
  private static final int LIMIT = 50;
  private static final List<Part> SOLD = List.of(Part.MERCHANT, Part.DAY, Part.STATE);

  private static final Comparator<Bill> NEWEST_FIRST =
      Comparator.comparing(Bill::day).reversed().thenComparing(Bill::merchant);

  private final BillStore bills;
  private final Totals totals;
  private final Timekeeper time;

  BillsController(BillStore bills, Totals totals, Timekeeper time) {
    this.bills = bills;
    this.totals = totals;
    this.time = time;
  }

  /**
   * @param zone the clock by which days are counted: WeChat's
   * @param rows the newest day first
   */
  record Bills(
      @JsonProperty("from_day") String fromDay,
      @JsonProperty("to_day") String toDay,
      String zone,
      List<Bill> rows) {}

  /**
   * One merchant's day.
   *
   * @param compared left out while it was not
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Bill(
      @JsonProperty("merchant_id") String merchant,
      String day,
      String state,
      @Nullable Compared compared) {}

  /**
   * The last comparison; amounts are the bill's.
   *
   * @param open differences
   */
  record Compared(
      String at,
      long lines,
      long open,
      @JsonProperty("gross_fen") long grossFen,
      @JsonProperty("coupon_fen") long couponFen,
      @JsonProperty("refund_fen") long refundFen,
      @JsonProperty("fee_fen") long feeFen,
      @JsonProperty("net_fen") long netFen) {

    static Compared of(DayReconciled told) {
      return new Compared(
          told.occurredAt().toString(),
          told.lines(),
          told.open(),
          told.grossFen(),
          told.couponFen(),
          told.refundFen(),
          told.feeFen(),
          told.netFen());
    }
  }

  @GetMapping("/v1/bills")
  ResponseEntity<Object> bills(
      @RequestParam(name = "from_day", required = false) @Nullable LocalDate fromDay,
      @RequestParam(name = "to_day", required = false) @Nullable LocalDate toDay,
      @RequestParam(name = "merchant_id", required = false) @Nullable String merchant) {
    Instant now = time.instant();
    LocalDate to = toDay == null ? now.atOffset(PaymentSummary.WECHAT_ZONE).toLocalDate() : toDay;
    LocalDate from = fromDay == null ? to.minusDays(DAYS - 1L) : fromDay;
    if (from.isAfter(to) || from.plusDays(DAYS_MAX).isBefore(to.plusDays(1))) {
      return Problem.invalid(
          "from_day", Code.OUT_OF_RANGE, "must be 1 to " + DAYS_MAX + " days before to_day ends");
    }
    TotalsFilter scope = new TotalsFilter(from, to, merchant, null, null);
    return Replies.fresh(
        new Bills(
            from.toString(), to.toString(), PaymentSummary.WECHAT_ZONE.getId(), rows(scope, now)));
  }

  /** Days with a bill, and days with sales that have none. */
  private List<Bill> rows(TotalsFilter scope, Instant now) {
    Map<String, Bill> rows = new TreeMap<>();
    for (Row sold : totals.sum(scope, SOLD)) {
      if (PaymentState.SUCCEEDED.wire().equals(sold.parts().get(Part.STATE.wire()))) {
        Bill none =
            none(
                sold.parts().getOrDefault(Part.MERCHANT.wire(), ""),
                LocalDate.parse(sold.parts().getOrDefault(Part.DAY.wire(), "")),
                now);
        rows.put(none.merchant() + none.day(), none);
      }
    }
    for (BillHistory told : bills.days(scope)) {
      Bill bill = bill(told, now);
      rows.put(bill.merchant() + bill.day(), bill);
    }
    return rows.values().stream().sorted(NEWEST_FIRST).toList();
  }

  private static Bill none(String merchant, LocalDate day, Instant now) {
    return new Bill(merchant, day.toString(), BillState.ofNone(day, now).wire(), null);
  }

  private static Bill bill(BillHistory told, Instant now) {
    BillFact any = told.any();
    return new Bill(
        any.merchant().value(),
        any.day().toString(),
        BillState.of(told, now).wire(),
        told.find(DayReconciled.class).map(Compared::of).orElse(null));
  }

  /**
   * The longest known first.
   *
   * @param nextCursor left out at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Differences(
      List<DifferenceView> differences, @JsonProperty("next_cursor") @Nullable String nextCursor) {}

  @GetMapping("/v1/differences")
  ResponseEntity<Object> differences(
      @RequestParam(name = "merchant_id", required = false) @Nullable String merchant,
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      @RequestParam(name = "day", required = false) @Nullable LocalDate day,
      @RequestParam(name = "open", required = false, defaultValue = "true") boolean openOnly,
      @RequestParam(name = "limit", required = false, defaultValue = "" + LIMIT) int limit,
      @RequestParam(name = "cursor", required = false) @Nullable Cursor cursor) {
    BillStore.Part part =
        bills.list(new DifferenceFilter(merchant, store, day, openOnly, limit, cursor));
    Cursor next = part.next();
    return Replies.fresh(new Differences(part.differences(), next == null ? null : next.text()));
  }
}
