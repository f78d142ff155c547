package dev.facepay.report.trade;

import dev.facepay.payment.WireName;
import dev.facepay.report.read.DaySums;
import dev.facepay.report.read.Scope;
import dev.facepay.report.read.Totals;
import dev.facepay.report.read.Totals.Part;
import dev.facepay.runtime.store.BulkDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bson.Document;

/**
 * How much of what must be reported is: per merchant, store, device and WeChat's day. Summed from
 * what is kept for each store and day; what is late is counted when it is asked for.
 */
public final class Coverage {

  private static final List<Part> PLACE = List.of(Part.MERCHANT, Part.STORE, Part.DEVICE, Part.DAY);

  private final BulkDocuments trades;
  private final DaySums sums;
  private final Totals payments;
  private final Duration lateAfter;

  /**
   * @param lateAfter how long after its payment a report counts as late
   */
  public Coverage(Trades trades, Totals payments, Duration lateAfter) {
    this.trades = trades.documents();
    this.sums = trades.sums();
    this.payments = payments;
    this.lateAfter = lateAfter;
  }

  /** Where and when. */
  public record Place(String merchant, String store, String device, String day)
      implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
      return text().compareTo(other.text());
    }

    private String text() {
      return String.join("\u0000", day, merchant, store, device);
    }
  }

  /**
   * @param trades all that succeeded there: by face, by code, and elsewhere
   * @param due those that must be reported: no face payments, and none whose money went back first
   * @param reported those of them whose device has answered
   * @param confirmed those whose SDK took the report
   * @param failed those whose device could not report so far
   * @param late those reported, or not yet reported, later than the set time after their payment
   * @param duplicates reports beyond the first of a trade that an SDK took: 0, or something is
   *     wrong
   */
  public record Row(
      Place place,
      long trades,
      long due,
      long reported,
      long confirmed,
      long failed,
      long late,
      long duplicates) {

    static Row empty(Place place) {
      return new Row(place, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Of what is due, the part that is confirmed; empty where nothing is due. */
    public Optional<Double> ratio() {
      return due == 0 ? Optional.empty() : Optional.of((double) confirmed / due);
    }

    Row plusFace(long count) {
      return new Row(place, trades + count, due, reported, confirmed, failed, late, duplicates);
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
          duplicates + other.duplicates);
    }

    Row plus(ReportState state, long count, long lateOnes, long extra) {
      boolean isDue = state != ReportState.NOT_DUE;
      boolean told = state == ReportState.CONFIRMED || state == ReportState.FAILED;
      return new Row(
          place,
          trades + count,
          due + (isDue ? count : 0),
          reported + (told ? count : 0),
          confirmed + (state == ReportState.CONFIRMED ? count : 0),
          failed + (state == ReportState.FAILED ? count : 0),
          late + (isDue ? lateOnes : 0),
          duplicates + extra);
    }
  }

  private static String part(Map<String, String> parts, String name) {
    return Objects.requireNonNull(parts.get(name), name);
  }

  /** Sorted by day, merchant, store, device. */
  public List<Row> rows(Scope scope, Instant now) {
    Map<Place, Row> rows = new TreeMap<>();
    for (Totals.Row row : payments.sumFacePaid(scope, PLACE)) {
      Map<String, String> at = row.parts();
      Place place =
          new Place(
              part(at, "merchant_id"),
              part(at, "store_id"),
              part(at, "device_id"),
              part(at, "day"));
      change(rows, place, it -> it.plusFace(row.payments()));
    }
    for (Document day : sums.find(scope)) {
      for (Document row : day.getList(DaySums.ROWS, Document.class)) {
        if (scope.has(row)) {
          long count = DaySums.number(row, DaySums.COUNT);
          ReportState state = state(row);
          long confirmed = state == ReportState.CONFIRMED ? count : 0;
          long extra = DaySums.number(row, TradeDocument.CONFIRMATIONS) - confirmed;
          change(rows, place(day, row), it -> it.plus(state, count, 0, extra));
        }
      }
    }
    for (Document late : late(now)) {
      for (Document found : lateOnes(scope, late)) {
        Document id = found.get("_id", Document.class);
        long count = DaySums.number(found, "n");
        change(rows, place(id, id), it -> it.plus(state(id), 0, count, 0));
      }
    }
    return new ArrayList<>(rows.values());
  }

  /** All rows in one, without a place. */
  public static Row total(List<Row> rows) {
    Row sum = Row.empty(new Place("", "", "", ""));
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

  /** Overdue now, and confirmed too late: few, and each found by an index. */
  private List<Document> late(Instant now) {
    Document longAgo = new Document("$lt", Date.from(now.minus(lateAfter)));
    return List.of(
        open().append(TradeDocument.PAID_AT, longAgo),
        new Document(TradeDocument.TOOK_MS, new Document("$gt", lateAfter.toMillis())));
  }

  private List<Document> lateOnes(Scope scope, Document late) {
    List<Document> both = List.of(late, scope.filter());
    Document place =
        new Document("merchant_id", "$merchant_id")
            .append("store_id", "$store_id")
            .append("device_id", "$device_id")
            .append("day", "$" + TradeDocument.DAY)
            .append("state", "$" + TradeDocument.STATE);
    return trades.aggregate(
        List.of(
            new Document("$match", new Document("$and", both)),
            new Document(
                "$group", new Document("_id", place).append("n", new Document("$sum", 1)))));
  }

  private static void change(Map<Place, Row> rows, Place place, UnaryOperator<Row> change) {
    rows.put(place, change.apply(rows.getOrDefault(place, Row.empty(place))));
  }

  private static Place place(Document day, Document row) {
    return new Place(
        day.getString("merchant_id"),
        day.getString("store_id"),
        row.getString("device_id"),
        day.getString("day"));
  }

  private static ReportState state(Document row) {
    return WireName.parse(ReportState.class, row.getString("state"));
  }
}
