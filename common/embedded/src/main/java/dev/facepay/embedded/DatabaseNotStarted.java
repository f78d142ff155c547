package dev.facepay.embedded;

/** The embedded database could not start; the message says which port or directory, and why. */
public final class DatabaseNotStarted extends RuntimeException {

  private static final long serialVersionUID = 1;

  DatabaseNotStarted(String message, Throwable cause) {
    super(message, cause);
  }
}
