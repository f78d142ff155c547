package dev.facepay.console.documents;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/**
 * A store on one of WeChat's days: what sums are kept for. Minutes and hours are kept for wider
 * places too: without a store it is all of a merchant's, without a merchant all there is.
 */
public record StoreDay(String day, String merchant, String store) implements Comparable<StoreDay> {

  static final String DAY = "day";
  static final String MERCHANT = "merchant_id";
  static final String STORE = "store_id";

  private static final Comparator<StoreDay> ORDER =
      Comparator.comparing(StoreDay::day)
          .thenComparing(StoreDay::merchant)
          .thenComparing(StoreDay::store);

  static boolean isIn(Document document) {
    return document.getString(DAY) != null;
  }

  static StoreDay of(Document document) {
    return new StoreDay(
        Objects.requireNonNull(document.getString(DAY), DAY),
        document.getString(MERCHANT),
        document.getString(STORE));
  }

  /** All stores of the merchant; of these all merchants; of these there is nothing wider. */
  Optional<StoreDay> wider() {
    if (merchant.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new StoreDay(day, store.isEmpty() ? "" : merchant, ""));
  }

  /** Its fields in what is kept of it. */
  Document document() {
    return new Document(DAY, day).append(MERCHANT, merchant).append(STORE, store);
  }

  /** No id has a space in it. */
  String id() {
    return day + " " + merchant + " " + store;
  }

  @Override
  public int compareTo(StoreDay other) {
    return ORDER.compare(this, other);
  }
}
