package dev.facepay.runtime.store;

/** The database is away or did not acknowledge in time: an outage, to be tried again. */
public final class StoreUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
