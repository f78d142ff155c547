package dev.facepay.edge.desk;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last while of the log in memory: one view per payment, forgotten by age and by count, never
 * while a device waits for it.
 */
public final class PaymentViews implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PaymentViews.class);

  /** Each new view pays for this many old ones, so that memory falls back after a burst. */
  private static final int FORGOTTEN_PER_NEW = 2;

  private static final Duration OPEN_LOOK = Duration.ofSeconds(1);

  private final DeskSettings settings;
  private final InstantSource clock;
  private final ConcurrentMap<PaymentId, PaymentCell> cells = new ConcurrentHashMap<>();
  private final Deque<PaymentCell> byAge = new ConcurrentLinkedDeque<>();
  private final AtomicInteger listed = new AtomicInteger();
  private final AtomicInteger watching = new AtomicInteger();
  private final LongAdder contradictions = new LongAdder();
  private volatile boolean closed;
  private @Nullable OpenPayments open;
  private Instant openAt = Instant.EPOCH;

  public PaymentViews(DeskSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Takes a fact from the log, in any order and as often as it comes. */
  public void accept(PaymentFact fact) {
    Instant now = clock.instant();
    PaymentCell cell;
    PaymentCell.Applied applied;
    do {
      cell = cells.computeIfAbsent(fact.payment().id(), PaymentCell::new);
      noteContradiction(cell, fact);
      applied = cell.apply(fact, now);
      switch (applied) {
        case FIRST -> list(cell, now);
        case EMPTY -> cells.remove(cell.id(), cell);
        case AGAIN, GONE -> {}
      }
    } while (applied == PaymentCell.Applied.GONE);
  }

  /** What is known of a payment's state; null if nothing is. */
  public @Nullable PaymentView find(PaymentId id) {
    PaymentCell cell = cells.get(id);
    PaymentView view = cell == null ? null : cell.view();
    return view == null || view.version() == 0 ? null : view;
  }

  /** How many payments are held. */
  public int size() {
    return listed.get();
  }

  /** What is open, at most {@link #OPEN_LOOK} old: a scrape asks several times. */
  public synchronized OpenPayments open() {
    Instant now = clock.instant();
    if (open == null || Duration.between(openAt, now).compareTo(OPEN_LOOK) >= 0) {
      List<PaymentView> views = new ArrayList<>();
      for (PaymentCell cell : byAge) {
        PaymentView view = cell.view();
        if (view != null) {
          views.add(view);
        }
      }
      open = OpenPayments.of(views, now);
      openAt = now;
    }
    return open;
  }

  /** How many devices wait. */
  public int watching() {
    return watching.get();
  }

  /** How many facts said of a payment what must not be said any more. */
  public long contradictions() {
    return contradictions.sum();
  }

  /** Lets all who wait go with what is known, so that they ask another instance. */
  @Override
  public void close() {
    closed = true;
    cells.values().forEach(PaymentCell::close);
  }

  /** Keeps a payment's place until the watch is closed. */
  Watch watch(PaymentId id) {
    while (true) {
      PaymentCell cell = cells.computeIfAbsent(id, PaymentCell::new);
      if (cell.enter()) {
        watching.incrementAndGet();
        if (closed) {
          cell.close();
        }
        return new Watch(this, cell);
      }
    }
  }

  /** Somebody's hold on a payment's place. */
  record Watch(PaymentViews views, PaymentCell cell) implements AutoCloseable {

    @Override
    public void close() {
      views.watching.decrementAndGet();
      if (cell.leave()) {
        views.cells.remove(cell.id(), cell);
      }
    }
  }

  private void list(PaymentCell cell, Instant now) {
    byAge.add(cell);
    listed.incrementAndGet();
    for (int i = 0; i < FORGOTTEN_PER_NEW; i++) {
      forgetOldest(now);
    }
  }

  private void forgetOldest(Instant now) {
    boolean full = listed.get() > settings.viewsMax();
    PaymentCell oldest = byAge.pollFirst();
    if (oldest == null) {
      return;
    }
    if (oldest.discardIfUntouchedSince(full ? now : now.minus(settings.viewsKept()))) {
      listed.decrementAndGet();
      cells.remove(oldest.id(), oldest);
    } else if (full) {
      byAge.addLast(oldest);
    } else {
      byAge.addFirst(oldest);
    }
  }

  private void noteContradiction(PaymentCell cell, PaymentFact fact) {
    if (ViewFold.contradicts(cell.view(), fact)) {
      contradictions.increment();
      LOG.error(
          "paymentId={} event={} version={}: contradicts what devices were told",
          fact.payment().id(),
          fact.type().wire(),
          fact.version());
    }
  }
}
