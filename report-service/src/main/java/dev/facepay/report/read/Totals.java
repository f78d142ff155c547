package dev.facepay.report.read;

import dev.facepay.payment.Channel;
import dev.facepay.payment.WireName;
import dev.facepay.report.fold.Outcome;
import dev.facepay.runtime.store.BulkDocuments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.bson.Document;

/** Sums over payments, from what is kept for each store and day. */
public final class Totals {

  private final BulkDocuments documents;
  private final DaySums sums;

  public Totals(Stories stories) {
    this.documents = stories.documents();
    this.sums = stories.sums();
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

    private String of(Document place, Document row) {
      Document in = this == MERCHANT || this == STORE || this == DAY ? place : row;
      return Objects.requireNonNullElse(in.getString(wire), "");
    }
  }

  /**
   * @param parts by what it is told apart, in the order that was asked for
   */
  public record Row(Map<String, String> parts, long payments, long amountFen) {

    private Row plus(Row other) {
      return new Row(parts, payments + other.payments, amountFen + other.amountFen);
    }
  }

  /** Sorted by the parts. */
  public List<Row> sum(Scope scope, Collection<Part> by) {
    return sum(scope, by, row -> true);
  }

  /** Those that succeeded by face: they need no report. */
  public List<Row> sumFacePaid(Scope scope, Collection<Part> by) {
    return sum(
        scope,
        by,
        row ->
            Channel.FACE.wire().equals(row.getString("channel"))
                && Outcome.SUCCEEDED.wire().equals(row.getString(StoryDocument.STATE)));
  }

  private List<Row> sum(Scope scope, Collection<Part> by, Predicate<Document> wanted) {
    Map<List<String>, Row> rows = new HashMap<>();
    for (Document place : sums.find(scope)) {
      for (Document row : place.getList(DaySums.ROWS, Document.class)) {
        if (scope.has(row) && wanted.test(row)) {
          List<String> key = new ArrayList<>(by.size());
          by.forEach(part -> key.add(part.of(place, row)));
          long payments = DaySums.number(row, DaySums.COUNT);
          long amountFen = DaySums.number(row, "amount_fen");
          rows.merge(key, new Row(parts(by, key), payments, amountFen), Row::plus);
        }
      }
    }
    return rows.entrySet().stream()
        .sorted(Comparator.comparing(one -> String.join("\u0000", one.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static Map<String, String> parts(Collection<Part> by, List<String> key) {
    Map<String, String> parts = new LinkedHashMap<>();
    Iterator<String> values = key.iterator();
    by.forEach(part -> parts.put(part.wire(), values.next()));
    return parts;
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
