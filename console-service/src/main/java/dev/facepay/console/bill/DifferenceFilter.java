package dev.facepay.console.bill;

import dev.facepay.console.documents.Cursor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which differences are wanted, from where on. Null: any.
 *
 * @param day WeChat's, of the bill
 * @param openOnly those that no later bill has explained
 * @param limit 1 to 500
 */
public record DifferenceFilter(
    @Nullable String merchant,
    @Nullable String store,
    @Nullable LocalDate day,
    boolean openOnly,
    int limit,
    @Nullable Cursor after) {

  Document filter(String key) {
    Document filter = new Document();
    put(filter, "merchant_id", merchant);
    put(filter, "store_id", store);
    put(filter, "day", day == null ? null : day.toString());
    List<Document> ranges = new ArrayList<>();
    ranges.add(new Document(key, new Document("$gt", Date.from(Instant.EPOCH))));
    if (after != null) {
      ranges.add(after.beyond(key, true));
    }
    return filter.append("$and", ranges);
  }

  private static void put(Document filter, String name, @Nullable Object value) {
    if (value != null) {
      filter.append(name, value);
    }
  }
}
