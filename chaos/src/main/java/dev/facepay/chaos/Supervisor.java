package dev.facepay.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts again what has ended by itself, as a container that is always restarted. */
final class Supervisor implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final Collection<Proc> procs;
  private @Nullable Thread thread;

  Supervisor(Collection<Proc> procs) {
    this.procs = procs;
  }

  void start() {
    thread = Thread.ofVirtual().name("supervisor").start(this::lookForEver);
  }

  private void lookForEver() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        for (Proc proc : List.copyOf(procs)) {
          proc.startAgain();
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
