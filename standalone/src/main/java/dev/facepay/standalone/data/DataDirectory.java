package dev.facepay.standalone.data;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that must survive {@code kill -9}, in one folder with one owner.
 *
 * <p>The operating system frees the lock when its owner dies, however it dies; the file's text only
 * says who that is.
 */
public final class DataDirectory implements AutoCloseable {

  /** Below this the broker and the database would soon stop in the middle of a write. */
  static final long FREE_BYTES_MIN = 256L * 1024 * 1024;

  private final Path root;
  private final FileChannel channel;

  private DataDirectory(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * @throws CannotRun if the folder cannot be made, written or locked, or its disk is full
   */
  public static DataDirectory open(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    makeWritable(root);
    needSpace(root);
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              root.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        String owner = readOwner(channel);
        channel.close();
        throw new CannotRun(
            ExitCode.DATA_DIRECTORY,
            "another FacePay%s uses %s".formatted(owner, root),
            "stop it or choose another --data-dir");
      }
      writeOwner(channel);
      return new DataDirectory(root, channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw unusable(root, e);
    }
  }

  public Path root() {
    return root;
  }

  public Path broker() {
    return root.resolve("broker");
  }

  public Path database() {
    return root.resolve("database");
  }

  public Path simulator() {
    return folder("simulator");
  }

  /** Bills as they came, and books; people fetch them from here. */
  public Path bills() {
    return folder("bills");
  }

  public Path keys() {
    return folder("keys");
  }

  public Path logs() {
    return folder("logs");
  }

  /** The lengths of all files below; 0 if there is no such folder. */
  public static long bytes(Path folder) throws IOException {
    return bytes(folder, "");
  }

  /** Those of the files below whose names end so. */
  static long bytes(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(ending))
          .map(Path::toFile)
          .mapToLong(file -> file.isFile() ? file.length() : 0)
          .sum();
    } catch (UncheckedIOException e) {
      throw new IOException("cannot read " + folder, e);
    }
  }

  /** For people: {@code 12.3 MB}. */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024);
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private Path folder(String name) {
    Path folder = root.resolve(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static void makeWritable(Path root) {
    try {
      Files.createDirectories(root);
      Path probe = Files.createTempFile(root, "probe", null);
      Files.write(probe, new byte[4096]);
      Files.delete(probe);
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  private static void needSpace(Path root) {
    try {
      long free = Files.getFileStore(root).getUsableSpace();
      if (free < FREE_BYTES_MIN) {
        throw new CannotRun(
            ExitCode.DATA_DIRECTORY,
            "the disk of %s is full: %d MB free, %d MB needed"
                .formatted(root, free >> 20, FREE_BYTES_MIN >> 20),
            "free some or choose another --data-dir");
      }
      needSpaceToTakeOver(root, free);
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  /** The journals of earlier releases stay until all that they hold lies in a store beside them. */
  private static void needSpaceToTakeOver(Path root, long free) throws IOException {
    long journals = bytes(root.resolve("database"), ".journal");
    if (free < journals + FREE_BYTES_MIN) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY,
          "the documents of an earlier release (%d MB) move to a new store, and %d MB are free"
              .formatted(journals >> 20, free >> 20),
          "free %d MB; they go from where they are when the move is done"
              .formatted((journals + FREE_BYTES_MIN) >> 20));
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very JVM has it
    }
  }

  private static String readOwner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    String pid = StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    return pid.isEmpty() ? "" : " (process " + pid + ")";
  }

  private static void writeOwner(FileChannel channel) throws IOException {
    channel.truncate(0);
    String pid = ProcessHandle.current().pid() + "\n";
    channel.write(StandardCharsets.US_ASCII.encode(pid), 0);
  }

  private static CannotRun unusable(Path path, IOException e) {
    String why = Objects.requireNonNullElse(e.getMessage(), "");
    why = why.equals(path.toString()) || why.isEmpty() ? "" : ": " + why;
    String kind = e.getClass().getSimpleName().replace("Exception", "");
    return new CannotRun(
        ExitCode.DATA_DIRECTORY,
        "cannot write the data directory %s (%s%s)".formatted(path, kind, why),
        "give it to this user or choose another --data-dir",
        e);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The lock goes with the process at the latest.
      }
    }
  }
}
