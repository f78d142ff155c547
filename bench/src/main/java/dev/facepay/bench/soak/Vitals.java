package dev.facepay.bench.soak;

import dev.facepay.standalone.client.MetricsClient;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.setup.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the system uses, seen from outside: the kernel's figures, its own metrics, the disk. */
final class Vitals {

  private final Path data;
  private final ProcessHandle process;
  private final URI metrics;

  Vitals(Launched system, Path data) {
    this.data = data;
    this.process = system.handle();
    RunningSystem running = system.running();
    // All services are in one JVM: any of them tells of its heap.
    this.metrics = Objects.requireNonNull(running.http().get(Service.PAY.label()));
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
    said(List.of(jcmd, Long.toString(process.pid()), "GC.run"));
    try (MetricsClient client = new MetricsClient()) {
      return client.read(List.of(metrics)).sum("jvm_memory_used_bytes", "area=\"heap\"");
    }
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
