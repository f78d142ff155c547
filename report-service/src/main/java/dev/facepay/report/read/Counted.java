package dev.facepay.report.read;

import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * What is counted of documents: how many of each kind a device has on a day, and one of their
 * numbers added up.
 *
 * @param kind the fields by which a device's day is told apart; each a word without blanks, in
 *     every document
 * @param added the field that is added up
 */
public record Counted(List<String> kind, String added) {

  private static final String DEVICE = "device_id";
  private static final String COUNT = "count";
  private static final String ADDED = "added";

  public Counted {
    kind = List.copyOf(kind);
  }

  /** The index that counting needs, with all that is read, so that no document is. */
  public Document index() {
    Document keys = new Document(Place.DAY, 1).append(Place.MERCHANT, 1).append(Place.STORE, 1);
    keys.append(DEVICE, 1);
    kind.forEach(field -> keys.append(field, 1));
    return keys.append(added, 1);
  }

  /** One merchant's day, in these stores. */
  List<Document> pipeline(String day, String merchant, List<String> stores) {
    Document match =
        new Document(Place.DAY, day)
            .append(Place.MERCHANT, merchant)
            .append(
                Place.STORE, stores.size() == 1 ? stores.getFirst() : new Document("$in", stores));
    Document by = new Document(Place.STORE, "$" + Place.STORE).append(DEVICE, "$" + DEVICE);
    kind.forEach(field -> by.append(field, "$" + field));
    Document group =
        new Document("_id", by)
            .append(COUNT, new Document("$sum", 1))
            .append(ADDED, new Document("$sum", "$" + added));
    return List.of(new Document("$match", match), new Document("$group", group));
  }

  /** What the pipeline found. */
  DaySum sum(String day, String merchant, Document found) {
    Document id = found.get("_id", Document.class);
    return new DaySum(
        new Place(day, merchant, id.getString(Place.STORE)),
        id.getString(DEVICE),
        kind.stream().map(id::getString).collect(Collectors.joining(" ")),
        number(found, COUNT),
        number(found, ADDED));
  }

  /** In whichever width the database gives it; 0 where there is none. */
  public static long number(Document in, String name) {
    return in.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
