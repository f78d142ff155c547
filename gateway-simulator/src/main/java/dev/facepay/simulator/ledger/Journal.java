package dev.facepay.simulator.ledger;

import dev.facepay.simulator.order.Entry;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The append-only file of everything that happened, one JSON object a line.
 *
 * <p>Lines are collected in their order by {@link #append} and are in the hands of the operating
 * system when {@link #flush} returns; whoever flushes first writes for all who wait.
 */
final class Journal implements Closeable {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final Path file;
  private final boolean fsync;
  private final FileChannel channel;
  private final ReentrantLock writing = new ReentrantLock();
  private ByteArrayOutputStream pending = new ByteArrayOutputStream(4096);
  private long appended;
  private volatile long written;
  private volatile @Nullable IOException broken;

  /** What was found in the file. */
  record Found(long lines, int tornBytes) {}

  private Journal(Path file, boolean fsync, long lines) throws IOException {
    this.file = file;
    this.fsync = fsync;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    this.appended = lines;
    this.written = lines;
  }

  static Journal open(Path file, boolean fsync, Found found) throws IOException {
    return new Journal(file, fsync, found.lines());
  }

  /**
   * Hands every entry of the file to {@code reader}. A torn last line, left by a kill, is cut off;
   * a bad line before it means that the file was changed by someone else.
   *
   * @throws IOException when the file cannot be read, or a line in its middle is not an entry
   */
  static Found read(Path file, Consumer<Entry> reader) throws IOException {
    if (!Files.exists(file)) {
      return new Found(0, 0);
    }
    int torn = cutTornTail(file);
    long lines = 0;
    try (Stream<String> all = Files.lines(file, StandardCharsets.UTF_8)) {
      for (String line : (Iterable<String>) all::iterator) {
        lines++;
        try {
          reader.accept(JSON.readValue(line, Entry.class));
        } catch (JacksonException | IllegalStateException e) {
          throw new IOException("line " + lines + " of " + file + " is not a journal entry", e);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Found(lines, torn);
  }

  private static int cutTornTail(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long end = bytes.length();
      long keep = end;
      while (keep > 0) {
        bytes.seek(keep - 1);
        if (bytes.read() == '\n') {
          break;
        }
        keep--;
      }
      bytes.setLength(keep);
      return (int) (end - keep);
    }
  }

  /** Adds a line; the caller serialises calls. Gives the line's number, from 1. */
  long append(Instant real, Entry entry) {
    String json = JSON.writeValueAsString(entry);
    long number;
    synchronized (this) {
      number = ++appended;
      String head = "{\"n\":" + number + ",\"real\":\"" + real + "\",";
      pending.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      pending.writeBytes(json.substring(1).getBytes(StandardCharsets.UTF_8));
      pending.write('\n');
    }
    return number;
  }

  /**
   * Returns when line {@code number} and all before it are written.
   *
   * @throws UncheckedIOException when the journal cannot be written; it stays broken
   */
  void flush(long number) {
    if (written >= number) {
      return;
    }
    writing.lock();
    try {
      check();
      if (written < number) {
        writeAll();
      }
    } catch (IOException e) {
      broken = e;
      throw new UncheckedIOException("the journal cannot be written", e);
    } finally {
      writing.unlock();
    }
  }

  private void writeAll() throws IOException {
    ByteBuffer bytes;
    long last;
    synchronized (this) {
      bytes = ByteBuffer.wrap(pending.toByteArray());
      pending.reset();
      last = appended;
    }
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (fsync) {
      channel.force(false);
    }
    written = last;
  }

  private void check() {
    IOException why = broken;
    if (why != null) {
      throw new UncheckedIOException("the journal cannot be written", why);
    }
  }

  /** Whether lines can still be written. */
  boolean isWritable() {
    return broken == null && channel.isOpen();
  }

  /** Lines so far, written or about to be. */
  synchronized long lines() {
    return appended;
  }

  /** Written lines from number {@code from} on. */
  List<String> lines(long from, int limit) {
    try (Stream<String> all = Files.lines(file, StandardCharsets.UTF_8)) {
      return all.limit(written).skip(Math.max(0, from - 1)).limit(limit).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      writeAll();
      channel.close();
    } finally {
      writing.unlock();
    }
  }
}
