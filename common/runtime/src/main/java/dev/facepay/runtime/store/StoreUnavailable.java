package dev.facepay.runtime.store;

import dev.facepay.runtime.Outage;

/** The database is away or did not acknowledge in time: an outage, to be tried again. */
public final class StoreUnavailable extends Outage {

  private static final long serialVersionUID = 1;

  /** For what is known to be written, but cannot be read yet. */
  public StoreUnavailable(String message) {
    super(message);
  }

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
