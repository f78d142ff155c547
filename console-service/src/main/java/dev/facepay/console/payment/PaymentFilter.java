package dev.facepay.console.payment;

import dev.facepay.console.documents.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which payments are wanted, in what order, from where on. Null: any.
 *
 * @param from requested at or after
 * @param to requested before
 * @param detail what no index leads to
 * @param limit 1 to {@link #LIMIT_MAX}
 */
public record PaymentFilter(
    @Nullable String merchant,
    @Nullable String store,
    @Nullable String device,
    @Nullable String state,
    @Nullable String reason,
    @Nullable Instant from,
    @Nullable Instant to,
    Detail detail,
    boolean openOnly,
    boolean attentionOnly,
    boolean oldestFirst,
    int limit,
    @Nullable Cursor after) {

  public static final int LIMIT_MAX = 200;

  /**
   * Whose documents must be looked at one by one. Null: any.
   *
   * @param fromFen at least
   * @param toFen at most
   * @param number how the payment's number begins or ends
   */
  public record Detail(@Nullable Long fromFen, @Nullable Long toFen, @Nullable String number) {

    public static final Detail NONE = new Detail(null, null, null);

    private void put(List<Document> conditions) {
      if (fromFen != null) {
        conditions.add(new Document("amount_fen", new Document("$gte", fromFen)));
      }
      if (toFen != null) {
        conditions.add(new Document("amount_fen", new Document("$lte", toFen)));
      }
      if (number != null) {
        String quoted = Pattern.quote(number);
        conditions.add(
            new Document(
                "out_trade_no", new Document("$regex", "^" + quoted + "|" + quoted + "$")));
      }
    }
  }

  /** Whether an index leads to its rows and to few others. */
  boolean isIndexed() {
    return detail.equals(Detail.NONE) && reason == null;
  }

  /** The same from there on. */
  public PaymentFilter after(@Nullable Cursor cursor) {
    return in(oldestFirst, limit, cursor);
  }

  /** The same against its order, from there on. */
  PaymentFilter back(@Nullable Cursor cursor) {
    return in(!oldestFirst, limit, cursor);
  }

  public PaymentFilter atMost(int rows) {
    return in(oldestFirst, rows, after);
  }

  private PaymentFilter in(boolean oldestFirst, int limit, @Nullable Cursor cursor) {
    return new PaymentFilter(
        merchant,
        store,
        device,
        state,
        reason,
        from,
        to,
        detail,
        openOnly,
        attentionOnly,
        oldestFirst,
        limit,
        cursor);
  }

  /** What the order goes by: the request, or the oldest thing to look at. */
  String key() {
    return attentionOnly ? PaymentDocument.ATTENTION_SINCE : PaymentDocument.REQUESTED_AT;
  }

  Document sort() {
    int direction = oldestFirst ? 1 : -1;
    return new Document(key(), direction).append("_id", direction);
  }

  /** Equalities first: they are cheap where there is no index. */
  Document filter() {
    Document filter = new Document();
    put(filter, "merchant_id", merchant);
    put(filter, "store_id", store);
    put(filter, "device_id", device);
    put(filter, PaymentDocument.STATE, state);
    put(filter, "reason", reason);
    put(filter, PaymentDocument.OPEN, openOnly ? Boolean.TRUE : null);
    List<Document> ranges = new ArrayList<>();
    detail.put(ranges);
    if (attentionOnly) {
      ranges.add(
          new Document(
              PaymentDocument.ATTENTION_SINCE, new Document("$gt", Date.from(Instant.EPOCH))));
    }
    if (from != null) {
      ranges.add(new Document(PaymentDocument.REQUESTED_AT, new Document("$gte", Date.from(from))));
    }
    if (to != null) {
      ranges.add(new Document(PaymentDocument.REQUESTED_AT, new Document("$lt", Date.from(to))));
    }
    if (after != null) {
      // By key and id, so that rows that come in meanwhile shift nothing.
      ranges.add(after.beyond(key(), oldestFirst));
    }
    if (!ranges.isEmpty()) {
      filter.append("$and", ranges);
    }
    return filter;
  }

  /** Of those rows the ones whose requests lie in there. */
  Document filter(Slices.Slice slice) {
    Document filter = filter();
    List<Document> conditions = new ArrayList<>(filter.getList("$and", Document.class, List.of()));
    conditions.add(
        new Document(
            PaymentDocument.REQUESTED_AT,
            new Document("$gte", Date.from(slice.from())).append("$lt", Date.from(slice.to()))));
    return filter.append("$and", conditions);
  }

  private static void put(Document filter, String name, @Nullable Object value) {
    if (value != null) {
      filter.append(name, value);
    }
  }
}
