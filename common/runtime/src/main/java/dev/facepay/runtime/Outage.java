package dev.facepay.runtime;

import dev.facepay.payment.Cut;
import org.apache.kafka.common.errors.RetriableException;

/** Something that we stand on is away: trying again will help. */
public abstract class Outage extends RuntimeException {

  private static final long serialVersionUID = 1;
  private static final int DEPTH_MAX = 10;

  protected Outage(String message) {
    super(message);
  }

  protected Outage(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether an exception is one, or comes from one. */
  public static boolean isBehind(Throwable error) {
    Throwable cause = error;
    for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++) {
      if (cause instanceof Outage || cause instanceof RetriableException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Why something failed, in one line for a log or a health answer. */
  public static final class Cause {

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
}
