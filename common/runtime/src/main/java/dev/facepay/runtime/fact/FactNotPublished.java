package dev.facepay.runtime.fact;

/** The broker did not acknowledge a fact in time: an outage, to be tried again. */
public final class FactNotPublished extends RuntimeException {

  private static final long serialVersionUID = 1;

  public FactNotPublished(String message, Throwable cause) {
    super(message, cause);
  }
}
