package dev.facepay.edge;

import dev.facepay.runtime.fill.FillWatch;
import dev.facepay.runtime.fill.FillWatch.Storage;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stages' database: the edge keeps nothing in it, and asks only how full its disk is. */
final class WatchedDatabase implements AutoCloseable {

  private static final String ANY = "facepay";

  private final @Nullable Stores stores;

  /**
   * @param uri a MongoDB connection string; empty: its disk is not watched from here
   */
  WatchedDatabase(String uri) {
    stores = uri.isEmpty() ? null : new Stores(Database.at(uri, ANY));
  }

  List<Storage> storages() {
    return stores == null ? List.of() : List.of(FillWatch.disk(stores));
  }

  @Override
  public void close() {
    if (stores != null) {
      stores.close();
    }
  }
}
