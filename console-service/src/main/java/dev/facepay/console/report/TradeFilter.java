package dev.facepay.console.report;

import dev.facepay.console.documents.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which trades are wanted, from where on; the longest ago paid come first. Null: any.
 *
 * @param overdueOnly waiting for so long that a person was told
 * @param attentionOnly waiting, and it is known why
 * @param limit 1 to 500
 */
public record TradeFilter(
    @Nullable String merchant,
    @Nullable String store,
    @Nullable String device,
    @Nullable String state,
    boolean overdueOnly,
    boolean attentionOnly,
    int limit,
    @Nullable Cursor after) {

  String key() {
    return attentionOnly ? TradeDocument.ATTENTION_SINCE : TradeDocument.PAID_AT;
  }

  Document sort() {
    return new Document(key(), 1).append("_id", 1);
  }

  /** One of which only a report is known is no trade yet. */
  Document filter() {
    Document filter = new Document();
    put(filter, "merchant_id", merchant);
    put(filter, "store_id", store);
    put(filter, "device_id", device);
    put(filter, TradeDocument.STATE, state);
    put(filter, TradeDocument.ATTENTION, overdueOnly ? Boolean.TRUE : null);
    List<Document> ranges = new ArrayList<>();
    ranges.add(new Document(key(), new Document("$gt", Date.from(Instant.EPOCH))));
    if (after != null) {
      ranges.add(after.beyond(key(), true));
    }
    return filter.append("$and", ranges);
  }

  private static void put(Document filter, String name, @Nullable Object value) {
    if (value != null) {
      filter.append(name, value);
    }
  }
}
