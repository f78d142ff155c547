package dev.facepay.edge.desk;

import dev.facepay.payment.FactType;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last while of the log in memory. Payments that are not settled have a cell each, on which
 * devices wait; a settled one that nobody waits for is packed away and stays far longer.
 *
 * <p>Both are bounded. Of those with a cell none is forgotten while a device waits for it, nor an
 * open one before its time: when all room is taken by such, new payments are sent away, and what
 * the log tells of payments that began at other instances is passed over until they are settled.
 */
public final class PaymentViews implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PaymentViews.class);

  /** How many of the oldest are looked at to make room for one. */
  private static final int LOOKED_AT_FOR_ROOM = 2;

  private static final Duration OPEN_LOOK = Duration.ofSeconds(1);

  /** Those that change nothing about a settled payment, whatever they say. */
  private static final Set<String> MOOT_ONCE_SETTLED =
      Stream.of(
              FactType.PAYMENT_REQUESTED,
              FactType.PAYMENT_UNKNOWN,
              FactType.CANCEL_REQUESTED,
              FactType.REVERSE_NEEDED,
              FactType.REQUEST_REJECTED)
          .map(FactType::wire)
          .collect(Collectors.toUnmodifiableSet());

  private final DeskSettings settings;
  private final InstantSource clock;
  private final SettledViews settled;

  /** In the order in which they were first heard of; guarded by itself alone. */
  private final LinkedHashMap<PaymentId, PaymentCell> cells = new LinkedHashMap<>();

  private final AtomicInteger watching = new AtomicInteger();
  private final LongAdder contradictions = new LongAdder();
  private final LongAdder passedOver = new LongAdder();
  private volatile boolean closed;
  private @Nullable OpenPayments open;
  private Instant openAt = Instant.EPOCH;

  public PaymentViews(DeskSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.settled = new SettledViews(settings.settledMax());
  }

  /**
   * Whether a fact may be passed over without a look at what it says, since its payment is settled.
   *
   * @param type as the log names it
   * @param payment as {@link PaymentId#toString}
   */
  public boolean isMoot(String type, String payment) {
    return MOOT_ONCE_SETTLED.contains(type) && settled.has(payment);
  }

  /** Takes a fact from the log, in any order and as often as it comes. */
  public void accept(PaymentFact fact) {
    Instant now = clock.instant();
    PaymentCell.Applied applied;
    do {
      PaymentCell cell = cell(fact, now);
      if (cell == null) {
        passedOver.increment();
        return;
      }
      noteContradiction(cell, fact);
      applied = cell.apply(fact, now);
      if (applied != PaymentCell.Applied.KEPT) {
        remove(cell);
      }
    } while (applied == PaymentCell.Applied.GONE);
  }

  /** Forgets what nothing has happened to for long enough. */
  public void forgetOld() {
    Instant now = clock.instant();
    settled.forget(now.minus(settings.settledKept()));
    Instant before = now.minus(settings.viewsKept());
    for (PaymentCell cell : cells()) {
      if (cell.discardIfUntouchedSince(before)) {
        remove(cell);
      }
    }
  }

  /** What is known of a payment's state; null if nothing is. */
  public @Nullable PaymentView find(PaymentId id) {
    PaymentCell cell;
    synchronized (cells) {
      cell = cells.get(id);
    }
    PaymentView view = cell == null ? settled.find(id) : cell.view();
    return view == null || view.version() == 0 ? null : view;
  }

  /** How many payments are held. */
  public int size() {
    synchronized (cells) {
      return cells.size() + settled.size();
    }
  }

  /** Whether one more payment may begin here. */
  boolean hasRoom() {
    makeRoom(clock.instant());
    synchronized (cells) {
      return cells.size() < settings.viewsMax();
    }
  }

  /** What is open, at most {@link #OPEN_LOOK} old: a scrape asks several times. */
  public synchronized OpenPayments open() {
    Instant now = clock.instant();
    if (open == null || Duration.between(openAt, now).compareTo(OPEN_LOOK) >= 0) {
      List<PaymentView> views = new ArrayList<>();
      for (PaymentCell cell : cells()) {
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

  /** How many facts had no room: of payments that are open and that this instance does not hold. */
  public long passedOver() {
    return passedOver.sum();
  }

  /** Lets all who wait go with what is known, so that they ask another instance. */
  @Override
  public void close() {
    closed = true;
    cells().forEach(PaymentCell::close);
  }

  /** Keeps a payment's place until the watch is closed. */
  Watch watch(PaymentId id) {
    while (true) {
      PaymentCell cell;
      synchronized (cells) {
        cell = cells.computeIfAbsent(id, it -> new PaymentCell(it, settled));
      }
      if (cell.enter()) {
        watching.incrementAndGet();
        if (closed) {
          cell.close();
        }
        return new Watch(this, cell);
      }
      remove(cell);
    }
  }

  /** Somebody's hold on a payment's place. */
  record Watch(PaymentViews views, PaymentCell cell) implements AutoCloseable {

    @Override
    public void close() {
      views.watching.decrementAndGet();
      if (cell.leave()) {
        views.remove(cell);
      }
    }
  }

  private List<PaymentCell> cells() {
    synchronized (cells) {
      return new ArrayList<>(cells.values());
    }
  }

  /** The payment's cell, or a new one; null if there is no room for what the fact says. */
  private @Nullable PaymentCell cell(PaymentFact fact, Instant now) {
    PaymentId id = fact.payment().id();
    makeRoom(now);
    synchronized (cells) {
      PaymentCell cell = cells.get(id);
      if (cell == null) {
        boolean passes = fact instanceof PaymentFact.Settled || settled.has(id.toString());
        if (cells.size() >= settings.viewsMax() && !passes) {
          return null;
        }
        cell = new PaymentCell(id, settled);
        cells.put(id, cell);
      }
      return cell;
    }
  }

  /** Where there is none: looks at the oldest, and at what has to stay last the next time. */
  private void makeRoom(Instant now) {
    for (int i = 0; i < LOOKED_AT_FOR_ROOM; i++) {
      PaymentCell oldest;
      synchronized (cells) {
        if (cells.size() < settings.viewsMax()) {
          return;
        }
        oldest = cells.firstEntry().getValue();
      }
      if (oldest.discardUnlessOpenSince(now.minus(settings.viewsKept()))) {
        remove(oldest);
      } else {
        synchronized (cells) {
          if (cells.get(oldest.id()) == oldest) {
            cells.putLast(oldest.id(), oldest);
          }
        }
      }
    }
  }

  private void remove(PaymentCell cell) {
    synchronized (cells) {
      cells.remove(cell.id(), cell);
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
