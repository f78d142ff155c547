package dev.facepay.console.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.Replies;
import dev.facepay.console.bill.BillStore;
import dev.facepay.console.bill.DifferenceFilter;
import dev.facepay.console.bill.DifferenceView;
import dev.facepay.console.documents.Cursor;
import dev.facepay.console.payment.PaymentFilter;
import dev.facepay.console.payment.PaymentFilter.Detail;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.report.TradeFilter;
import dev.facepay.console.report.TradeStore;
import dev.facepay.console.report.TradeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a person must look at: payments, trades that are not reported, and bills that differ. */
@RestController
final class AttentionController {

  private static final int LIMIT = 50;

  private final PaymentReader reader;
  private final TradeStore trades;
  private final BillStore bills;

  AttentionController(PaymentReader reader, TradeStore trades, BillStore bills) {
    this.reader = reader;
    this.trades = trades;
    this.bills = bills;
  }

  /**
   * One list, oldest first by {@code attention_since}, told as three: so that each has its own
   * form.
   *
   * @param reports trades whose report is overdue, or failed for a known reason
   * @param differences that no later bill has explained
   * @param nextCursor left out at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Attention(
      List<PaymentView> payments,
      List<TradeView> reports,
      List<DifferenceView> differences,
      @JsonProperty("next_cursor") @Nullable String nextCursor) {}

  /**
   * @param page of what it is about
   */
  private record Row(Cursor at, Object page) {

    static Row of(PaymentView payment) {
      return new Row(cursor(payment.attentionSince(), payment.id()), payment);
    }

    static Row of(TradeView report) {
      return new Row(cursor(report.attentionSince(), report.id()), report);
    }

    static Row of(DifferenceView difference) {
      return new Row(cursor(difference.attentionSince(), difference.id()), difference);
    }

    private static Cursor cursor(@Nullable String since, String id) {
      return new Cursor(Instant.parse(Objects.requireNonNull(since, id)), id);
    }
  }

  @GetMapping("/v1/attention")
  ResponseEntity<Object> attention(
      @RequestParam(name = "merchant_id", required = false) @Nullable String merchant,
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      @RequestParam(name = "limit", required = false, defaultValue = "" + LIMIT) int limit,
      @RequestParam(name = "cursor", required = false) @Nullable Cursor cursor) {
    // One more of each than is shown tells whether the list goes on.
    return Replies.fresh(part(rows(merchant, store, limit + 1, cursor), limit));
  }

  private List<Row> rows(
      @Nullable String merchant, @Nullable String store, int limit, @Nullable Cursor after) {
    List<Row> rows = new ArrayList<>();
    reader
        .list(
            new PaymentFilter(
                merchant,
                store,
                null,
                null,
                null,
                null,
                null,
                Detail.NONE,
                false,
                true,
                true,
                limit,
                after))
        .payments()
        .forEach(payment -> rows.add(Row.of(payment)));
    trades
        .list(new TradeFilter(merchant, store, null, null, false, true, limit, after))
        .trades()
        .forEach(report -> rows.add(Row.of(report)));
    bills
        .open(new DifferenceFilter(merchant, store, null, true, limit, after))
        .forEach(difference -> rows.add(Row.of(difference)));
    rows.sort(Comparator.comparing(Row::at).thenComparing(row -> row.page() instanceof TradeView));
    return rows;
  }

  private static Attention part(List<Row> rows, int limit) {
    // A payment and its own report may stand at one time: they are shown together.
    int end = Math.min(rows.size(), limit);
    while (end < rows.size() && end > 0 && rows.get(end).at().equals(rows.get(end - 1).at())) {
      end++;
    }
    List<Row> shown = rows.subList(0, end);
    return new Attention(
        pages(shown, PaymentView.class),
        pages(shown, TradeView.class),
        pages(shown, DifferenceView.class),
        end < rows.size() ? shown.getLast().at().text() : null);
  }

  private static <P> List<P> pages(List<Row> rows, Class<P> kind) {
    return rows.stream().map(Row::page).filter(kind::isInstance).map(kind::cast).toList();
  }
}
