package dev.facepay.console.read;

import dev.facepay.console.fold.Outcome;
import dev.facepay.payment.Channel;
import dev.facepay.payment.WireName;
import dev.facepay.runtime.store.BulkDocuments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** Sums over payments, from what is kept for each store and day. */
public final class Totals {

  private static final String FACE_PAID = Channel.FACE.wire() + " " + Outcome.SUCCEEDED.wire();

  /** Of lists of one length. */
  public static final Comparator<List<String>> WORD_BY_WORD =
      (one, other) -> {
        int order = 0;
        for (int i = 0; i < one.size() && order == 0; i++) {
          order = one.get(i).compareTo(other.get(i));
        }
        return order;
      };

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

    private String of(DaySum sum) {
      return switch (this) {
        case MERCHANT -> sum.place().merchant();
        case STORE -> sum.place().store();
        case DAY -> sum.place().day();
        case DEVICE -> sum.device();
        case CHANNEL -> sum.kind().substring(0, sum.kind().indexOf(' '));
        case STATE -> sum.kind().substring(sum.kind().indexOf(' ') + 1);
      };
    }
  }

  /**
   * @param parts by what it is told apart, in the order that was asked for
   */
  public record Row(Map<String, String> parts, long payments, long amountFen) {}

  private record Sum(long payments, long amountFen) {

    private Sum plus(Sum other) {
      return new Sum(payments + other.payments, amountFen + other.amountFen);
    }
  }

  /** Sorted by the parts. */
  public List<Row> sum(Scope scope, Collection<Part> by) {
    Map<List<String>, Sum> rows = new HashMap<>();
    for (DaySum one : sums.find(scope)) {
      List<String> key = new ArrayList<>(by.size());
      by.forEach(part -> key.add(part.of(one)));
      rows.merge(key, new Sum(one.count(), one.added()), Sum::plus);
    }
    return rows.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(WORD_BY_WORD))
        .map(one -> row(by, one.getKey(), one.getValue()))
        .toList();
  }

  private static Row row(Collection<Part> by, List<String> key, Sum sum) {
    Map<String, String> parts = new LinkedHashMap<>();
    Iterator<String> values = key.iterator();
    by.forEach(part -> parts.put(part.wire(), values.next()));
    return new Row(parts, sum.payments, sum.amountFen);
  }

  /** Those that succeeded by face: they need no report. */
  public List<DaySum> facePaid(Scope scope) {
    return sums.find(scope).stream().filter(sum -> sum.kind().equals(FACE_PAID)).toList();
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
