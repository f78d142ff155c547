package dev.facepay.console.read;

import java.util.Comparator;
import java.util.Objects;
import org.bson.Document;

/** A store on one of WeChat's days: what sums are kept for. */
public record Place(String day, String merchant, String store) implements Comparable<Place> {

  static final String DAY = "day";
  static final String MERCHANT = "merchant_id";
  static final String STORE = "store_id";

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::day).thenComparing(Place::merchant).thenComparing(Place::store);

  static boolean isIn(Document document) {
    return document.getString(DAY) != null;
  }

  static Place of(Document document) {
    return new Place(
        Objects.requireNonNull(document.getString(DAY), DAY),
        document.getString(MERCHANT),
        document.getString(STORE));
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
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
