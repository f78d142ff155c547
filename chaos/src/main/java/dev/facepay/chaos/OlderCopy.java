package dev.facepay.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Puts an older copy in the place of all databases, and does what docs/restoring.md says: every
 * service stopped, the copy in place, {@code facepay catch-up}, the services started.
 */
final class OlderCopy {

  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final int TRIES = 40;
  private static final List<Role> STAGES =
      List.of(Role.AUTH, Role.PAY, Role.QUERY, Role.REVERSE, Role.REPORT, Role.CONSOLE);

  private final Stand stand;
  private final Rewind rewind;
  private final Random random;
  private volatile @Nullable Path copy;

  OlderCopy(Stand stand, Rewind rewind, Random random) {
    this.stand = stand;
    this.rewind = rewind;
    this.random = random;
  }

  /** The database must be stopped for it: files that change are no copy. */
  void make() throws IOException, InterruptedException {
    stand.proc("database").stop(STOP_MAX);
    Path fresh = stand.copies().resolve(Long.toString(System.nanoTime()));
    FileSystemUtils.copyRecursively(stand.databaseDir(), fresh);
    Path older = copy;
    copy = fresh;
    if (older != null) {
      FileSystemUtils.deleteRecursively(older);
    }
  }

  /** Returns when the copy knows what the log knows; the services are still down. */
  void putBack(boolean groupsToo) throws Exception {
    for (Role role : STAGES) {
      for (String name : role.names()) {
        stand.proc(name).kill();
      }
    }
    stand.proc("database").kill();
    FileSystemUtils.deleteRecursively(stand.databaseDir());
    FileSystemUtils.copyRecursively(Objects.requireNonNull(copy), stand.databaseDir());
    stand.proc("database").start();
    for (Role role : STAGES) {
      // What people read is folded anew from the log.
      boolean all = role == Role.CONSOLE;
      if (all || groupsToo) {
        rewind.back(role, all ? 1 : random.nextDouble());
      }
    }
    catchUp();
  }

  /** It is run again until it gets through: nothing may be started before. */
  private void catchUp() throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      if (stand.operate("catch-up") == 0) {
        return;
      }
      Thread.sleep(PAUSE);
    }
    throw new IOException("catch-up did not get through: see its log");
  }

  void startAll() throws IOException {
    for (Role role : STAGES) {
      for (String name : role.names()) {
        stand.proc(name).start();
      }
    }
  }
}
