package dev.facepay.report.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;

/**
 * What is counted of documents: how many a store's day has of each kind, and one of their numbers
 * added up.
 *
 * @param parts the fields by which a store's day is told apart, the device first; each a word
 *     without blanks, in every document
 * @param added the field that is added up
 */
public record Counted(List<String> parts, String added) {

  private static final String COUNT = "count";
  private static final String ADDED = "added";

  public Counted {
    parts = List.copyOf(parts);
  }

  /** The index that counting needs, with all that is read, so that no document is. */
  public Document index() {
    Document keys = new Document(Place.DAY, 1).append(Place.MERCHANT, 1).append(Place.STORE, 1);
    parts.forEach(part -> keys.append(part, 1));
    return keys.append(added, 1);
  }

  /** One merchant's day, in these stores. */
  List<Document> pipeline(String day, String merchant, List<String> stores) {
    Document match =
        new Document(Place.DAY, day)
            .append(Place.MERCHANT, merchant)
            .append(
                Place.STORE, stores.size() == 1 ? stores.getFirst() : new Document("$in", stores));
    Document by = new Document(Place.STORE, "$" + Place.STORE);
    parts.forEach(part -> by.append(part, "$" + part));
    Document group =
        new Document("_id", by)
            .append(COUNT, new Document("$sum", 1))
            .append(ADDED, new Document("$sum", "$" + added));
    return List.of(new Document("$match", match), new Document("$group", group));
  }

  /** What the pipeline found. */
  DaySum sum(String day, String merchant, Document found) {
    Document id = found.get("_id", Document.class);
    List<String> values = new ArrayList<>();
    parts.forEach(part -> values.add(Objects.requireNonNull(id.getString(part), part)));
    return new DaySum(
        new Place(day, merchant, id.getString(Place.STORE)),
        List.copyOf(values),
        number(found, COUNT),
        number(found, ADDED));
  }

  /** In whichever width the database gives it; 0 where there is none. */
  public static long number(Document in, String name) {
    return in.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
