package dev.facepay.runtime.fill;

import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.fill.FillWatch.Storage;
import dev.facepay.runtime.fill.FillWatch.Usage;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.Stores;
import java.util.Optional;
import org.bson.Document;

/**
 * The disk under the database, as the server tells it; of a replica set the primary's. Empty where
 * the server does not tell.
 */
final class DatabaseDisk implements Storage {

  private final Stores stores;

  DatabaseDisk(Stores stores) {
    this.stores = stores;
  }

  @Override
  public String store() {
    return "mongodb";
  }

  @Override
  public Optional<Usage> look() throws NotMeasured {
    try {
      return usage(stores.stats());
    } catch (StoreUnavailable e) {
      throw new NotMeasured(Cause.oneLine(e));
    }
  }

  static Optional<Usage> usage(Document stats) {
    return stats.get("fsTotalSize") instanceof Number total
            && stats.get("fsUsedSize") instanceof Number used
            && total.longValue() > 0
        ? Optional.of(
            new Usage(Math.clamp(used.longValue(), 0, total.longValue()), total.longValue()))
        : Optional.empty();
  }
}
