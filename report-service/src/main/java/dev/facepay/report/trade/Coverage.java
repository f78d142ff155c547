package dev.facepay.report.trade;

import dev.facepay.payment.WireName;
import dev.facepay.report.read.Totals;
import dev.facepay.report.read.Totals.Part;
import dev.facepay.report.read.Totals.Scope;
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
 * the trades and payments when it is asked for.
 */
public final class Coverage {

  private static final List<Part> PLACE = List.of(Part.MERCHANT, Part.STORE, Part.DEVICE, Part.DAY);

  private final BulkDocuments trades;
  private final Totals payments;
  private final Duration lateAfter;

  /**
   * @param lateAfter how long after its payment a report counts as late
   */
  public Coverage(Trades trades, Totals payments, Duration lateAfter) {
    this.trades = trades.documents();
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
    for (Document found : sums(scope, new Document())) {
      long extra = number(found, "confirmations") - confirmed(found);
      change(rows, place(found), it -> it.plus(state(found), number(found, "n"), 0, extra));
    }
    for (Document found : sums(scope, late(now))) {
      change(rows, place(found), it -> it.plus(state(found), 0, number(found, "n"), 0));
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
    return trades.find(open(), new Document(TradeDocument.PAID_AT, 1), 1).stream()
        .map(found -> found.getDate(TradeDocument.PAID_AT).toInstant())
        .findFirst();
  }

  private static Document open() {
    List<String> states =
        List.of(ReportState.DUE.wire(), ReportState.ASKED.wire(), ReportState.FAILED.wire());
    return new Document(TradeDocument.STATE, new Document("$in", states));
  }

  /** Confirmed too late, or overdue now. */
  private Document late(Instant now) {
    Document overdue =
        open().append(TradeDocument.PAID_AT, new Document("$lt", Date.from(now.minus(lateAfter))));
    Document slow = new Document(TradeDocument.TOOK_MS, new Document("$gt", lateAfter.toMillis()));
    return new Document("$or", List.of(overdue, slow));
  }

  private List<Document> sums(Scope scope, Document more) {
    Document match = scope.filter();
    match.putAll(more);
    // A trade of which only a report is known has no day, and is no trade yet.
    List<Document> both =
        List.of(match, new Document(TradeDocument.PAID_AT, new Document("$ne", null)));
    return trades.aggregate(
        List.of(
            new Document("$match", new Document("$and", both)),
            new Document(
                "$group",
                new Document(
                        "_id",
                        new Document("merchant_id", "$merchant_id")
                            .append("store_id", "$store_id")
                            .append("device_id", "$device_id")
                            .append("day", "$" + TradeDocument.DAY)
                            .append("state", "$" + TradeDocument.STATE))
                    .append("n", new Document("$sum", 1))
                    .append(
                        "confirmations",
                        new Document("$sum", "$" + TradeDocument.CONFIRMATIONS)))));
  }

  private static void change(Map<Place, Row> rows, Place place, UnaryOperator<Row> change) {
    rows.put(place, change.apply(rows.getOrDefault(place, Row.empty(place))));
  }

  private static Place place(Document found) {
    Document id = found.get("_id", Document.class);
    return new Place(
        id.getString("merchant_id"),
        id.getString("store_id"),
        id.getString("device_id"),
        id.getString("day"));
  }

  private static ReportState state(Document found) {
    return WireName.parse(ReportState.class, found.get("_id", Document.class).getString("state"));
  }

  private static long confirmed(Document found) {
    return state(found) == ReportState.CONFIRMED ? number(found, "n") : 0;
  }

  private static long number(Document in, String name) {
    return in.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
