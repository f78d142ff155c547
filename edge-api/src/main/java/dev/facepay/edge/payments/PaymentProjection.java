package dev.facepay.edge.payments;

import dev.facepay.edge.access.Device;
import dev.facepay.payment.FactType;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last while of the log in memory. Payments that are not settled have a entry each, on which
 * devices wait; a settled one that nobody waits for is packed away and stays far longer.
 *
 * <p>Both are bounded. Of those with a entry none is forgotten while a device waits for it, nor an
 * open one before its time: when all room is taken by such, new payments are sent away, and what
 * the log tells of payments that began at other instances is passed over until they are settled.
 */
public final class PaymentProjection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PaymentProjection.class);

  /** How many of the oldest are looked at to make room for one. */
  private static final int LOOKED_AT_FOR_ROOM = 2;

  private static final Comparator<PaymentSnapshot> NEWEST_FIRST =
      Comparator.comparing((PaymentSnapshot it) -> it.payment().requestedAt())
          .thenComparing(it -> it.payment().id().toString())
          .reversed();

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

  private final PaymentSettings settings;
  private final InstantSource clock;
  private final SettledPayments settled;
  private final Intake intake;

  /** In the order in which they were first heard of; guarded by itself alone. */
  private final LinkedHashMap<PaymentId, PaymentEntry> entries = new LinkedHashMap<>();

  private final AtomicInteger watching = new AtomicInteger();
  private final LongAdder contradictions = new LongAdder();
  private final LongAdder passedOver = new LongAdder();
  private volatile boolean closed;
  private @Nullable OpenPayments open;
  private Instant openAt = Instant.EPOCH;

  PaymentProjection(PaymentSettings settings, Intake intake, InstantSource clock) {
    this.settings = settings;
    this.intake = intake;
    this.clock = clock;
    this.settled = new SettledPayments(settings.settledMax());
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

  /** As {@link #accept(PaymentFact, Duration)}, of a fact that no call to WeChat stands behind. */
  public void accept(PaymentFact fact) {
    accept(fact, Duration.ZERO);
  }

  /**
   * Takes a fact from the log, in any order and as often as it comes.
   *
   * @param gateway what WeChat took of it; zero if nobody says
   */
  public void accept(PaymentFact fact, Duration gateway) {
    Instant now = clock.instant();
    intake.heard(fact, gateway);
    PaymentEntry.Applied applied;
    do {
      PaymentEntry entry = entry(fact, now);
      if (entry == null) {
        passedOver.increment();
        return;
      }
      noteContradiction(entry, fact);
      applied = entry.apply(fact, now);
      if (applied != PaymentEntry.Applied.KEPT) {
        remove(entry);
      }
    } while (applied == PaymentEntry.Applied.GONE);
  }

  /** Forgets what nothing has happened to for long enough. */
  public void forgetOld() {
    Instant now = clock.instant();
    settled.forget(now.minus(settings.settledKept()));
    Instant before = now.minus(settings.viewsKept());
    for (PaymentEntry entry : entries()) {
      if (entry.discardIfUntouchedSince(before)) {
        remove(entry);
      }
    }
  }

  /** Whether anything is known of a payment. */
  public boolean knows(PaymentId id) {
    return find(id) != null;
  }

  /** The payment, or null if nothing is known of it. */
  public @Nullable PaymentRef ref(PaymentId id) {
    PaymentSnapshot snapshot = find(id);
    return snapshot == null ? null : snapshot.payment();
  }

  /** True, false, or null as long as nobody knows. */
  public @Nullable Boolean paid(PaymentId id) {
    PaymentSnapshot snapshot = find(id);
    return snapshot == null ? null : snapshot.paid();
  }

  /** What is known of a payment's state; null if nothing is. */
  @Nullable PaymentSnapshot find(PaymentId id) {
    PaymentEntry entry;
    synchronized (entries) {
      entry = entries.get(id);
    }
    PaymentSnapshot snapshot = entry == null ? settled.find(id) : entry.snapshot();
    return snapshot == null || snapshot.version() == 0 ? null : snapshot;
  }

  /**
   * A device's own payments, the newest first.
   *
   * @param since requested then or later
   */
  List<PaymentSnapshot> of(Device device, Instant since) {
    Map<PaymentId, PaymentSnapshot> found = new HashMap<>();
    settled.of(device, since).forEach(it -> found.put(it.payment().id(), it));
    for (PaymentEntry entry : entries()) {
      PaymentSnapshot snapshot = entry.snapshot();
      if (snapshot != null
          && snapshot.version() > 0
          && device.hasAsked(snapshot.payment())
          && !snapshot.payment().requestedAt().isBefore(since)) {
        found.put(entry.id(), snapshot);
      }
    }
    return found.values().stream().sorted(NEWEST_FIRST).toList();
  }

  /** How many payments are held. */
  int size() {
    synchronized (entries) {
      return entries.size() + settled.size();
    }
  }

  /** Whether one more payment may begin here. */
  boolean hasRoom() {
    makeRoom(clock.instant());
    synchronized (entries) {
      return entries.size() < settings.viewsMax();
    }
  }

  /** What is open, at most {@link #OPEN_LOOK} old: a scrape asks several times. */
  synchronized OpenPayments open() {
    Instant now = clock.instant();
    if (open == null || Duration.between(openAt, now).compareTo(OPEN_LOOK) >= 0) {
      List<PaymentSnapshot> snapshots = new ArrayList<>();
      for (PaymentEntry entry : entries()) {
        PaymentSnapshot snapshot = entry.snapshot();
        if (snapshot != null) {
          snapshots.add(snapshot);
        }
      }
      open = OpenPayments.of(snapshots, now);
      openAt = now;
    }
    return open;
  }

  /** How many devices wait. */
  public int watching() {
    return watching.get();
  }

  /** How many facts said of a payment what must not be said any more. */
  long contradictions() {
    return contradictions.sum();
  }

  /** How many facts had no room: of payments that are open and that this instance does not hold. */
  long passedOver() {
    return passedOver.sum();
  }

  /** Lets all waiting devices go with what is known, so that they ask another instance. */
  @Override
  public void close() {
    closed = true;
    entries().forEach(PaymentEntry::close);
  }

  /** Keeps a payment's place until the watch is closed. */
  Watch watch(PaymentId id) {
    while (true) {
      PaymentEntry entry;
      synchronized (entries) {
        entry = entries.computeIfAbsent(id, it -> new PaymentEntry(it, settled));
      }
      if (entry.enter()) {
        watching.incrementAndGet();
        if (closed) {
          entry.close();
        }
        return new Watch(this, entry);
      }
      remove(entry);
    }
  }

  /** Somebody's hold on a payment's place. */
  record Watch(PaymentProjection projection, PaymentEntry entry) implements AutoCloseable {

    @Override
    public void close() {
      projection.watching.decrementAndGet();
      if (entry.leave()) {
        projection.remove(entry);
      }
    }
  }

  private List<PaymentEntry> entries() {
    synchronized (entries) {
      return new ArrayList<>(entries.values());
    }
  }

  /** The payment's entry, or a new one; null if there is no room for what the fact says. */
  private @Nullable PaymentEntry entry(PaymentFact fact, Instant now) {
    PaymentId id = fact.payment().id();
    makeRoom(now);
    synchronized (entries) {
      PaymentEntry entry = entries.get(id);
      if (entry == null) {
        boolean passes = fact instanceof PaymentFact.Settled || settled.has(id.toString());
        if (entries.size() >= settings.viewsMax() && !passes) {
          return null;
        }
        entry = new PaymentEntry(id, settled);
        entries.put(id, entry);
      }
      return entry;
    }
  }

  /** Where there is none: looks at the oldest, and at what has to stay last the next time. */
  private void makeRoom(Instant now) {
    for (int i = 0; i < LOOKED_AT_FOR_ROOM; i++) {
      PaymentEntry oldest;
      synchronized (entries) {
        if (entries.size() < settings.viewsMax()) {
          return;
        }
        oldest = entries.firstEntry().getValue();
      }
      if (oldest.discardUnlessOpenSince(now.minus(settings.viewsKept()))) {
        remove(oldest);
      } else {
        synchronized (entries) {
          if (entries.get(oldest.id()) == oldest) {
            entries.putLast(oldest.id(), oldest);
          }
        }
      }
    }
  }

  private void remove(PaymentEntry entry) {
    synchronized (entries) {
      entries.remove(entry.id(), entry);
    }
  }

  private void noteContradiction(PaymentEntry entry, PaymentFact fact) {
    if (PaymentSnapshot.contradicts(entry.snapshot(), fact)) {
      contradictions.increment();
      LOG.error(
          "paymentId={} event={} version={}: contradicts what devices were told",
          fact.payment().id(),
          fact.type().wire(),
          fact.version());
    }
  }
}
