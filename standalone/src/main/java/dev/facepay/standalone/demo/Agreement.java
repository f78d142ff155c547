package dev.facepay.standalone.demo;

import dev.facepay.standalone.client.Codes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether everybody who counts counted the same, and whether what is due was reported.
 *
 * @param books what each says of the run
 * @param reports null if the read side was not looked at
 * @param faults each thing that is off, in words
 */
record Agreement(List<Book> books, @Nullable Reports reports, List<String> faults) {

  Agreement {
    books = List.copyOf(books);
    faults = List.copyOf(faults);
  }

  /**
   * @param figures null if it was not looked at
   * @param why it was not; else empty
   */
  record Book(String name, @Nullable Figures figures, String why) {

    static Book of(String name, Figures figures) {
      return new Book(name, figures, "");
    }

    static Book notLookedAt(String name, String why) {
      return new Book(name, null, why);
    }
  }

  /**
   * Trade reports of the run's devices.
   *
   * @param expected trades of the run that must be reported
   * @param due trades of the run that are due by the read side
   * @param open due trades whose report is not confirmed, those of runs before among them
   * @param made trades that the emulated SDKs have reported
   * @param twice their reports beyond each trade's first
   */
  record Reports(long expected, long due, long open, long made, long twice) {

    boolean well() {
      // A run before may have left some to do.
      return due == expected && open == 0 && made >= expected && twice == 0;
    }

    /** For the closing block. */
    String words() {
      return "trade reports: %d due, %d confirmed, coverage %s; reported twice by the SDKs' own count: %d"
          .formatted(due, due - open, percent(), twice);
    }

    private String percent() {
      return due == 0 || open == 0 ? "100 %" : "%.1f %%".formatted(100.0 * (due - open) / due);
    }
  }

  /**
   * A run in three numbers.
   *
   * @param paid how many of the orders
   * @param fen their sum
   */
  record Figures(long orders, long paid, long fen) {

    static final Figures NONE = new Figures(0, 0, 0);

    Figures minus(Figures before) {
      return new Figures(orders - before.orders, paid - before.paid, fen - before.fen);
    }

    /** Like 200 orders, 160 paid, ¥12.80. */
    String words() {
      return "%d orders, %d paid, %s".formatted(orders, paid, Codes.yuan(fen));
    }
  }

  static Agreement of(List<Book> books, @Nullable Reports reports) {
    List<String> faults = new ArrayList<>();
    Set<Figures> different = new HashSet<>();
    for (Book book : books) {
      Figures figures = book.figures();
      if (figures != null) {
        different.add(figures);
      }
    }
    if (different.size() > 1) {
      faults.add(
          "the totals differ: "
              + books.stream()
                  .filter(book -> book.figures() != null)
                  .map(book -> book.name() + " " + words(book))
                  .collect(Collectors.joining("; ")));
    }
    if (reports != null && !reports.well()) {
      faults.add(
          "trade reports: %d expected, %d due, %d not confirmed; %d made by the SDKs, %d of them twice"
              .formatted(
                  reports.expected(),
                  reports.due(),
                  reports.open(),
                  reports.made(),
                  reports.twice()));
    }
    return new Agreement(books, reports, faults);
  }

  boolean allWell() {
    return faults.isEmpty();
  }

  private static String words(Book book) {
    Figures figures = book.figures();
    return figures == null ? "" : figures.words();
  }
}
