package dev.facepay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The generator's threads go before the system's where both want a core: else the generator is late
 * exactly when the system is busy, and a round tells about neither.
 */
final class OwnThread {

  private static final String NICE = "-10";

  private OwnThread() {}

  /**
   * Has the carriers of virtual threads started: those that a thread starts later inherit its
   * priority, and the bare client runs on them.
   */
  static void startCarriers(int cores) {
    AtomicInteger missing = new AtomicInteger(cores);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < cores; i++) {
      threads.add(Thread.startVirtualThread(() -> spinUntilAllRun(missing)));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A thread that spins keeps its carrier, so that the next one needs another. */
  private static void spinUntilAllRun(AtomicInteger missing) {
    missing.decrementAndGet();
    while (missing.get() > 0) {
      Thread.onSpinWait();
    }
  }

  /**
   * Gives the calling platform thread a nice value of -10.
   *
   * @return false where it can't be had: another system than Linux, or not enough rights
   */
  static boolean first() {
    try {
      String task = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
      Process renice =
          new ProcessBuilder("renice", "-n", NICE, "-p", task).redirectErrorStream(true).start();
      renice.getInputStream().readAllBytes();
      return renice.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
