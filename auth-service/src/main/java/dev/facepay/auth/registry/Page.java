package dev.facepay.auth.registry;

import dev.facepay.runtime.store.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list in the order of ids.
 *
 * @param next where the list goes on; null behind its end
 */
record Page<T>(List<T> rows, @Nullable String next) {

  private static final int AT_ONCE = 500;

  /** A question costs this many documents at most: the part is short then, and goes on. */
  private static final int LOOKED_AT_MAX = 20 * AT_ONCE;

  /**
   * @param equal text fields that must be so
   * @param after the id to go on behind; empty: from the first
   * @param fits whether a row is wanted
   */
  static <T> Page<T> of(
      Documents documents,
      Map<String, String> equal,
      String after,
      int limit,
      Function<Document, T> read,
      Predicate<T> fits) {
    List<T> rows = new ArrayList<>();
    String last = after;
    // Mostly all of them fit.
    int atOnce = limit;
    for (int looked = 0; looked < LOOKED_AT_MAX; looked += AT_ONCE) {
      List<Document> some = documents.page(equal, last, atOnce);
      for (Document one : some) {
        last = one.getString(Documents.ID);
        T row = read.apply(one);
        if (fits.test(row)) {
          rows.add(row);
        }
        if (rows.size() == limit) {
          return new Page<>(rows, last);
        }
      }
      if (some.size() < atOnce) {
        return new Page<>(rows, null);
      }
      atOnce = AT_ONCE;
    }
    return new Page<>(rows, last);
  }

  /**
   * Whether a person who types this may mean it, in capitals or not.
   *
   * @param typed empty: anything
   * @param texts those that are null are none
   */
  static boolean isMeant(String typed, @Nullable String... texts) {
    String part = typed.strip().toLowerCase(Locale.ROOT);
    return part.isEmpty()
        || Stream.of(texts)
            .anyMatch(it -> it != null && it.toLowerCase(Locale.ROOT).contains(part));
  }
}
