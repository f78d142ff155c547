package dev.facepay.simulator.ledger;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The journal's lines in their files: one that is written, and full ones, the oldest dropped. */
final class JournalFiles implements Closeable {
  private final Path file;
  private final Bounds bounds;
  private final int tornBytes;

  /** Guards what follows. */
  private final ReentrantLock lock = new ReentrantLock();

  /** The oldest first. */
  private final List<Segment> full;

  private final List<FileChannel> unforced = new ArrayList<>();
  private FileChannel active;
  private long first;
  private long bytes;
  private volatile long written;

  /**
   * How the journal is kept.
   *
   * @param fsync whether each group of lines is forced to the disk
   * @param fileBytes a file that is so long is full
   * @param bytesMax full files are dropped, the oldest first, while all are longer; 0: never
   */
  record Bounds(boolean fsync, long fileBytes, long bytesMax) {}

  /** Takes in a line that was written before. */
  interface Reader {
    void read(long number, String line) throws IOException;
  }

  /**
   * Opens the files or begins one. A torn last line, left by a kill, is cut off.
   *
   * @param known the last line that the store knows
   * @throws IOException when they cannot be read, or a file is missing
   */
  JournalFiles(Path file, Bounds bounds, long known) throws IOException {
    this.file = file;
    this.bounds = bounds;
    this.full = Segment.closedOnes(file);
    this.active = begin(file);
    this.tornBytes = Segment.cutTornTail(file);
    this.bytes = Files.size(file);
    long before = full.isEmpty() ? known : Segment.numberOf(full.getLast().file(), true);
    this.first = bytes == 0 ? before + 1 : Segment.numberOf(file, false);
    this.written = bytes == 0 ? before : Segment.numberOf(file, true);
    if (!full.isEmpty()) {
      unforced.add(FileChannel.open(full.getLast().file(), StandardOpenOption.WRITE));
    }
    long oldest = segments().getFirst().first();
    boolean none = full.isEmpty() && bytes == 0;
    if (known + 1 < oldest || known > written || (known > 0 && none)) {
      close();
      throw new IOException(
          "the journal %s has the lines %d to %d, the ledger's store knows them up to %d: "
                  .formatted(file, oldest, none ? 0 : written, known)
              + "put back what was taken away, or take away all of them and the store");
    }
  }

  private static FileChannel begin(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Bytes of a torn line that were cut off. */
  int tornBytes() {
    return tornBytes;
  }

  /** The last line that is written. */
  long written() {
    return written;
  }

  boolean isOpen() {
    return active.isOpen();
  }

  private List<Segment> segments() {
    List<Segment> all = new ArrayList<>(full);
    all.add(new Segment(file, first));
    return all;
  }

  /** Writes whole lines; {@code last} is the number of the last of them. */
  void write(ByteBuffer lines, long last) throws IOException {
    lock.lock();
    try {
      bytes += lines.remaining();
      while (lines.hasRemaining()) {
        active.write(lines);
      }
      if (bounds.fsync()) {
        active.force(false);
      }
      written = last;
      if (bytes >= bounds.fileBytes()) {
        beginNext();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A kill between the two steps leaves no active file; the next start makes it. */
  private void beginNext() throws IOException {
    Segment done = new Segment(Segment.closed(file, first), first);
    Files.move(file, done.file(), StandardCopyOption.ATOMIC_MOVE);
    full.add(done);
    unforced.add(active);
    active = begin(file);
    first = written + 1;
    bytes = 0;
  }

  /** Returns when all that is written would outlive a power cut. */
  void force() throws IOException {
    List<FileChannel> done;
    FileChannel now;
    lock.lock();
    try {
      done = List.copyOf(unforced);
      unforced.clear();
      now = active;
    } finally {
      lock.unlock();
    }
    for (FileChannel channel : done) {
      try (channel) {
        channel.force(false);
      }
    }
    now.force(false);
  }

  /**
   * Full files that are too many, the oldest first; never the newest: one without the other looks
   * like a journal that was taken away.
   *
   * @param known the last line that the store knows; younger lines are never too many
   */
  List<Segment> tooMany(long known) throws IOException {
    long max = bounds.bytesMax() == 0 ? Long.MAX_VALUE : bounds.bytesMax();
    lock.lock();
    try {
      long all = bytes;
      for (Segment segment : full) {
        all += Files.size(segment.file());
      }
      List<Segment> drop = new ArrayList<>();
      for (int i = 0; i + 1 < full.size() && all > max; i++) {
        if (after(i) - 1 > known) {
          break;
        }
        drop.add(full.get(i));
        all -= Files.size(full.get(i).file());
      }
      return drop;
    } finally {
      lock.unlock();
    }
  }

  /** The first line of the file after a full one. */
  private long after(int i) {
    return i + 1 < full.size() ? full.get(i + 1).first() : first;
  }

  void drop(List<Segment> segments) throws IOException {
    lock.lock();
    try {
      for (Segment segment : segments) {
        Files.deleteIfExists(segment.file());
        full.remove(segment);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands every line from a number on to {@code reader}, to the last that is written now.
   *
   * @throws IOException when a file does not go on where the one before it ends
   */
  void read(long from, Reader reader) throws IOException {
    long last = written;
    long next = from;
    while (next <= last) {
      next = readOne(next, Long.MAX_VALUE, reader);
    }
  }

  /** As many lines from a number on; those of dropped files are left out. */
  List<String> lines(long from, int limit) throws IOException {
    List<String> page = new ArrayList<>();
    long last = written;
    long next = from;
    while (page.size() < limit && next <= last) {
      next = readOne(next, limit - page.size(), (_, line) -> page.add(line));
    }
    return page;
  }

  /** Reads on to the end of one file; gives the number of the line after it. */
  private long readOne(long from, long limit, Reader reader) throws IOException {
    Segment segment;
    FileChannel in;
    long next;
    long end;
    lock.lock();
    try {
      List<Segment> all = segments();
      int i = all.size() - 1;
      while (i > 0 && all.get(i).first() > from) {
        i--;
      }
      segment = all.get(i);
      next = i < full.size() ? after(i) : written + 1;
      in = FileChannel.open(segment.file());
      end = i < full.size() ? in.size() : bytes;
    } finally {
      lock.unlock();
    }
    try (in) {
      long begin = Math.max(from, segment.first());
      in.position(segment.offset(in, begin, end));
      BufferedReader lines = new BufferedReader(Channels.newReader(in, StandardCharsets.UTF_8));
      for (long number = begin; number < next && number - begin < limit; number++) {
        String line = lines.readLine();
        if (line == null || !line.startsWith("{\"n\":" + number + ",")) {
          throw new IOException(
              "line " + number + " of " + segment.file() + " is not a journal entry");
        }
        reader.read(number, line);
      }
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      for (FileChannel channel : unforced) {
        channel.close();
      }
      unforced.clear();
      active.close();
    } finally {
      lock.unlock();
    }
  }
}
