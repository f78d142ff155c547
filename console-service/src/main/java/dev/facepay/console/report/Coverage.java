package dev.facepay.console.report;

import dev.facepay.console.documents.DaySum;
import dev.facepay.console.documents.DaySums;
import dev.facepay.console.documents.SumDefinition;
import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.totals.Totals;
import dev.facepay.payment.WireName;
import dev.facepay.runtime.store.BulkDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/**
 * How much of what must be reported is: per merchant, store, device and WeChat's day. Summed from
 * what is kept for each store and day; what is late is counted when it is asked for.
 */
public final class Coverage {

  private static final Comparator<Row> ORDER =
      Comparator.comparing(
          Row::place,
          Comparator.comparing(DeviceDay::day)
              .thenComparing(DeviceDay::merchant)
              .thenComparing(DeviceDay::store)
              .thenComparing(DeviceDay::device));

  private final BulkDocuments trades;
  private final DaySums sums;
  private final Totals payments;
  private final Duration lateAfter;

  /**
   * @param lateAfter how long after its payment a report counts as late
   */
  public Coverage(TradeStore trades, Totals payments, Duration lateAfter) {
    this.trades = trades.documents();
    this.sums = trades.sums();
    this.payments = payments;
    this.lateAfter = lateAfter;
  }

  /** Where and when. */
  public record DeviceDay(String merchant, String store, String device, String day) {}

  /**
   * @param trades all that succeeded there: by face, by code, and elsewhere
   * @param due those that must be reported: no face payments, and none whose money went back first
   * @param reported those of them whose device has answered
   * @param confirmed those whose SDK took the report
   * @param failed those whose device could not report so far
   * @param late those reported, or not yet reported, later than the set time after their payment
   * @param duplicates reports beyond the first of a trade that an SDK took: 0, or something is
   *     wrong
   * @param resolved those that a person ended: by hand or not at all, no device has confirmed them;
   *     due all the same, and in none of the other columns
   */
  public record Row(
      DeviceDay place,
      long trades,
      long due,
      long reported,
      long confirmed,
      long failed,
      long late,
      long duplicates,
      long resolved) {

    static Row empty(DeviceDay place) {
      return new Row(place, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Of what is due, the part that is confirmed; empty where nothing is due. */
    public Optional<Double> ratio() {
      return due == 0 ? Optional.empty() : Optional.of((double) confirmed / due);
    }

    static Row face(DaySum sum) {
      return new Row(Coverage.place(sum), sum.count(), 0, 0, 0, 0, 0, 0, 0);
    }

    static Row reports(DaySum sum) {
      ReportState state = WireName.parse(ReportState.class, sum.kind());
      long due = state == ReportState.NOT_DUE ? 0 : sum.count();
      long confirmed = state == ReportState.CONFIRMED ? sum.count() : 0;
      long failed = state == ReportState.FAILED ? sum.count() : 0;
      return new Row(
          Coverage.place(sum),
          sum.count(),
          due,
          confirmed + failed,
          confirmed,
          failed,
          0,
          sum.added(0) - confirmed,
          state == ReportState.RESOLVED ? sum.count() : 0);
    }

    static Row late(DeviceDay place, long count) {
      return new Row(place, 0, 0, 0, 0, 0, count, 0, 0);
    }

    Row plus(Row other) {
      return new Row(
          place,
          trades + other.trades,
          due + other.due,
          reported + other.reported,
          confirmed + other.confirmed,
          failed + other.failed,
          late + other.late,
          duplicates + other.duplicates,
          resolved + other.resolved);
    }
  }

  /** Sorted by day, merchant, store, device. */
  public List<Row> rows(TotalsFilter scope, Instant now) {
    // As they come: a database that reads by day has them nearly sorted.
    Map<DeviceDay, Row> rows = new LinkedHashMap<>();
    payments.facePaid(scope).forEach(sum -> add(rows, Row.face(sum)));
    sums.find(scope).forEach(sum -> add(rows, Row.reports(sum)));
    for (Document late : late(now)) {
      for (Document found : lateOnes(scope, late)) {
        DeviceDay place = place(found.get("_id", Document.class));
        add(rows, Row.late(place, SumDefinition.number(found, "n")));
      }
    }
    return rows.values().stream().sorted(ORDER).toList();
  }

  private static void add(Map<DeviceDay, Row> rows, Row row) {
    rows.merge(row.place(), row, Row::plus);
  }

  /** All rows in one, without a place. */
  public static Row total(List<Row> rows) {
    Row sum = Row.empty(new DeviceDay("", "", "", ""));
    for (Row row : rows) {
      sum = sum.plus(row);
    }
    return sum;
  }

  /** When the oldest trade was paid whose report is not confirmed. */
  Optional<Instant> oldestOpen() {
    Document paid = new Document("$gt", Date.from(Instant.EPOCH));
    Document filter = open().append(TradeDocument.PAID_AT, paid);
    Document oldest = new Document(TradeDocument.PAID_AT, 1).append("_id", 1);
    return trades.find(filter, oldest, 1).stream()
        .map(found -> found.getDate(TradeDocument.PAID_AT).toInstant())
        .findFirst();
  }

  private static Document open() {
    return new Document(TradeDocument.OPEN, true);
  }

  /** Overdue now, and confirmed too late: both are due; few, and each found by an index. */
  private List<Document> late(Instant now) {
    Document longAgo = new Document("$lt", Date.from(now.minus(lateAfter)));
    return List.of(
        open().append(TradeDocument.PAID_AT, longAgo),
        new Document(TradeDocument.TOOK_MS, new Document("$gt", lateAfter.toMillis())));
  }

  /** What is late comes first: few, whatever the scope, and only the first may lead to an index. */
  private List<Document> lateOnes(TotalsFilter scope, Document late) {
    Document by =
        new Document("merchant_id", "$merchant_id")
            .append("store_id", "$store_id")
            .append("device_id", "$device_id")
            .append(TradeDocument.DAY, "$" + TradeDocument.DAY);
    return trades.aggregate(
        List.of(
            new Document("$match", late),
            new Document("$match", scope.filter()),
            new Document("$group", new Document("_id", by).append("n", new Document("$sum", 1)))));
  }

  private static DeviceDay place(Document id) {
    return new DeviceDay(
        id.getString("merchant_id"),
        id.getString("store_id"),
        id.getString("device_id"),
        id.getString(TradeDocument.DAY));
  }

  private static DeviceDay place(DaySum sum) {
    return new DeviceDay(
        sum.place().merchant(), sum.place().store(), sum.device(), sum.place().day());
  }
}
