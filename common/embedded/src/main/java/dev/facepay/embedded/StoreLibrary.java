package dev.facepay.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where RocksDB's native library lies. */
final class StoreLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(StoreLibrary.class);

  private StoreLibrary() {}

  /**
   * By itself RocksDB unpacks it in the system's temporary folder under a new name each time, and a
   * killed process leaves it there. Where this folder allows no programs or has no room, so be it.
   */
  static void unpackIn(Path folder) {
    try {
      Files.createDirectories(folder);
      NativeLibraryLoader.getInstance().loadLibrary(folder.toAbsolutePath().toString());
    } catch (IOException | UnsatisfiedLinkError e) {
      LOG.warn("event=library-elsewhere folder={} error=\"{}\"", folder, e.toString());
    }
  }
}
