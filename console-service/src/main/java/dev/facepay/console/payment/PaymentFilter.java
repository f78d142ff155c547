package dev.facepay.console.payment;

import dev.facepay.console.documents.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which payments are wanted, in what order, from where on. Null: any.
 *
 * @param from requested at or after
 * @param to requested before
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
    boolean openOnly,
    boolean attentionOnly,
    boolean oldestFirst,
    int limit,
    @Nullable Cursor after) {

  public static final int LIMIT_MAX = 200;

  /** The same from there on. */
  public PaymentFilter after(@Nullable Cursor cursor) {
    return new PaymentFilter(
        merchant,
        store,
        device,
        state,
        reason,
        from,
        to,
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

  private static void put(Document filter, String name, @Nullable Object value) {
    if (value != null) {
      filter.append(name, value);
    }
  }
}
