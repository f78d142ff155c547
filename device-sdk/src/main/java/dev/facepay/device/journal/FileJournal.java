package dev.facepay.device.journal;

import dev.facepay.device.order.OrderEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file for each order, for its owner alone. A change is a new file, forced to the disk, that
 * takes the old one's place; a file that cannot be read is set aside, never deleted.
 */
public final class FileJournal implements Journal, AutoCloseable {

  private static final String ORDER = ".order";
  private static final String NOTE = ".note";
  private static final String FRESH = ".new";
  private static final String UNREADABLE = ".unreadable";

  private final Path directory;
  private final boolean posix;
  private final FileChannel lockFile;

  /**
   * @throws IOException if the directory cannot be used, or another terminal uses it
   */
  public FileJournal(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory);
    this.posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    if (posix) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
    this.lockFile = lock(directory.resolve("lock"));
    removeUnfinished();
  }

  @Override
  public void put(OrderEntry entry) throws IOException {
    write(file(entry.orderNo(), ORDER), EntryText.write(entry));
  }

  @Override
  public void remove(String orderNo) throws IOException {
    Files.deleteIfExists(file(orderNo, ORDER));
  }

  @Override
  public Stored all() throws IOException {
    List<OrderEntry> all = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ORDER)) {
      for (Path file : files) {
        Optional<OrderEntry> entry = read(file);
        if (entry.isPresent()) {
          all.add(entry.get());
        } else {
          unreadable.add(file.getFileName().toString());
          Files.move(file, sibling(file, UNREADABLE), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return new Stored(all, unreadable);
  }

  @Override
  public void note(String name, String text) throws IOException {
    write(file(name, NOTE), text);
  }

  @Override
  public Optional<String> note(String name) throws IOException {
    try {
      return Optional.of(text(file(name, NOTE)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Lets another terminal use the directory. A process that dies does the same. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
    }
    channel.close();
    throw new IOException("another terminal uses " + file.getParent());
  }

  private Optional<OrderEntry> read(Path file) throws IOException {
    String text = text(file);
    try {
      return Optional.of(EntryText.read(text));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private void write(Path file, String text) throws IOException {
    Path fresh = sibling(file, FRESH);
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceDirectory();
  }

  private FileAttribute<?>[] ownerOnly() {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** A rename is in the directory: without this, power could go and the old name be back. */
  private void forceDirectory() throws IOException {
    if (posix) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** What power took while it was written had not been told to anybody. It may hold a code. */
  private void removeUnfinished() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + FRESH)) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(file);
        }
      }
    }
  }

  /** An order number may hold characters that a file's name may not. */
  private Path file(String name, String ending) {
    boolean plain = name.matches("[0-9A-Za-z_\\-]+");
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    String safe =
        plain ? name : "~" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return directory.resolve(safe + ending);
  }

  private static Path sibling(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }
}
