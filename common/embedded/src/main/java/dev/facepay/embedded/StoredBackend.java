package dev.facepay.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out commands on the store; a writing one is one batch, unless it is very large. */
final class StoredBackend extends AbstractMongoBackend {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final Store store;
  private final File place;
  private final Closeable lock;
  private final OpenCursors cursors = new OpenCursors(getCursorRegistry());

  /** Takes over what an earlier release left in the directory. */
  static StoredBackend open(Path directory, Durability durability)
      throws IOException, RocksDBException {
    FileChannel lock = lock(directory);
    try {
      StoreLibrary.unpackIn(directory.resolve("library"));
      Path store = directory.resolve("store");
      new Takeover(directory, store).run();
      return new StoredBackend(Store.open(store, durability), directory.toFile(), lock);
    } catch (IOException | RocksDBException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  static StoredBackend inMemory() throws RocksDBException {
    return new StoredBackend(Store.inMemory(), new File("memory"), () -> {});
  }

  /** Held until it is closed: one process, and one database in it, uses a directory at a time. */
  private static FileChannel lock(Path directory) throws IOException {
    FileChannel lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // Another database of this very JVM.
    }
    lock.close();
    throw new IOException("another database is running on it");
  }

  StoredBackend(Store store, File place, Closeable lock) {
    this.lock = lock;
    this.store = store;
    this.place = place;
    for (String name : store.names("")) {
      resolveDatabase(name.substring(0, name.indexOf(StoredDatabase.SEPARATOR)));
    }
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new MongoServerError(73, "InvalidNamespace", "no name for a database: " + name);
    }
    return new StoredDatabase(name, cursors, store, place);
  }

  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    try {
      return switch (command.toLowerCase(Locale.ROOT)) {
        case "insert", "update", "findandmodify" ->
            inOneBatch(channel, database, command, query, true);
        case "delete" -> inOneBatch(channel, database, command, query, false);
        case "aggregate" -> aggregate(channel, database, command, query);
        case "renamecollection" -> rename(command, query);
        default -> super.handleCommand(channel, database, command, query);
      };
    } finally {
      // An error tells of what there is, too.
      store.awaitDurable();
    }
  }

  @Override
  public QueryResult handleQuery(MongoQuery query) {
    QueryResult found = super.handleQuery(query);
    store.awaitDurable();
    return found;
  }

  private Document inOneBatch(
      Channel channel, String database, String command, Document query, boolean make) {
    StoredCollection collection = collection(database, query.get(command), make);
    return collection == null
        ? super.handleCommand(channel, database, command, query)
        : collection.writing(() -> super.handleCommand(channel, database, command, query));
  }

  /** Within one database. */
  private Document rename(String command, Document query) {
    String[] from = String.valueOf(query.get(command)).split("\\.", 2);
    String[] to = String.valueOf(query.get("to")).split("\\.", 2);
    if (from.length < 2 || to.length < 2 || !from[0].equals(to[0])) {
      throw new MongoServerError(
          115, "CommandNotSupported", command + " to another database is not supported");
    }
    ((StoredDatabase) resolveDatabase(from[0]))
        .rename(from[1], to[1], Utils.isTrue(query.get("dropTarget")), NoopOplog.get());
    Document answer = new Document();
    Utils.markOkay(answer);
    return answer;
  }

  private @Nullable StoredCollection collection(
      String database, @Nullable Object name, boolean make) {
    return name instanceof String text && !text.isEmpty()
        ? ((StoredDatabase) resolveDatabase(database)).collection(text, make)
        : null;
  }

  private Document aggregate(Channel channel, String database, String command, Document query) {
    FirstMatch first = FirstMatch.of(query);
    if (first.counted() != null) {
      StoredCollection collection = collection(database, first.collection(), false);
      int count = collection == null ? 0 : collection.count(first.filter(), 0, 0);
      return FirstMatch.answer(database + "." + first.collection(), first.counted(), count);
    }
    StoredCollection.FIRST_MATCH.set(first);
    try {
      return super.handleCommand(channel, database, command, query);
    } finally {
      StoredCollection.FIRST_MATCH.remove();
    }
  }

  void compact() {
    store.compact();
  }

  @Override
  public void close() {
    super.close();
    try (lock) {
      store.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where RocksDB's native library lies. */
  static final class StoreLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(StoreLibrary.class);

    private StoreLibrary() {}

    /**
     * By itself RocksDB unpacks it in the system's temporary folder under a new name each time, and
     * a killed process leaves it there. Where this folder allows no programs or has no room, so be
     * it.
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
}
