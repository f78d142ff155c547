package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Takes over what an earlier release kept: its databases' commands in journals. They are carried
 * out on a store aside, which gets its name when it is whole and on the disk; then the journals go.
 * Whatever stops that half way, the next start does it again or ends it.
 */
final class Takeover {

  private static final String SUFFIX = ".journal";
  private static final String ALL_IN_ONE = "database" + SUFFIX;

  /** An entry was no longer than a message of MongoDB's. */
  private static final int ENTRY_BYTES_MAX = 48_000_000;

  private final Path directory;
  private final Path store;

  /**
   * @param store where it is to be, in the directory
   */
  Takeover(Path directory, Path store) {
    this.directory = directory;
    this.store = store;
  }

  void run() throws IOException, RocksDBException {
    List<Path> journals = journals();
    Path aside = store.resolveSibling(store.getFileName() + ".new");
    if (!Files.exists(store) && !journals.isEmpty()) {
      tell("taking over the documents of an earlier release, once: " + journals);
      deleteAll(aside);
      long commands = read(journals, aside);
      CrashPoints.at("taken over aside");
      force(aside);
      Files.move(aside, store, StandardCopyOption.ATOMIC_MOVE);
      force(directory);
      CrashPoints.at("taken over");
      tell("taken over: %,d commands".formatted(commands));
    }
    deleteAll(aside);
    for (Path journal : journals) {
      Files.delete(journal);
      CrashPoints.at("a journal deleted");
    }
    for (Path draft : list(SUFFIX + ".new")) {
      Files.delete(draft);
    }
  }

  private List<Path> journals() throws IOException {
    return list(SUFFIX);
  }

  private List<Path> list(String suffix) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /**
   * Of all databases in one file, or of each in its own: the one file comes first, if it is there.
   */
  private long read(List<Path> journals, Path aside) throws IOException, RocksDBException {
    Path allInOne = directory.resolve(ALL_IN_ONE);
    List<Path> those = journals.contains(allInOne) ? List.of(allInOne) : journals;
    StoredBackend backend =
        new StoredBackend(Store.open(aside, Durability.PROCESS), directory.toFile(), () -> {});
    try {
      long commands = 0;
      for (Path journal : those) {
        commands += replay(journal, backend);
      }
      return commands;
    } finally {
      backend.close();
    }
  }

  private static long replay(Path journal, StoredBackend backend) throws IOException {
    String file = String.valueOf(journal.getFileName());
    String owner = file.substring(0, file.length() - SUFFIX.length());
    Channel nobody = new EmbeddedChannel();
    long commands = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(journal), 1 << 16))) {
      for (byte[] body = next(in); body != null; body = next(in)) {
        Document command = BsonDecoder.decodeBson(Unpooled.wrappedBuffer(body));
        String database = file.equals(ALL_IN_ONE) ? String.valueOf(command.get("$db")) : owner;
        try {
          backend.handleCommand(nobody, database, command.keySet().iterator().next(), command);
        } catch (de.bwaldvogel.mongo.exception.MongoServerError e) {
          if (e.getCode() == Store.FULL || e.getCode() == Store.FAILED) {
            throw new IOException(e);
          }
          // What was refused then is refused again.
        }
        CrashPoints.at("a command taken over");
        commands++;
      }
    }
    return commands;
  }

  /** Null at the end, or where an entry is not whole: that was acknowledged to nobody. */
  private static byte @Nullable [] next(DataInputStream in) throws IOException {
    try {
      int length = in.readInt();
      int expected = in.readInt();
      if (length < 0 || length > ENTRY_BYTES_MAX) {
        return null;
      }
      byte[] body = in.readNBytes(length);
      CRC32C checksum = new CRC32C();
      checksum.update(body);
      return body.length == length && (int) checksum.getValue() == expected ? body : null;
    } catch (EOFException e) {
      return null;
    }
  }

  /** A directory's own names, and what was written to its files. */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      channel.force(true);
    }
  }

  private static void deleteAll(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (var files = Files.list(path)) {
        for (Path file : files.toList()) {
          deleteAll(file);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  private static void tell(String what) {
    System.err.println("facepay: " + what);
  }
}
