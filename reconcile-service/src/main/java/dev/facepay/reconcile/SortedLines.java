package dev.facepay.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts lines that need not fit into the memory: a part is sorted there and written, and the parts
 * are merged while they are read. A part is as long as {@link #PART_CHARS_MAX}, and there is one
 * file a part, so that memory does not grow with the bill.
 */
final class SortedLines implements AutoCloseable {

  /** About 32 MB of heap. */
  static final long PART_CHARS_MAX = 8 << 20;

  /** More parts than this are merged into one before more are written: open files are bounded. */
  private static final int PARTS_MAX = 64;

  /** Takes the lines in their order. */
  interface Taker {
    void take(String line) throws IOException;
  }

  private final Path dir;
  private final long partCharsMax;
  private List<String> part = new ArrayList<>();
  private long partChars;
  private final List<Path> parts = new ArrayList<>();
  private int made;

  /**
   * @param dir an empty folder; it is deleted with this
   */
  SortedLines(Path dir) {
    this(dir, PART_CHARS_MAX);
  }

  SortedLines(Path dir, long partCharsMax) {
    this.dir = dir;
    this.partCharsMax = partCharsMax;
  }

  /** In a folder that is made, or cleared of what a worker that died left there. */
  static SortedLines afresh(Path dir) throws IOException {
    Files.createDirectories(dir);
    try (var files = Files.list(dir)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return new SortedLines(dir);
  }

  void add(String line) throws IOException {
    part.add(line);
    partChars += line.length();
    if (partChars >= partCharsMax) {
      spill();
    }
  }

  /** Hands out every line, once. */
  void read(Taker taker) throws IOException {
    if (parts.isEmpty()) {
      Collections.sort(part);
      for (String line : part) {
        taker.take(line);
      }
      part = new ArrayList<>();
      return;
    }
    if (!part.isEmpty()) {
      spill();
    }
    merge(parts, taker);
  }

  private void spill() throws IOException {
    Collections.sort(part);
    Path file = newPart();
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      for (String line : part) {
        out.write(line);
        out.write('\n');
      }
    }
    parts.add(file);
    part = new ArrayList<>();
    partChars = 0;
    if (parts.size() > PARTS_MAX) {
      Path merged = newPart();
      try (BufferedWriter out = Files.newBufferedWriter(merged, UTF_8)) {
        merge(
            parts,
            line -> {
              out.write(line);
              out.write('\n');
            });
      }
      for (Path old : parts) {
        Files.delete(old);
      }
      parts.clear();
      parts.add(merged);
    }
  }

  private Path newPart() {
    return dir.resolve("part-" + made++);
  }

  private static void merge(List<Path> files, Taker taker) throws IOException {
    List<Head> heads = new ArrayList<>();
    try {
      PriorityQueue<Head> queue = new PriorityQueue<>();
      for (Path file : files) {
        Head head = new Head(Files.newBufferedReader(file, UTF_8));
        heads.add(head);
        if (head.advance()) {
          queue.add(head);
        }
      }
      for (Head least = queue.poll(); least != null; least = queue.poll()) {
        taker.take(least.line());
        if (least.advance()) {
          queue.add(least);
        }
      }
    } finally {
      for (Head head : heads) {
        head.in.close();
      }
    }
  }

  /** A part's next line. */
  private static final class Head implements Comparable<Head> {
    private final BufferedReader in;
    private @Nullable String line;

    Head(BufferedReader in) {
      this.in = in;
    }

    boolean advance() throws IOException {
      line = in.readLine();
      return line != null;
    }

    String line() {
      if (line == null) {
        throw new IllegalStateException("the part is at its end");
      }
      return line;
    }

    @Override
    public int compareTo(Head other) {
      return line().compareTo(other.line());
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : parts) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(dir);
  }
}
