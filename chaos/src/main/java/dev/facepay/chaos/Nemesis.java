package dev.facepay.chaos;

import dev.facepay.chaos.judge.Evidence.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Breaks things, by a seed. The seed decides what is broken and for how long; what that meets is
 * the machine's business.
 */
final class Nemesis implements AutoCloseable {

  /** So much is broken at once, at most: else nothing would ever work, and nothing be tested. */
  private static final int AT_ONCE_MAX = 5;

  private static final Duration DRAW_AGAIN = Duration.ofMillis(20);

  /** So many payments end between two faults, unless none do for a long time. */
  private static final int ENDED_BETWEEN = 5;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Strikes strikes;
  private final GatewayMoods moods;
  private final Stand stand;
  private final Random random;
  private final Duration gap;
  private final Semaphore room = new Semaphore(AT_ONCE_MAX);
  private final Set<String> held = new HashSet<>();
  private final Queue<Fault> done = new ConcurrentLinkedQueue<>();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final IntSupplier ended;
  private int endedBefore;
  private int begun;
  private volatile boolean over;
  private @Nullable Thread thread;

  /**
   * @param gap between two faults, on the average and at least
   * @param ended how many payments have come to their end
   */
  Nemesis(Stand stand, long seed, Duration gap, IntSupplier ended) {
    this.ended = ended;
    this.stand = stand;
    this.random = new Random(seed);
    this.gap = gap;
    this.moods = new GatewayMoods(stand.gatewayControl(), seed);
    this.strikes = new Strikes(stand, new Rewind(stand.brokers()), moods, random);
  }

  void start() throws InterruptedException, IOException {
    moods.set();
    thread = Thread.ofVirtual().name("nemesis").start(this::run);
  }

  private void run() {
    try {
      while (!over) {
        Thread.sleep((long) (gap.toMillis() * (0.5 + random.nextDouble())));
        awaitProgress();
        room.acquire();
        Strike strike = free();
        if (strike.alone()) {
          room.acquire(AT_ONCE_MAX - 1);
        }
        Thread.ofVirtual().start(() -> carryOut(strike));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * On a machine that is slow nothing but waiting would be tested if faults came by the clock
   * alone.
   */
  private void awaitProgress() throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!over && ended.getAsInt() < endedBefore + ENDED_BETWEEN && System.nanoTime() < until) {
      Thread.sleep(DRAW_AGAIN);
    }
    endedBefore = ended.getAsInt();
  }

  /** One that hits nothing that is broken already. */
  private Strike free() throws InterruptedException {
    while (true) {
      synchronized (held) {
        Strike strike = strikes.next(begun);
        if (strike.holds().stream().noneMatch(held::contains)) {
          held.addAll(strike.holds());
          begun++;
          return strike;
        }
      }
      Thread.sleep(DRAW_AGAIN);
    }
  }

  private void carryOut(Strike strike) {
    Instant from = Instant.now();
    boolean broken = attempt(strike, strike.begin());
    try {
      Thread.sleep(broken ? strike.lasts() : Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean mended = attempt(strike, strike.end());
    if (broken && mended) {
      done.add(new Fault(strike.kind(), strike.target(), from, Instant.now()));
    }
    synchronized (held) {
      held.removeAll(strike.holds());
    }
    room.release(strike.alone() ? AT_ONCE_MAX : 1);
  }

  private boolean attempt(Strike strike, Strike.Step step) {
    try {
      step.run();
      return true;
    } catch (Exception e) {
      failed.add(strike.kind() + " " + strike.target() + ": " + e);
      return false;
    }
  }

  /** Ends what is broken, and breaks no more. Returns when everything runs again. */
  void heal() throws InterruptedException, IOException {
    over = true;
    if (thread != null) {
      thread.join();
    }
    room.acquire(AT_ONCE_MAX);
    room.release(AT_ONCE_MAX);
    stand.heal();
    moods.clear();
  }

  List<Fault> faults() {
    return List.copyOf(done);
  }

  /** What could not be broken as it was meant to. */
  List<String> failed() {
    return List.copyOf(failed);
  }

  @Override
  public void close() {
    over = true;
    moods.close();
  }
}
