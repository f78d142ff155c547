package dev.facepay.bench;

import java.time.Instant;
import java.util.function.Consumer;

/** One request: when it was due, when it was handed over, what came back and when. */
final class Shot {

  private final int number;
  private final String orderNo;
  private final long dueNanos;
  private final Course course;
  private final Consumer<Shot> done;
  private long sentNanos;
  private volatile long doneNanos;
  private volatile Answer answer = Answer.OPEN;
  private volatile Answer settled = Answer.OPEN;

  /**
   * @param done is told the first answer, on the thread that brings it
   */
  Shot(int number, String orderNo, long dueNanos, Course course, Consumer<Shot> done) {
    this.number = number;
    this.orderNo = orderNo;
    this.dueNanos = dueNanos;
    this.course = course;
    this.done = done;
  }

  /** From 0, in the order of the schedule. */
  int number() {
    return number;
  }

  String orderNo() {
    return orderNo;
  }

  Course course() {
    return course;
  }

  /** Whether the gateway shall leave the outcome open for seconds. */
  boolean unclear() {
    return course == Course.PASSWORD;
  }

  /** The first answer. */
  Answer answer() {
    return answer;
  }

  /** The device's answer came; the first one counts. */
  void finish(Answer told) {
    long now = System.nanoTime();
    synchronized (this) {
      if (doneNanos != 0) {
        return;
      }
      answer = told;
      settled = told;
      doneNanos = now;
    }
    done.accept(this);
  }

  /** What a later look has shown; the time of the answer stays. */
  void settle(Answer seen) {
    settled = seen;
  }

  /** The device's last word on it: its answer, or what a later look has shown. */
  Answer settled() {
    return settled;
  }

  void sent(long atNanos) {
    sentNanos = atNanos;
  }

  boolean isDone() {
    return doneNanos != 0;
  }

  /** On the clock of {@link System#nanoTime}; 0 if there was no answer. */
  long doneNanos() {
    return doneNanos;
  }

  long dueNanos() {
    return dueNanos;
  }

  /** What the computer's time is ahead of {@link System#nanoTime}, in microseconds. */
  static long clockMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000 - System.nanoTime() / 1_000;
  }

  /**
   * When it was due on the computer's own clock.
   *
   * @param clockMicros {@link #clockMicros}
   */
  long dueMicros(long clockMicros) {
    return dueNanos / 1_000 + clockMicros;
  }

  /** From when it was due to its answer: a late start counts as the system's slowness. */
  long totalMicros() {
    return (doneNanos - dueNanos) / 1000;
  }

  /** How late the generator was. */
  long lagMicros() {
    return (sentNanos - dueNanos) / 1000;
  }
}
