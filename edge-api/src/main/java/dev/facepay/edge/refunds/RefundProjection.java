package dev.facepay.edge.refunds;

import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundNo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last while of refunds in memory, by payment: the newest stay. What is forgotten, open or not,
 * a repeated request finds again by way of refund-service.
 */
final class RefundProjection {

  private final int max;

  /** In the order in which they were last written to; guarded by itself, as is {@link #held}. */
  private final LinkedHashMap<PaymentId, Place> places = new LinkedHashMap<>();

  private int held;
  private volatile boolean closed;

  RefundProjection(RefundSettings settings) {
    max = settings.max();
  }

  void accept(RefundFact fact, Instant now) {
    try (Place place = enter(fact.refund().payment())) {
      int more = place.apply(fact);
      synchronized (places) {
        held += more;
        place.touchedAt = now;
        places.putLast(place.payment, place);
        forgetWhile(oldest -> held > max);
      }
    }
  }

  void forget(Instant before) {
    synchronized (places) {
      forgetWhile(oldest -> oldest.touchedAt.isBefore(before));
    }
  }

  /** From the oldest on; one that somebody waits at stays. */
  private void forgetWhile(Predicate<Place> old) {
    Iterator<Place> oldest = places.values().iterator();
    while (oldest.hasNext()) {
      Place place = oldest.next();
      if (!old.test(place)) {
        return;
      }
      if (place.users == 0) {
        oldest.remove();
        held -= place.size();
      }
    }
  }

  int size() {
    synchronized (places) {
      return held;
    }
  }

  /** Lets all waiting devices go with what is known, so that they ask another instance. */
  void close() {
    closed = true;
    synchronized (places) {
      places.values().forEach(Place::wake);
    }
  }

  /** Keeps a payment's place until it is closed. */
  Place enter(PaymentId payment) {
    synchronized (places) {
      Place place = places.computeIfAbsent(payment, Place::new);
      place.users++;
      return place;
    }
  }

  /** The refunds of one payment, under its own monitor, on which devices wait. */
  final class Place implements AutoCloseable {

    private final PaymentId payment;
    private final Map<RefundNo, RefundSnapshot> byNumber = new LinkedHashMap<>();
    private final Set<RefundNo> publishing = new HashSet<>();

    /** Both guarded by {@link #places}. */
    private int users;

    private Instant touchedAt = Instant.MAX;

    private Place(PaymentId payment) {
      this.payment = payment;
    }

    /** How many refunds there are more than before. */
    private synchronized int apply(RefundFact fact) {
      RefundNo number = fact.refund().refundNo();
      RefundSnapshot before = byNumber.get(number);
      byNumber.put(number, RefundSnapshot.fold(before, fact));
      notifyAll();
      return before == null ? 1 : 0;
    }

    private synchronized int size() {
      return byNumber.size();
    }

    private synchronized void wake() {
      notifyAll();
    }

    synchronized @Nullable RefundSnapshot find(RefundNo number) {
      return byNumber.get(number);
    }

    synchronized List<RefundSnapshot> all() {
      return new ArrayList<>(byNumber.values());
    }

    /** What is known of the number when nobody else is asking for it; then {@link #begun}. */
    synchronized @Nullable RefundSnapshot begin(RefundNo number) throws InterruptedException {
      while (!publishing.add(number)) {
        wait();
      }
      return byNumber.get(number);
    }

    synchronized void begun(RefundNo number) {
      publishing.remove(number);
      notifyAll();
    }

    /** The refund as soon as it passes, or as it is when the time is over. */
    synchronized @Nullable RefundSnapshot await(
        RefundNo number, Predicate<RefundSnapshot> passes, Duration wait)
        throws InterruptedException {
      long end = System.nanoTime() + wait.toNanos();
      while (true) {
        RefundSnapshot now = byNumber.get(number);
        long leftNanos = end - System.nanoTime();
        if (closed || leftNanos <= 0 || (now != null && passes.test(now))) {
          return now;
        }
        TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
      }
    }

    @Override
    public void close() {
      synchronized (places) {
        users--;
        if (users == 0 && size() == 0) {
          places.remove(payment, this);
        }
      }
    }
  }
}
