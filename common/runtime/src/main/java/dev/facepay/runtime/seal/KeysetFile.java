package dev.facepay.runtime.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A file with keys: whole or not there at all, and nobody's but its owner's. */
record KeysetFile(Path path) {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  boolean isMissing() {
    return !Files.exists(path);
  }

  /** Empty if it is missing. */
  Optional<String> read() {
    if (isMissing()) {
      return Optional.empty();
    }
    try {
      if (POSIX && !OWNERS.containsAll(Files.getPosixFilePermissions(path))) {
        throw new IllegalStateException(
            path + " holds keys and others than its owner may use it; run chmod 600 on it");
      }
      return Optional.of(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does nothing if another one was faster: the first keys stay. */
  void create(String content) {
    try {
      Path draft = draft(content);
      try {
        Files.createLink(path, draft);
      } catch (FileAlreadyExistsException e) {
        return;
      } finally {
        Files.delete(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void replace(String content) {
    try {
      Files.move(
          draft(content),
          path,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On the disk before it gets its name: a crash leaves no half a keyset. */
  private Path draft(String content) throws IOException {
    Path draft = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID());
    FileAttribute<?>[] ownerOnly =
        POSIX
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel out =
        FileChannel.open(
            draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    return draft;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
