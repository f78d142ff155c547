package dev.facepay.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads on in the files of the simulator's journal: what it says is the truth about money. */
final class GatewayJournal {

  private static final String PAY = "micropay";

  /** Full files have the number of their first line in their name. */
  private static final Pattern FULL = Pattern.compile("journal-(\\d+)\\.jsonl");

  private static final Pattern NUMBER = Pattern.compile("^\\{\"n\":(\\d+),");

  private final Path file;

  /** First line of the file that was read last, and how much of it. */
  private long reading = 1;

  private long offset;

  GatewayJournal(Path file) {
    this.file = file;
  }

  /** What was written since the last call, by order number; the gateway must be quiet. */
  Map<String, Passage> readOn() {
    Map<String, Passage> all = new HashMap<>();
    try {
      NavigableMap<Long, Path> files = files().tailMap(reading, true);
      if (!files.isEmpty() && files.firstKey() != reading) {
        throw new IllegalStateException(
            "the simulator dropped lines that were not read: raise facepay.simulator.journal-max");
      }
      for (Map.Entry<Long, Path> one : files.entrySet()) {
        if (one.getKey() != reading) {
          reading = one.getKey();
          offset = 0;
        }
        readOn(one.getValue(), all);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator's journal cannot be read", e);
    }
    return all;
  }

  private NavigableMap<Long, Path> files() throws IOException {
    NavigableMap<Long, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> full =
        Files.newDirectoryStream(file.toAbsolutePath().getParent(), "journal-*.jsonl")) {
      for (Path one : full) {
        Matcher name = FULL.matcher(String.valueOf(one.getFileName()));
        if (name.matches()) {
          files.put(Long.parseLong(name.group(1)), one);
        }
      }
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      Matcher first = NUMBER.matcher(String.valueOf(lines.readLine()));
      if (first.find()) {
        files.put(Long.parseLong(first.group(1)), file);
      }
    }
    return files;
  }

  private void readOn(Path one, Map<String, Passage> all) throws IOException {
    try (FileChannel channel = FileChannel.open(one)) {
      long end = channel.size();
      channel.position(offset);
      BufferedReader lines =
          new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
      String line = lines.readLine();
      while (line != null) {
        read(line, all);
        line = lines.readLine();
      }
      offset = end;
    }
  }

  private static void read(String line, Map<String, Passage> all) {
    String order = text(line, "out_trade_no");
    String kind = text(line, "kind");
    if (order == null || kind == null) {
      return;
    }
    Passage passage = all.computeIfAbsent(order, o -> new Passage());
    switch (kind) {
      case "REQUEST" -> {
        if (PAY.equals(text(line, "api"))) {
          passage.arrived(time(line));
        }
      }
      case "ANSWER" -> {
        if (PAY.equals(text(line, "api"))) {
          passage.answered(time(line));
        }
      }
      case "CHARGED" -> passage.charged();
      case "REVERSED" -> passage.reversed();
      default -> {
        // Nothing that a benchmark asks about.
      }
    }
  }

  /** The computer's own time, in microseconds. */
  private static long time(String line) {
    Instant real = Instant.parse(String.valueOf(text(line, "real")));
    return real.getEpochSecond() * 1_000_000 + real.getNano() / 1_000;
  }

  /** The lines are the simulator's own, flat where it matters, and there are a million of them. */
  private static @Nullable String text(String line, String name) {
    String start = "\"" + name + "\":\"";
    int from = line.indexOf(start);
    if (from < 0) {
      return null;
    }
    from += start.length();
    return line.substring(from, line.indexOf('"', from));
  }
}
