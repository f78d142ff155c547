package dev.facepay.console.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.facepay.console.Replies;
import dev.facepay.console.alarm.AlarmStore;
import dev.facepay.console.alarm.AlarmStore.Standing;
import dev.facepay.console.alarm.AlarmView;
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
import dev.facepay.runtime.operator.OperatorKeys.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a person must look at: payments, trades that are not reported, and bills that differ. */
@RestController
final class AttentionController {

  private static final int LIMIT = 50;

  /** Of an alarm's assignee no index knows: so many are looked at, in parts of this many. */
  private static final int PART = 200;

  private static final int PARTS_MAX = 10;

  private final PaymentReader reader;
  private final TradeStore trades;
  private final BillStore bills;
  private final AlarmStore alarms;

  AttentionController(PaymentReader reader, TradeStore trades, BillStore bills, AlarmStore alarms) {
    this.reader = reader;
    this.trades = trades;
    this.bills = bills;
    this.alarms = alarms;
  }

  /**
   * One list, oldest first by {@code attention_since}, told as three: so that each has its own
   * form.
   *
   * @param payments {@link PaymentView}s
   * @param reports {@link TradeView}s whose report is overdue, or failed for a known reason
   * @param differences {@link DifferenceView}s that no later bill has explained
   * @param nextCursor left out at the end
   * @param me who asks
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Attention(
      List<Item> payments,
      List<Item> reports,
      List<Item> differences,
      @JsonProperty("next_cursor") @Nullable String nextCursor,
      String me) {}

  /** A page with what people said of its alarm, as one. */
  record Item(@JsonUnwrapped Object page, @JsonUnwrapped AlarmView said) {}

  /**
   * @param page of what it is about
   */
  private record Row(Cursor at, Object page, Standing standing) {

    static Row of(PaymentView payment) {
      return of(payment, Standings.of(payment));
    }

    static Row of(TradeView report) {
      return of(report, Standings.of(report));
    }

    static Row of(DifferenceView difference) {
      return of(difference, Standings.of(difference));
    }

    private static Row of(Object page, Optional<Standing> standing) {
      Standing alarm = standing.orElseThrow();
      return new Row(new Cursor(alarm.since(), alarm.alarm().id()), page, alarm);
    }
  }

  private record Part(List<Row> rows, @Nullable Cursor next) {}

  /**
   * @param assigned {@code me}: to whoever asks; {@code nobody}; left out: all
   */
  @GetMapping("/v1/attention")
  ResponseEntity<Object> attention(
      @AuthenticationPrincipal Operator operator,
      @RequestParam(name = "merchant_id", required = false) @Nullable String merchant,
      @RequestParam(name = "store_id", required = false) @Nullable String store,
      @RequestParam(name = "assigned", required = false) @Nullable String assigned,
      @RequestParam(name = "limit", required = false, defaultValue = "" + LIMIT) int limit,
      @RequestParam(name = "cursor", required = false) @Nullable Cursor cursor) {
    if (assigned == null) {
      Part part = part(rows(merchant, store, limit + 1, cursor), limit);
      return Replies.fresh(told(part, alarms.views(standings(part.rows())), operator));
    }
    String assignee = assigned.equals("me") ? operator.name() : null;
    List<Row> kept = new ArrayList<>();
    Cursor next = cursor;
    for (int parts = 0; parts < PARTS_MAX && kept.size() <= limit; parts++) {
      Part part = part(rows(merchant, store, PART + 1, next), PART);
      Map<Standing, AlarmView> said = alarms.views(standings(part.rows()));
      Predicate<Row> wanted = row -> Objects.equals(view(said, row).assignee(), assignee);
      part.rows().stream().filter(wanted).forEach(kept::add);
      next = part.next();
      if (next == null) {
        break;
      }
    }
    Part part = part(kept, limit);
    Part shown = part.next() == null ? new Part(part.rows(), next) : part;
    return Replies.fresh(told(shown, alarms.views(standings(shown.rows())), operator));
  }

  private static List<Standing> standings(List<Row> rows) {
    return rows.stream().map(Row::standing).toList();
  }

  private static AlarmView view(Map<Standing, AlarmView> said, Row row) {
    return said.getOrDefault(row.standing(), AlarmView.NONE);
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

  /** One more of each than is shown tells whether the list goes on. */
  private static Part part(List<Row> rows, int limit) {
    // A payment and its own report may stand at one time: they are shown together.
    int end = Math.min(rows.size(), limit);
    while (end < rows.size() && end > 0 && rows.get(end).at().equals(rows.get(end - 1).at())) {
      end++;
    }
    List<Row> shown = rows.subList(0, end);
    return new Part(shown, end < rows.size() ? shown.getLast().at() : null);
  }

  private static Attention told(Part part, Map<Standing, AlarmView> said, Operator operator) {
    Cursor next = part.next();
    return new Attention(
        pages(part, PaymentView.class, said),
        pages(part, TradeView.class, said),
        pages(part, DifferenceView.class, said),
        next == null ? null : next.text(),
        operator.name());
  }

  private static List<Item> pages(Part part, Class<?> kind, Map<Standing, AlarmView> said) {
    return part.rows().stream()
        .filter(row -> kind.isInstance(row.page()))
        .map(row -> new Item(row.page(), view(said, row)))
        .toList();
  }
}
