package dev.facepay.report.read;

import dev.facepay.payment.Channel;
import dev.facepay.payment.WireName;
import dev.facepay.report.fold.Outcome;
import dev.facepay.runtime.store.BulkDocuments;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the payments themselves, made when they are asked for: what was never written down
 * apart can't disagree.
 */
public final class Totals {

  private final BulkDocuments documents;

  public Totals(Stories stories) {
    this.documents = stories.documents();
  }

  /** What rows can be told apart by. */
  public enum Part implements WireName {
    MERCHANT("merchant_id"),
    STORE("store_id"),
    DEVICE("device_id"),
    DAY("day"),
    CHANNEL("channel"),
    STATE("state");

    private final String wire;

    Part(String wire) {
      this.wire = wire;
    }

    @Override
    public String wire() {
      return wire;
    }
  }

  /**
   * Over which payments. Null: any.
   *
   * @param fromDay WeChat's day, UTC+8
   * @param toDay included
   */
  public record Scope(
      @Nullable LocalDate fromDay,
      @Nullable LocalDate toDay,
      @Nullable String merchant,
      @Nullable String store,
      @Nullable String device) {

    public static final Scope ALL = new Scope(null, null, null, null, null);

    public Document filter() {
      Document filter = new Document();
      if (merchant != null) {
        filter.append("merchant_id", merchant);
      }
      if (store != null) {
        filter.append("store_id", store);
      }
      if (device != null) {
        filter.append("device_id", device);
      }
      if (fromDay != null && fromDay.equals(toDay)) {
        return filter.append("day", fromDay.toString());
      }
      Document days = new Document();
      if (fromDay != null) {
        days.append("$gte", fromDay.toString());
      }
      if (toDay != null) {
        days.append("$lte", toDay.toString());
      }
      return days.isEmpty() ? filter : filter.append("day", days);
    }
  }

  /**
   * @param parts by what it is told apart, in the order that was asked for
   */
  public record Row(Map<String, String> parts, long payments, long amountFen) {}

  /** Sorted by the parts. */
  public List<Row> sum(Scope scope, Collection<Part> by) {
    return sum(scope.filter(), by);
  }

  /** Those that succeeded by face: they need no report. */
  public List<Row> sumFacePaid(Scope scope, Collection<Part> by) {
    Document filter =
        scope
            .filter()
            .append("channel", Channel.FACE.wire())
            .append(StoryDocument.STATE, Outcome.SUCCEEDED.wire());
    return sum(filter, by);
  }

  private List<Row> sum(Document filter, Collection<Part> by) {
    Document group = new Document();
    by.forEach(part -> group.append(part.wire(), "$" + part.wire()));
    List<Document> pipeline =
        List.of(
            new Document("$match", filter),
            new Document(
                "$group",
                new Document("_id", group.isEmpty() ? null : group)
                    .append("payments", new Document("$sum", 1))
                    .append("amount_fen", new Document("$sum", "$amount_fen"))));
    List<Row> rows = new ArrayList<>();
    for (Document found : documents.aggregate(pipeline)) {
      Map<String, String> parts = new LinkedHashMap<>();
      Document id = by.isEmpty() ? new Document() : found.get("_id", Document.class);
      by.forEach(part -> parts.put(part.wire(), id.getString(part.wire())));
      rows.add(new Row(parts, number(found, "payments"), number(found, "amount_fen")));
    }
    rows.sort(Comparator.comparing(row -> String.join("\u0000", row.parts().values())));
    return rows;
  }

  private static long number(Document in, String name) {
    return in.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** What is open now, by state: how many, and since when the oldest. */
  public List<Document> open() {
    return documents.aggregate(
        List.of(
            new Document("$match", new Document(StoryDocument.OPEN, true)),
            new Document(
                "$group",
                new Document("_id", "$" + StoryDocument.STATE)
                    .append("payments", new Document("$sum", 1))
                    .append("oldest", new Document("$min", "$" + StoryDocument.REQUESTED_AT)))));
  }
}
