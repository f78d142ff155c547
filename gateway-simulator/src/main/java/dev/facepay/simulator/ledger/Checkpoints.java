package dev.facepay.simulator.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the store up to the journal from time to time, beside the calls. */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  /** One at a time; taken before the ledger's own lock. */
  private final ReentrantLock oneByOne = new ReentrantLock();

  private final ReentrantLock ledger;
  private final LedgerState state;
  private final OrderStore store;
  private final Journal journal;
  private final JournalFiles files;
  private final SimulatorClock clock;
  private final int every;
  private final Duration codesKept;

  /** The line at which the last one was begun. */
  private volatile long begun;

  private volatile @Nullable IOException broken;

  /**
   * @param ledger the lock under which state and journal change
   */
  Checkpoints(
      ReentrantLock ledger,
      LedgerState state,
      OrderStore store,
      Journal journal,
      JournalFiles files,
      SimulatorClock clock,
      LedgerSettings.Limits limits) {
    this.ledger = ledger;
    this.state = state;
    this.store = store;
    this.journal = journal;
    this.files = files;
    this.clock = clock;
    this.every = limits.checkpointEvery();
    this.codesKept = limits.codesKept();
    this.begun = store.checkpoint().line();
  }

  /** At the start, a line was read: what is in memory stays bounded then too. */
  void replayed(long line) throws IOException {
    if (line - begun >= every) {
      Checkpoint next = next(line);
      begun = line;
      files.force();
      store.write(state.leave(), next);
      state.stored();
    }
  }

  private Checkpoint next(long line) {
    return store.checkpoint().next(state.summary(line), clock.setting(), clock.real(), codesKept);
  }

  /** Makes one if enough has happened. */
  void whenDue() {
    if (journal.lines() - begun >= every) {
      now();
    }
  }

  /** Makes one in a call's own time, only when they lag behind: memory stays bounded. */
  void whenLate() {
    if (journal.lines() - begun >= 2L * every) {
      now();
    }
  }

  /**
   * Brings the store up to the journal. The journal is on the disk first, so that the store never
   * knows more than it does. What fails is told by {@link #check} from then on.
   */
  void now() {
    oneByOne.lock();
    try {
      LedgerState.Changes changes;
      Checkpoint next;
      ledger.lock();
      try {
        if (broken != null || journal.lines() == store.checkpoint().line()) {
          return;
        }
        next = next(journal.lines());
        changes = state.leave();
        begun = next.line();
      } finally {
        ledger.unlock();
      }
      journal.flush(next.line());
      files.force();
      store.write(changes, next);
      arrived();
      dropOldest(next.line());
    } catch (IOException e) {
      broken = e;
      LOG.error("The ledger's store cannot be written", e);
    } finally {
      oneByOne.unlock();
    }
  }

  private void arrived() {
    ledger.lock();
    try {
      state.stored();
    } finally {
      ledger.unlock();
    }
  }

  /** What is dropped is on the disk in the store. */
  private void dropOldest(long known) throws IOException {
    List<Segment> old = files.tooMany(known);
    if (!old.isEmpty()) {
      store.sync();
      files.drop(old);
    }
  }

  boolean isWritable() {
    return broken == null;
  }

  /**
   * @throws UncheckedIOException when the store cannot be written; it stays broken
   */
  void check() {
    IOException why = broken;
    if (why != null) {
      throw new UncheckedIOException("the ledger's store cannot be written", why);
    }
  }
}
