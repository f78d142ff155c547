package dev.facepay.console.documents;

import java.time.LocalDate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Over which payments or trades. Null: any.
 *
 * @param fromDay WeChat's day, UTC+8
 * @param toDay included
 */
public record TotalsFilter(
    @Nullable LocalDate fromDay,
    @Nullable LocalDate toDay,
    @Nullable String merchant,
    @Nullable String store,
    @Nullable String device) {

  public static final TotalsFilter ALL = new TotalsFilter(null, null, null, null, null);

  /** For payments and trades themselves. */
  public Document filter() {
    Document filter = places();
    return device == null ? filter : filter.append("device_id", device);
  }

  /** For what is kept for each store and day: of some device, or of another one of the store. */
  Document places() {
    Document filter = new Document();
    if (merchant != null) {
      filter.append(StoreDay.MERCHANT, merchant);
    }
    if (store != null) {
      filter.append(StoreDay.STORE, store);
    }
    if (fromDay != null && fromDay.equals(toDay)) {
      return filter.append(StoreDay.DAY, fromDay.toString());
    }
    Document days = new Document();
    if (fromDay != null) {
      days.append("$gte", fromDay.toString());
    }
    if (toDay != null) {
      days.append("$lte", toDay.toString());
    }
    return days.isEmpty() ? filter : filter.append(StoreDay.DAY, days);
  }
}
