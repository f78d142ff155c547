package dev.facepay.console.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/** Where a list goes on: behind this row. */
public record Cursor(Instant at, String id) implements Comparable<Cursor> {

  private static final Comparator<Cursor> ORDER =
      Comparator.comparing(Cursor::at).thenComparing(Cursor::id);

  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at.toEpochMilli() + " " + id).getBytes(UTF_8));
  }

  /**
   * As an address has it; by this name the web framework finds it.
   *
   * @throws IllegalArgumentException if it is none of ours
   */
  public static Cursor valueOf(String text) {
    String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("no cursor");
    }
    return new Cursor(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
  }

  /** Behind this row, in the order of time and then id, or against it. */
  public Document beyond(String field, boolean forward) {
    String than = forward ? "$gt" : "$lt";
    Date time = Date.from(at);
    Document same = new Document(field, time).append("_id", new Document(than, id));
    // The first part says nothing new, but an index begins to read there.
    return new Document(field, new Document(than + "e", time))
        .append("$or", List.of(new Document(field, new Document(than, time)), same));
  }

  @Override
  public int compareTo(Cursor other) {
    return ORDER.compare(this, other);
  }
}
