package dev.facepay.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * What the devices were told. Of a million payments only those stay in memory that have no last
 * word yet: they are asked for again until they have.
 */
final class Tally implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Recorder micros = new Recorder(3);
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong paid = new AtomicLong();
  private final AtomicLong paidFen = new AtomicLong();
  private final AtomicLong notPaid = new AtomicLong();
  private final AtomicLong notTaken = new AtomicLong();
  private final AtomicLong inHand = new AtomicLong();
  private final Queue<Shot> loose = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Shot> lastPaid = new AtomicReference<>();
  private volatile @Nullable Target target;
  private final Thread settler = Thread.ofVirtual().name("settler").start(this::settleAll);

  /**
   * The last words so far.
   *
   * @param paid told as paid
   * @param paidFen what those amount to
   * @param notPaid told as not paid
   * @param notTaken the system says that it never got them
   * @param open without a last word
   */
  record Words(long paid, long paidFen, long notPaid, long notTaken, long open) {}

  /** Whom to ask for what was left open; null: nobody for now. */
  void ask(@Nullable Target now) {
    target = now;
  }

  void answered(Shot shot) {
    answers.incrementAndGet();
    if (shot.course() == Course.PAID) {
      micros.recordValue(shot.totalMicros());
    }
    if (shot.answer() == Answer.ERROR) {
      errors.incrementAndGet();
    }
    word(shot, shot.answer());
  }

  private void word(Shot shot, Answer answer) {
    switch (answer) {
      case PAID -> {
        paidFen.addAndGet(shot.course().fen());
        paid.incrementAndGet();
        lastPaid.set(shot);
      }
      case NOT_PAID -> notPaid.incrementAndGet();
      case NOT_TAKEN, REFUSED -> notTaken.incrementAndGet();
      case OPEN, ERROR -> loose.add(shot);
    }
  }

  private void settleAll() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        Target now = target;
        if (now != null) {
          settle(now);
        }
      }
    } catch (InterruptedException e) {
      // The run is over.
    }
  }

  private void settle(Target now) throws InterruptedException {
    List<Shot> batch = new ArrayList<>();
    Shot next = loose.poll();
    while (next != null) {
      batch.add(next);
      inHand.incrementAndGet();
      next = loose.poll();
    }
    now.settle(batch);
    for (Shot shot : batch) {
      word(shot, shot.settled());
      inHand.decrementAndGet();
    }
  }

  /** Waits until each payment has a last word; false if some have none after that time. */
  boolean settled(Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (words().open() > 0 && System.nanoTime() < until) {
      Thread.sleep(PAUSE);
    }
    return words().open() == 0;
  }

  Words words() {
    return new Words(
        paid.get(), paidFen.get(), notPaid.get(), notTaken.get(), loose.size() + inHand.get());
  }

  long answers() {
    return answers.get();
  }

  /** First answers that said nothing of the payment. */
  long errors() {
    return errors.get();
  }

  /** Of the ordinary ones since the last call, from sent to answered. */
  Histogram micros() {
    return micros.getIntervalHistogram();
  }

  @Nullable Shot lastPaid() {
    return lastPaid.get();
  }

  @Override
  public void close() {
    settler.interrupt();
  }
}
