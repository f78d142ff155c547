package dev.facepay.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One process of the run: started as often as it ends, and handled as a machine handles it. */
final class Proc {

  private final String name;
  private final List<String> command;
  private final Path log;
  private @Nullable Process process;
  private boolean wanted;
  private boolean over;
  private boolean paused;
  private int endedByItself;

  Proc(String name, List<String> command, Path log) {
    this.name = name;
    this.command = List.copyOf(command);
    this.log = log;
  }

  String name() {
    return name;
  }

  /** Starts it, unless it runs. */
  synchronized void start() throws IOException {
    wanted = !over;
    if (over || alive()) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // By default eight arenas a core, and each keeps what its threads once needed.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    process = builder.start();
    process.getOutputStream().close();
    paused = false;
  }

  /** As {@code kill -9} does. It stays down until it is started. */
  synchronized void kill() throws InterruptedException {
    wanted = false;
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Ends it for good: whoever wants to start it again comes too late. */
  synchronized void end() throws InterruptedException {
    over = true;
    kill();
  }

  /** Asks it to end, and ends it when the time is over. It stays down until it is started. */
  void stop(Duration patience) throws InterruptedException, IOException {
    Process running;
    synchronized (this) {
      wanted = false;
      running = process;
      resume();
    }
    if (running != null) {
      running.destroy();
      if (!running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly().waitFor();
      }
    }
  }

  /** It stands still, with all that it holds. */
  synchronized void pause() throws IOException, InterruptedException {
    if (alive()) {
      signal("STOP");
      paused = true;
    }
  }

  synchronized void resume() throws IOException, InterruptedException {
    if (paused) {
      paused = false;
      if (alive()) {
        signal("CONT");
      }
    }
  }

  synchronized boolean alive() {
    return process != null && process.isAlive();
  }

  /** Whether it has ended although nobody wanted that. */
  synchronized boolean gone() {
    return wanted && !alive();
  }

  /** As a container is that is always restarted. */
  synchronized void startAgain() throws IOException {
    if (gone()) {
      endedByItself++;
      start();
    }
  }

  /** How often it ended by itself. */
  synchronized int endedByItself() {
    return endedByItself;
  }

  Path log() {
    return log;
  }

  private void signal(String which) throws IOException, InterruptedException {
    if (process != null) {
      new ProcessBuilder("kill", "-" + which, Long.toString(process.pid())).start().waitFor();
    }
  }
}
