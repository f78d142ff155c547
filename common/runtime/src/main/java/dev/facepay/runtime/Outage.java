package dev.facepay.runtime;

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
}
