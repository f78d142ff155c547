package dev.facepay.embedded;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What a query finds, read when it is asked for; nothing is kept open in between. */
final class StoredCursor extends AbstractCursor {

  /** Where a client leaves the size to the server, like MongoDB's first and its next ones. */
  private static final int BATCH = 101;

  private static final int BATCH_LATER = 1_000;

  private final DocumentReader reading;
  private final Predicate<Document> wanted;
  private final UnaryOperator<List<Document>> shown;
  private long skip;
  private long left;
  private boolean isEmpty;
  private int usual;

  /**
   * @param limit 0: none
   */
  StoredCursor(
      long id,
      DocumentReader reading,
      Predicate<Document> wanted,
      UnaryOperator<List<Document>> shown,
      int skip,
      int limit) {
    super(id);
    this.reading = reading;
    this.wanted = wanted;
    this.shown = shown;
    this.skip = skip;
    this.left = limit == 0 ? Long.MAX_VALUE : Math.abs((long) limit);
    this.usual = limit == 0 ? BATCH : BATCH_LATER;
  }

  /** Known to be at its end; one that is not may still find nothing more. */
  @Override
  public boolean isEmpty() {
    return isEmpty;
  }

  /**
   * @param most 0: as many as is good
   */
  @Override
  public List<Document> takeDocuments(int most) {
    int size = most > 0 ? most : usual;
    usual = BATCH_LATER;
    List<Document> batch = new ArrayList<>();
    boolean more =
        reading.each(
            document -> {
              if (!wanted.test(document)) {
                return true;
              }
              if (skip > 0) {
                skip--;
                return true;
              }
              batch.add(document);
              left--;
              return batch.size() < size && left > 0;
            });
    isEmpty = !more || left == 0;
    return shown.apply(batch);
  }

  /** All of it, a part at a time. */
  Iterator<Document> all() {
    return new Iterator<>() {

      private Iterator<Document> part = List.<Document>of().iterator();
      private int size = 1;

      @Override
      public boolean hasNext() {
        while (!part.hasNext() && !isEmpty) {
          part = takeDocuments(size).iterator();
          size = Math.min(BATCH_LATER, 8 * size);
        }
        return part.hasNext();
      }

      @Override
      public Document next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return part.next();
      }
    };
  }
}
