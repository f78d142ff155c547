package dev.facepay.runtime.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What a mistyped word was meant to be. */
public final class Spelling {

  /** More slips than this are another word. */
  private static final int SLIPS_MAX = 2;

  private Spelling() {}

  /** Empty if none is near. */
  public static Optional<String> closest(String typed, Collection<String> known) {
    return known.stream()
        .filter(word -> slips(typed, word) <= SLIPS_MAX)
        .min(Comparator.comparingInt(word -> slips(typed, word)));
  }

  /** The nearest, however far it is. */
  static Optional<String> nearest(String typed, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(word -> slips(typed, word)));
  }

  /** Letters left out, too many, wrong, or swapped with the next one. */
  private static int slips(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : least(a, b, d, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int least(String a, String b, int[][] d, int i, int j) {
    int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + wrong);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
