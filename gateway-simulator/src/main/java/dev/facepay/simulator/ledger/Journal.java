package dev.facepay.simulator.ledger;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Everything that happened, one JSON object a line, only ever added to.
 *
 * <p>Lines are collected in their order by {@link #append} and are in the hands of the operating
 * system when {@link #flush} returns; whoever flushes first writes for all who wait.
 */
final class Journal implements Closeable {
  private final Times times = new Times();
  private final JsonMapper json =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new SimpleModule().addSerializer(Instant.class, times))
          .build();

  private final JournalFiles files;
  private final ReentrantLock writing = new ReentrantLock();
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(4096);
  private long appended;
  private volatile @Nullable IOException broken;

  /** Most lines of a call have the same times, and making text of one is dear. */
  private static final class Times extends ValueSerializer<Instant> {
    private Instant last = Instant.EPOCH;
    private String text = last.toString();

    String text(Instant at) {
      if (!at.equals(last)) {
        last = at;
        text = at.toString();
      }
      return text;
    }

    @Override
    public void serialize(Instant at, JsonGenerator out, SerializationContext context) {
      out.writeString(text(at));
    }
  }

  /** Takes in an entry that was written before. */
  interface Reader {
    void read(long number, Entry entry) throws IOException;
  }

  Journal(JournalFiles files) {
    this.files = files;
    this.appended = files.written();
  }

  /**
   * Hands every entry from a line on to {@code reader}.
   *
   * @throws IOException when a file cannot be read, or a line is not an entry
   */
  void read(long from, Reader reader) throws IOException {
    files.read(
        from,
        (number, line) -> {
          try {
            reader.read(number, json.readValue(line, Entry.class));
          } catch (JacksonException | IllegalStateException e) {
            throw new IOException("line " + number + " is not a journal entry", e);
          }
        });
  }

  /** Adds a line; the caller serialises calls. Gives the line's number, from 1. */
  long append(Instant real, Entry entry) {
    byte[] bytes = json.writeValueAsBytes(entry);
    synchronized (this) {
      long number = ++appended;
      String head = "{\"n\":" + number + ",\"real\":\"" + times.text(real) + "\",";
      pending.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      pending.write(bytes, 1, bytes.length - 1);
      pending.write('\n');
      return number;
    }
  }

  /**
   * Returns when line {@code number} and all before it are written.
   *
   * @throws UncheckedIOException when the journal cannot be written; it stays broken
   */
  void flush(long number) {
    if (files.written() >= number) {
      return;
    }
    writing.lock();
    try {
      check();
      if (files.written() < number) {
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
    ByteBuffer lines;
    long last;
    synchronized (this) {
      lines = ByteBuffer.wrap(pending.toByteArray());
      pending.reset();
      last = appended;
    }
    files.write(lines, last);
  }

  private void check() {
    IOException why = broken;
    if (why != null) {
      throw new UncheckedIOException("the journal cannot be written", why);
    }
  }

  /** Whether lines can still be written. */
  boolean isWritable() {
    return broken == null && files.isOpen();
  }

  /** Lines so far, written or about to be. */
  synchronized long lines() {
    return appended;
  }

  /** Written lines from number {@code from} on; those of dropped files are left out. */
  List<String> lines(long from, int limit) {
    try {
      return files.lines(from, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try (files) {
      writeAll();
    } finally {
      writing.unlock();
    }
  }
}
