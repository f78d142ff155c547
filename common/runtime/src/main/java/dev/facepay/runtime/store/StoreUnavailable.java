package dev.facepay.runtime.store;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import dev.facepay.runtime.Outage;
import java.util.function.Supplier;

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

  /** What the driver throws becomes an outage that names the collection. */
  static <T> T unlessDone(String collection, Supplier<T> work) {
    try {
      return work.get();
    } catch (MongoInterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable(collection + ": interrupted", e);
    } catch (MongoException e) {
      throw new StoreUnavailable(collection + ": " + e.getClass().getSimpleName(), e);
    }
  }
}
