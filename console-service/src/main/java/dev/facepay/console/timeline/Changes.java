package dev.facepay.console.timeline;

import dev.facepay.payment.Fact;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The last changes of payments and of trades' reports, for streams that follow them. While nobody
 * does, none is read and none is kept: on a busy log that is work for nothing.
 */
final class Changes {

  private final int keptMax;
  private final Deque<Change> kept = new ArrayDeque<>();
  private long last;
  private int followers;
  private boolean ended;

  Changes(int keptMax) {
    this.keptMax = keptMax;
  }

  /**
   * @param number counts up from 1 as long as this instance lives
   */
  record Change(long number, Fact fact) {}

  /**
   * @param read makes the fact; empty if it is none that is shown
   */
  void add(Supplier<Optional<Fact>> read) {
    if (isFollowed()) {
      read.get().ifPresent(this::keep);
    } else {
      pass();
    }
  }

  private synchronized boolean isFollowed() {
    return followers > 0;
  }

  private synchronized void keep(Fact fact) {
    last++;
    kept.addLast(new Change(last, fact));
    if (kept.size() > keptMax) {
      kept.removeFirst();
    }
    notifyAll();
  }

  /** A page that came meanwhile is told to load all anew: see {@link #beyond}. */
  private synchronized void pass() {
    last++;
    kept.clear();
    notifyAll();
  }

  /** From the number that this returns on, changes are kept; until {@link #leave}. */
  synchronized long follow() {
    followers++;
    return last;
  }

  synchronized void leave() {
    followers--;
  }

  synchronized long last() {
    return last;
  }

  /** Whether changes behind that number are gone already. */
  synchronized boolean beyond(long number) {
    return number > last
        || (number < last && (kept.isEmpty() || kept.getFirst().number() > number + 1));
  }

  /** Nobody waits any more. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized boolean ended() {
    return ended;
  }

  /** The changes behind that number; waits for one, and returns none when the time is over. */
  synchronized List<Change> after(long number, Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (last <= number && !ended) {
      long leftMs = (end - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        return List.of();
      }
      wait(leftMs);
    }
    return kept.stream().filter(change -> change.number() > number).toList();
  }
}
