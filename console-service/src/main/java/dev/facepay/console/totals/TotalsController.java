package dev.facepay.console.totals;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.Replies;
import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.PaymentSummary;
import dev.facepay.console.totals.Totals.Part;
import dev.facepay.console.totals.Totals.Row;
import dev.facepay.runtime.Timekeeper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sums over payments, and how stores and devices fare. */
@RestController
final class TotalsController {

  private static final Map<String, Part> NAMES =
      Arrays.stream(Part.values())
          .collect(Collectors.toUnmodifiableMap(TotalsController::name, part -> part));

  private final Totals totals;
  private final StoreFigures places;
  private final Timekeeper time;

  TotalsController(Totals totals, StoreFigures places, Timekeeper time) {
    this.totals = totals;
    this.places = places;
    this.time = time;
  }

  /**
   * @param zone the clock by which days are counted: WeChat's
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Sums(
      @JsonProperty("from_day") @Nullable String fromDay,
      @JsonProperty("to_day") @Nullable String toDay,
      String zone,
      @JsonProperty("group_by") List<String> groupBy,
      List<Sum> rows) {}

  /**
   * @param parts by what the row is told apart
   */
  record Sum(
      Map<String, String> parts,
      long payments,
      @JsonProperty("amount_fen") long amountFen,
      @JsonProperty("settled_fen") long settledFen,
      @JsonProperty("cash_fen") long cashFen,
      @JsonProperty("coupon_fen") long couponFen,
      long refunds,
      @JsonProperty("refunded_fen") long refundedFen) {

    static Sum of(Row row) {
      Totals.Money money = row.money();
      return new Sum(
          row.parts(),
          row.payments(),
          money.amount(),
          money.settled(),
          money.cash(),
          money.coupon(),
          row.refunds(),
          row.refundedFen());
    }
  }

  /**
   * @param zone the clock by which days are counted: WeChat's
   */
  record Fares(
      @JsonProperty("from_day") String fromDay,
      @JsonProperty("to_day") String toDay,
      String zone,
      List<StoreFigures.Fare> rows) {}

  @GetMapping("/v1/totals")
  ResponseEntity<Object> totals(
      @RequestParam(name = "group_by", required = false, defaultValue = "day,state")
          List<String> groupBy,
      @RequestParam(name = "from_day", required = false) @Nullable LocalDate fromDay,
      @RequestParam(name = "to_day", required = false) @Nullable LocalDate toDay,
      @RequestParam(name = "merchant_id", required = false) @Nullable String merchant,
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      @RequestParam(name = "device_id", required = false) @Nullable String device,
      @RequestParam(name = "format", required = false, defaultValue = "json") String format,
      @RequestParam(name = "coupons", required = false, defaultValue = "false") boolean coupons,
      @RequestParam(name = "refunds", required = false, defaultValue = "false") boolean refunds) {
    Set<Part> parts = new LinkedHashSet<>();
    for (String name : groupBy) {
      parts.add(Objects.requireNonNull(NAMES.get(name), name));
    }
    List<Row> rows = totals.sum(new TotalsFilter(fromDay, toDay, merchant, store, device), parts);
    return format.equals("csv")
        ? Replies.csv(csv(parts, rows, coupons, refunds))
        : Replies.fresh(
            new Sums(
                fromDay == null ? null : fromDay.toString(),
                toDay == null ? null : toDay.toString(),
                PaymentSummary.WECHAT_ZONE.getId(),
                parts.stream().map(TotalsController::name).toList(),
                rows.stream().map(Sum::of).toList()));
  }

  /** No value needs quotes: ids and words have neither commas nor line ends. */
  private static List<String> csv(
      Set<Part> parts, List<Row> rows, boolean coupons, boolean refunds) {
    List<String> lines = new ArrayList<>();
    String head = parts.stream().map(Part::wire).collect(Collectors.joining(","));
    lines.add(
        (head.isEmpty() ? "" : head + ",")
            + "payments,amount_fen"
            + (coupons ? ",settled_fen,cash_fen,coupon_fen" : "")
            + (refunds ? ",refunds,refunded_fen" : ""));
    for (Row row : rows) {
      String cells = String.join(",", row.parts().values());
      Totals.Money money = row.money();
      String paid =
          coupons ? "," + money.settled() + "," + money.cash() + "," + money.coupon() : "";
      String back = refunds ? "," + row.refunds() + "," + row.refundedFen() : "";
      lines.add(
          (cells.isEmpty() ? "" : cells + ",")
              + row.payments()
              + ","
              + row.amountFen()
              + paid
              + back);
    }
    return lines;
  }

  @GetMapping("/v1/stores")
  ResponseEntity<Object> stores(
      @RequestParam(name = "days", required = false, defaultValue = "1") int days) {
    return fares(days, List.of(Part.MERCHANT, Part.STORE));
  }

  @GetMapping("/v1/devices")
  ResponseEntity<Object> devices(
      @RequestParam(name = "days", required = false, defaultValue = "1") int days) {
    return fares(days, List.of(Part.MERCHANT, Part.STORE, Part.DEVICE));
  }

  private ResponseEntity<Object> fares(int days, List<Part> parts) {
    LocalDate today = time.instant().atOffset(PaymentSummary.WECHAT_ZONE).toLocalDate();
    LocalDate from = today.minusDays(days - 1L);
    return Replies.fresh(
        new Fares(
            from.toString(),
            today.toString(),
            PaymentSummary.WECHAT_ZONE.getId(),
            places.fares(from, today, parts)));
  }

  private static String name(Part part) {
    return part.wire().replace("_id", "");
  }
}
