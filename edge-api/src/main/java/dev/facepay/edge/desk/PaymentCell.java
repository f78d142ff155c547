package dev.facepay.edge.desk;

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
 * The place of one payment in memory: its view, and who waits for it to change.
 *
 * <p>A plain monitor: those who wait are virtual threads, which cost next to nothing and do not
 * hold a carrier.
 */
final class PaymentCell {

  private final PaymentId id;
  private final SettledViews settled;
  private @Nullable PaymentView view;
  private Instant touchedAt = Instant.EPOCH;
  private int watchers;
  private boolean publishing;
  private boolean gone;
  private boolean closing;

  /**
   * @param settled where the view goes when it is settled and nobody waits for it
   */
  PaymentCell(PaymentId id, SettledViews settled) {
    this.id = id;
    this.settled = settled;
    this.view = settled.find(id);
  }

  PaymentId id() {
    return id;
  }

  synchronized @Nullable PaymentView view() {
    return view;
  }

  /** False if the cell has been thrown away meanwhile. */
  synchronized boolean enter() {
    watchers += gone ? 0 : 1;
    return !gone;
  }

  /** True if nothing is left that the cell is for. */
  synchronized boolean leave() {
    watchers--;
    return discardIf(view == null);
  }

  /** How a fact found the cell. */
  enum Applied {
    KEPT,
    /** Nothing is left that the cell is for. */
    DONE,
    /** Thrown away before: take another. */
    GONE
  }

  synchronized Applied apply(PaymentFact fact, Instant now) {
    if (gone) {
      return Applied.GONE;
    }
    PaymentView next = ViewFold.fold(view, fact);
    touchedAt = now;
    if (!Objects.equals(next, view)) {
      view = next;
      notifyAll();
    }
    return discardIf(view == null) ? Applied.DONE : Applied.KEPT;
  }

  /** True if the cell may be forgotten now: nobody waits, and nothing new since that time. */
  synchronized boolean discardIfUntouchedSince(Instant time) {
    return discardIf(!touchedAt.isAfter(time));
  }

  /** As above, but what is not open, such as a refusal, may go at any time. */
  synchronized boolean discardUnlessOpenSince(Instant time) {
    boolean open = view != null && view.version() > 0 && view.isOpen();
    return discardIf(!open || !touchedAt.isAfter(time));
  }

  private boolean discardIf(boolean condition) {
    if (gone || watchers > 0 || publishing) {
      return gone;
    }
    PaymentView last = view;
    if (last != null && last.isFinal()) {
      settled.put(last);
      gone = true;
    } else {
      gone = condition;
    }
    return gone;
  }

  /**
   * Decides when nobody else is publishing for this payment; who is told to publish must call
   * {@link #publishingDone} afterwards.
   */
  synchronized Admission admit(Function<@Nullable PaymentView, Admission> decider)
      throws InterruptedException {
    while (publishing) {
      wait();
    }
    Admission admission = decider.apply(view);
    publishing = admission instanceof Admission.Publish;
    return admission;
  }

  synchronized void publishingDone() {
    publishing = false;
    notifyAll();
  }

  /** The view as soon as it passes, or as it is when the time is over. */
  synchronized @Nullable PaymentView await(Predicate<PaymentView> passes, Duration wait)
      throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (!closing && (view == null || !passes.test(view))) {
      long leftNanos = end - System.nanoTime();
      if (leftNanos <= 0) {
        return view;
      }
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
    }
    return view;
  }

  /** Lets all who wait go with what is known. */
  synchronized void close() {
    closing = true;
    notifyAll();
  }
}
