package dev.facepay.simulator.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of the journal. The one that is written is {@code journal.jsonl}; those that are full
 * have the number of their first line in their name.
 */
record Segment(Path file, long first) {
  private static final Pattern CLOSED = Pattern.compile("-(\\d{12})\\.jsonl$");
  private static final Pattern NUMBER = Pattern.compile("^\\{\"n\":(\\d{1,18}),");
  private static final int NUMBER_BYTES_MAX = 32;
  private static final int BLOCK_BYTES = 4096;

  /** Where the active file goes when it is full. */
  static Path closed(Path active, long first) {
    String name = String.valueOf(active.getFileName());
    return active.resolveSibling(name.replace(".jsonl", "-%012d.jsonl".formatted(first)));
  }

  /** The full ones beside the active file, the oldest first. */
  static List<Segment> closedOnes(Path active) throws IOException {
    String stem = String.valueOf(active.getFileName()).replace(".jsonl", "-");
    List<Segment> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(active.toAbsolutePath().getParent())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName());
        Matcher matcher = CLOSED.matcher(name);
        if (name.startsWith(stem) && matcher.find()) {
          all.add(new Segment(file, Long.parseLong(matcher.group(1))));
        }
      }
    }
    all.sort(Comparator.comparingLong(Segment::first));
    return all;
  }

  /** Cuts off what a kill left of a line; gives the bytes cut. */
  static int cutTornTail(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long end = bytes.length();
      long keep = start(bytes.getChannel(), end);
      bytes.setLength(keep);
      return (int) (end - keep);
    }
  }

  /**
   * The number of a file's first line, or of its last.
   *
   * @throws IOException when that is not a line of a journal
   */
  static long numberOf(Path file, boolean last) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return number(file, channel, last ? start(channel, channel.size() - 1) : 0);
    }
  }

  private static long number(Path file, FileChannel channel, long at) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(NUMBER_BYTES_MAX);
    channel.read(head, at);
    Matcher matcher =
        NUMBER.matcher(new String(head.array(), 0, head.position(), StandardCharsets.UTF_8));
    if (!matcher.find()) {
      String which = at == 0 ? "line 1" : "the line at byte " + at;
      throw new IOException(which + " of " + file + " is not a journal entry");
    }
    return Long.parseLong(matcher.group(1));
  }

  /** Where the line begins that {@code at} is in, or would be. */
  private static long start(FileChannel channel, long at) throws IOException {
    long end = at;
    while (end > 0) {
      long begin = Math.max(0, end - BLOCK_BYTES);
      ByteBuffer block = ByteBuffer.allocate((int) (end - begin));
      channel.read(block, begin);
      for (int i = block.position() - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return begin + i + 1;
        }
      }
      end = begin;
    }
    return 0;
  }

  /**
   * Where a line begins. Every line starts with its number, so that it need not be read up to.
   *
   * @param end where the file's last whole line ends
   */
  long offset(FileChannel channel, long line, long end) throws IOException {
    long low = 0;
    long high = end;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (number(file, channel, start(channel, middle)) < line) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
