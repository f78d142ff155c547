package dev.facepay.report.http;

import dev.facepay.payment.Fact;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last changes of payments and of trades' reports, for streams that follow them. */
public final class Changes {

  private final int keptMax;
  private final Deque<Change> kept = new ArrayDeque<>();
  private long last;
  private boolean ended;

  public Changes(int keptMax) {
    this.keptMax = keptMax;
  }

  /**
   * @param number counts up from 1 as long as this instance lives
   */
  record Change(long number, Fact fact) {}

  public synchronized void add(Fact fact) {
    last++;
    kept.addLast(new Change(last, fact));
    if (kept.size() > keptMax) {
      kept.removeFirst();
    }
    notifyAll();
  }

  synchronized long last() {
    return last;
  }

  /** Whether changes behind that number are gone already. */
  synchronized boolean beyond(long number) {
    return number > last || (!kept.isEmpty() && kept.getFirst().number() > number + 1);
  }

  /** Nobody waits any more. */
  synchronized void end() {
    ended = true;
    notifyAll();
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
