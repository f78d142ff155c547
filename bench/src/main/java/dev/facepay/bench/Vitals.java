package dev.facepay.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the system uses, seen from outside: the kernel's figures, its own metrics, the disk. */
final class Vitals {

  /** Of a class histogram: objects, bytes. */
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  private final Path data;
  private final ProcessHandle process;

  Vitals(Launched system, Path data) {
    this.data = data;
    this.process = system.handle();
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Of physical memory, shared libraries included. */
  long residentBytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    }
  }

  /** What a full collection leaves. It is made for this: never within a time that is measured. */
  long heapBytes() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    // An explicit collection goes on beside the work and leaves what was new meanwhile; the
    // histogram stops the world and counts what lives.
    String histogram = said(List.of(jcmd, Long.toString(process.pid()), "GC.class_histogram"));
    return histogram
        .lines()
        .map(TOTAL::matcher)
        .filter(Matcher::matches)
        .mapToLong(total -> Long.parseLong(total.group(1)))
        .findFirst()
        .orElseThrow(() -> new IOException("no histogram of process " + process.pid()));
  }

  /**
   * Bytes on the disk by the data directory's folders: blocks, since the broker's files have holes.
   */
  Map<String, Long> disk() throws IOException, InterruptedException {
    Map<String, Long> all = new TreeMap<>();
    for (String part : List.of("broker", "database", "simulator", "logs")) {
      Path folder = data.resolve(part);
      if (Files.isDirectory(folder)) {
        String kilobytes = said(List.of("du", "-sk", folder.toString())).split("\\s", 2)[0];
        all.put(part, Long.parseLong(kilobytes) * 1024);
      }
    }
    return all;
  }

  /** The code does not matter: {@code du} minds files that go while it looks. */
  private static String said(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
