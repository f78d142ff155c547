package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of commands, each with its length and checksum in front. An entry that was written half is
 * at the end, was acknowledged to nobody, and is cut off at the next start.
 *
 * <p>Not for several threads at once.
 */
final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private static final int HEADER_BYTES = 2 * Integer.BYTES;

  /** MongoDB's own limit on one message. */
  private static final int ENTRY_BYTES_MAX = 48_000_000;

  private final Path path;
  private FileChannel file;
  private long size;
  private boolean broken;

  private Journal(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /** Hands over all commands, one by one. */
  @FunctionalInterface
  interface Contents {
    void write(Snapshot.Sink out) throws IOException;
  }

  static Journal open(Path path) throws IOException {
    return new Journal(path, openFile(path));
  }

  /** Held until it is closed: one process, and one database in it, uses a directory at a time. */
  static FileChannel lock(Path directory) throws IOException {
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

  private static FileChannel openFile(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  static byte[] entry(Document command) {
    ByteBuf buffer = Unpooled.buffer(2_048);
    buffer.writeZero(HEADER_BYTES);
    BsonEncoder.encodeDocument(command, buffer);
    int length = buffer.readableBytes() - HEADER_BYTES;
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.array(), buffer.arrayOffset() + HEADER_BYTES, length);
    buffer.setInt(0, length);
    buffer.setInt(Integer.BYTES, (int) checksum.getValue());
    byte[] entry = new byte[HEADER_BYTES + length];
    buffer.readBytes(entry);
    return entry;
  }

  /** When this returns, the operating system has it: the end of this process loses nothing. */
  void append(byte[] entry) throws IOException {
    if (broken) {
      throw new IOException("the journal " + path + " is broken since an earlier failure");
    }
    try {
      ByteBuffer left = ByteBuffer.wrap(entry);
      long at = size;
      while (left.hasRemaining()) {
        at += file.write(left, at);
      }
      size = at;
    } catch (IOException e) {
      cutHalfAnEntry(e);
      throw e;
    }
  }

  private void cutHalfAnEntry(IOException cause) {
    try {
      file.truncate(size);
    } catch (IOException e) {
      broken = true;
      cause.addSuppressed(e);
    }
  }

  void sync() throws IOException {
    file.force(false);
  }

  /** How many bytes it has. */
  long size() {
    return size;
  }

  /** Hands out all commands in their order, and cuts off what is half written at the end. */
  void replay(Consumer<Document> each) throws IOException {
    size = 0;
    DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Channels.newInputStream(file.position(0)), 1 << 16));
    for (byte[] body = next(in); body != null; body = next(in)) {
      each.accept(BsonDecoder.decodeBson(Unpooled.wrappedBuffer(body)));
      size += HEADER_BYTES + body.length;
    }
    if (file.size() > size) {
      LOG.warn("cut {} bytes of a half-written entry off {}", file.size() - size, path);
      file.truncate(size);
    }
  }

  /** Null at the end, or where an entry is not whole. */
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

  /** Replaces it by one that begins with what there is now. */
  void renew(Contents contents) throws IOException {
    Path draft = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Journal next = open(draft);
    try {
      contents.write(command -> next.append(entry(command)));
      next.file.force(true);
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      next.file.close();
      throw e;
    }
    file.close();
    file = next.file;
    size = next.size;
  }

  @Override
  public void close() throws IOException {
    if (file.isOpen()) {
      file.force(true);
      file.close();
    }
  }
}
