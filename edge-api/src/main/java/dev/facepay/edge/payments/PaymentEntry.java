package dev.facepay.edge.payments;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One payment in memory: its snapshot, and the devices that wait for it to change.
 *
 * <p>A plain monitor: virtual threads wait, which cost next to nothing and do not hold a carrier.
 */
final class PaymentEntry {

  private final PaymentId id;
  private final SettledPayments settled;
  private @Nullable PaymentSnapshot snapshot;
  private Instant touchedAt = Instant.EPOCH;
  private int watchers;
  private boolean publishing;
  private boolean gone;
  private boolean closing;

  /**
   * @param settled where the snapshot goes when it is settled and nobody waits for it
   */
  PaymentEntry(PaymentId id, SettledPayments settled) {
    this.id = id;
    this.settled = settled;
    this.snapshot = settled.find(id);
  }

  PaymentId id() {
    return id;
  }

  synchronized @Nullable PaymentSnapshot snapshot() {
    return snapshot;
  }

  /** False if the entry has been thrown away meanwhile. */
  synchronized boolean enter() {
    watchers += gone ? 0 : 1;
    return !gone;
  }

  /** True if nothing is left that the entry is for. */
  synchronized boolean leave() {
    watchers--;
    return discardIf(snapshot == null);
  }

  /** How a fact found the entry. */
  enum Applied {
    KEPT,
    /** Nothing is left that the entry is for. */
    DONE,
    /** Thrown away before: take another. */
    GONE
  }

  synchronized Applied apply(PaymentFact fact, Instant now) {
    if (gone) {
      return Applied.GONE;
    }
    PaymentSnapshot next = PaymentSnapshot.fold(snapshot, fact);
    touchedAt = now;
    if (!Objects.equals(next, snapshot)) {
      snapshot = next;
      notifyAll();
    }
    return discardIf(snapshot == null) ? Applied.DONE : Applied.KEPT;
  }

  /** True if the entry may be forgotten now: nobody waits, and nothing new since that time. */
  synchronized boolean discardIfUntouchedSince(Instant time) {
    return discardIf(!touchedAt.isAfter(time));
  }

  /** As above, but what is not open, such as a refusal, may go at any time. */
  synchronized boolean discardUnlessOpenSince(Instant time) {
    boolean open = snapshot != null && snapshot.version() > 0 && snapshot.isOpen();
    return discardIf(!open || !touchedAt.isAfter(time));
  }

  private boolean discardIf(boolean condition) {
    if (gone || watchers > 0 || publishing) {
      return gone;
    }
    PaymentSnapshot last = snapshot;
    if (last != null && last.isFinal()) {
      settled.put(last);
      gone = true;
    } else {
      gone = condition;
    }
    return gone;
  }

  /**
   * Decides when nobody else is publishing for this payment; a caller that may publish must call
   * {@link #publishingDone} afterwards.
   */
  synchronized Admission admit(Function<@Nullable PaymentSnapshot, Admission> decider)
      throws InterruptedException {
    while (publishing) {
      wait();
    }
    Admission admission = decider.apply(snapshot);
    publishing = admission instanceof Admission.Publish;
    return admission;
  }

  synchronized void publishingDone() {
    publishing = false;
    notifyAll();
  }

  /** The snapshot as soon as it passes, or as it is when the time is over. */
  synchronized @Nullable PaymentSnapshot await(Predicate<PaymentSnapshot> passes, Duration wait)
      throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (!closing && (snapshot == null || !passes.test(snapshot))) {
      long leftNanos = end - System.nanoTime();
      if (leftNanos <= 0) {
        return snapshot;
      }
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
    }
    return snapshot;
  }

  /** Lets all waiting devices go with what is known. */
  synchronized void close() {
    closing = true;
    notifyAll();
  }
}
