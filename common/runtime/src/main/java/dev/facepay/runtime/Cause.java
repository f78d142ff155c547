package dev.facepay.runtime;

import dev.facepay.payment.Cut;

/** Why something failed, in one line for a log or a health answer. */
public final class Cause {

  private static final int CHARACTERS_MAX = 300;
  private static final int DEPTH_MAX = 20;

  private Cause() {}

  /** The error and, if it has one, what is at the bottom of it. */
  public static String oneLine(Throwable error) {
    Throwable root = error;
    for (int depth = 0; root.getCause() != null && depth < DEPTH_MAX; depth++) {
      root = root.getCause();
    }
    String text = root == error ? error.toString() : error + " <- " + root;
    String line = text.replaceAll("\\s+", " ");
    return Cut.atCharacters(line, CHARACTERS_MAX);
  }
}
