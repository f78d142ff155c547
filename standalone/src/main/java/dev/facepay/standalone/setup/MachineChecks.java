package dev.facepay.standalone.setup;

import com.sun.management.OperatingSystemMXBean;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.data.DataDirectory;
import dev.facepay.standalone.start.Ports;
import dev.facepay.wechat.CallerAddress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Whether this machine can build and run a system. */
final class MachineChecks {

  private static final long MEMORY_MB_MIN = 2_048;
  private static final long DISK_MB_WISHED = 2_048;
  private static final int MAVEN_SECONDS_MAX = 20;

  private MachineChecks() {}

  static List<Finding> all(Path dataDir) throws InterruptedException {
    return List.of(
        jdk(), maven(), memory(), disk(dataDir), dataDirectory(dataDir), callerAddress());
  }

  /** Whether a start at that port would find all its ports free. */
  static Finding ports(int first) {
    String range = first + " to " + (first + Ports.COUNT - 1);
    try {
      Ports.from(first);
      return Finding.good("ports " + range, "free");
    } catch (CannotRun e) {
      return Finding.bad("ports " + range, text(e), "");
    }
  }

  /** What pay calls say to be their origin, unless a setting says otherwise. */
  private static Finding callerAddress() {
    String setting = "facepay.pay.payer-ip (FACEPAY_PAYER_IP)";
    return CallerAddress.found()
        .map(own -> Finding.good("caller's address", own + " unless " + setting + " says another"))
        .orElseGet(() -> Finding.note("caller's address", "none found", "set " + setting));
  }

  private static Finding jdk() {
    String found =
        Runtime.version()
            + " ("
            + System.getProperty("java.vendor")
            + ") in "
            + System.getProperty("java.home");
    return Runtime.version().feature() >= 25
        ? Finding.good("JDK", found)
        : Finding.bad("JDK", found, "install JDK 25 or newer");
  }

  private static Finding maven() throws InterruptedException {
    String fix = "install Maven 3.8.7 or newer; only building needs it";
    try {
      Process process =
          new ProcessBuilder("mvn", "--version", "--batch-mode").redirectErrorStream(true).start();
      try {
        if (!process.waitFor(MAVEN_SECONDS_MAX, TimeUnit.SECONDS)) {
          return Finding.bad("Maven", "mvn --version does not end", fix);
        }
        byte[] output = process.getInputStream().readAllBytes();
        String first =
            new String(output, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("Apache Maven"))
                .findFirst()
                .orElse("");
        return first.isEmpty()
            ? Finding.bad("Maven", "mvn --version says nothing of Maven", fix)
            : Finding.good("Maven", first.replaceAll("\u001b\\[[0-9;]*m", ""));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Finding.bad("Maven", "not on the PATH", fix);
    }
  }

  private static Finding memory() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long megabytes = system.getTotalMemorySize() >> 20;
    String found = megabytes + " MB, " + Runtime.getRuntime().availableProcessors() + " cores";
    return megabytes >= MEMORY_MB_MIN
        ? Finding.good("memory", found)
        : Finding.bad("memory", found, MEMORY_MB_MIN + " MB are needed for everything in one");
  }

  private static Finding disk(Path dataDir) {
    Path existing = dataDir;
    while (!Files.exists(existing)) {
      existing = Objects.requireNonNullElse(existing.getParent(), Path.of("/"));
    }
    try {
      FileStore store = Files.getFileStore(existing);
      Finding filled = StorageChecks.disk(store.getUsableSpace(), store.getTotalSpace());
      return filled.bad() || store.getUsableSpace() >> 20 >= DISK_MB_WISHED
          ? filled
          : Finding.bad("disk", filled.found(), "free some: logs grow with each payment");
    } catch (IOException e) {
      return Finding.bad("disk", "cannot be asked", "check " + existing);
    }
  }

  private static Finding dataDirectory(Path dataDir) {
    if (!Files.exists(dataDir)) {
      return Finding.note("data directory", dataDir + " is not there yet", "");
    }
    try (DataDirectory data = DataDirectory.open(dataDir)) {
      return Finding.good("data directory", data.root() + " is free to use");
    } catch (CannotRun e) {
      boolean inUse = text(e).startsWith("another FacePay");
      return inUse
          ? Finding.good("data directory", dataDir + " is used by a running system")
          : Finding.bad("data directory", text(e), "");
    }
  }

  private static String text(CannotRun e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }
}
