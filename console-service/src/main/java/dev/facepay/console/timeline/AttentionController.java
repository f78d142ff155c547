package dev.facepay.console.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.console.Replies;
import dev.facepay.console.documents.Cursor;
import dev.facepay.console.payment.PaymentFilter;
import dev.facepay.console.payment.PaymentFilter.Detail;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.payment.PaymentView;
import dev.facepay.console.report.TradeFilter;
import dev.facepay.console.report.TradeStore;
import dev.facepay.console.report.TradeView;
import dev.facepay.http.CommonProblem;
import dev.facepay.http.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a person must look at: payments, and trades that are not reported. */
@RestController
final class AttentionController {

  private static final int LIMIT = 50;

  private final PaymentReader reader;
  private final TradeStore trades;

  AttentionController(PaymentReader reader, TradeStore trades) {
    this.reader = reader;
    this.trades = trades;
  }

  /**
   * One list, oldest first by {@code attention_since}, told as two: so that each has its own form.
   *
   * @param reports trades whose report is overdue, or failed for a known reason
   * @param nextCursor left out at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Attention(
      List<PaymentView> payments,
      List<TradeView> reports,
      @JsonProperty("next_cursor") @Nullable String nextCursor) {}

  private record Row(Cursor at, Optional<PaymentView> payment, Optional<TradeView> report) {

    static Row of(PaymentView payment) {
      return new Row(
          cursor(payment.attentionSince(), payment.id()), Optional.of(payment), Optional.empty());
    }

    static Row of(TradeView report) {
      return new Row(
          cursor(report.attentionSince(), report.id()), Optional.empty(), Optional.of(report));
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
      @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
    if (limit < 1 || limit > PaymentFilter.LIMIT_MAX) {
      return Problem.reply(
          CommonProblem.INVALID_REQUEST, "limit is 1 to " + PaymentFilter.LIMIT_MAX);
    }
    Optional<Cursor> after = Optional.ofNullable(cursor).flatMap(Cursor::parse);
    if (cursor != null && after.isEmpty()) {
      return Problem.reply(CommonProblem.INVALID_REQUEST, "cursor is none of ours");
    }
    // One more of each than is shown tells whether the list goes on.
    return Replies.fresh(part(rows(merchant, store, limit + 1, after.orElse(null)), limit));
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
    rows.sort(Comparator.comparing(Row::at).thenComparing(row -> row.report().isPresent()));
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
        shown.stream().flatMap(row -> row.payment().stream()).toList(),
        shown.stream().flatMap(row -> row.report().stream()).toList(),
        end < rows.size() ? shown.getLast().at().text() : null);
  }
}
