package dev.facepay.bench;

import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.RunningSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The system and its load, from one start to the next. One thread's. */
final class SoakRun implements AutoCloseable {

  /** An answer takes 30 s at most, then the edge says what it knows. */
  private static final Duration STUCK = Duration.ofSeconds(60);

  /** Query's deadline, the reversal, and the gateway's own waits. */
  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);

  private static final Duration FOLDED_WITHIN = Duration.ofMinutes(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final double ERRORS_MAX = 0.1;

  private final Path root;
  private final Path data;
  private final Path results;
  private final String heap;
  private final Plan plan;
  private final RowListener listener;
  private final Supplier<Course> courses;
  private final Tally tally = new Tally();
  private List<DemoDevice> devices = List.of();
  private @Nullable Launched system;
  private @Nullable EdgeTarget target;
  private @Nullable ClosedLoop loop;
  private int starts;
  private boolean killed;
  private long sent;

  /**
   * @param connections requests under way at once
   * @param per payments for each row
   * @param stores with five devices each
   */
  record Plan(int connections, int per, int stores, Courses courses) {

    @Override
    public String toString() {
      return "%d connections, %d stores; shares unclear %s, refused %s, abandoned %s"
          .formatted(
              connections, stores, courses.unclear(), courses.refused(), courses.abandoned());
    }
  }

  /** Is told each row as soon as it is measured. */
  @FunctionalInterface
  interface RowListener {
    void row(SoakRow row) throws IOException;
  }

  SoakRun(Path root, Path data, Path results, String heap, Plan plan, RowListener listener) {
    this.root = root;
    this.data = data;
    this.results = results;
    this.heap = heap;
    this.plan = plan;
    this.listener = listener;
    this.courses = plan.courses().inTurn();
  }

  /** Limits that protect a merchant and a registry, not the machine. */
  private static Map<String, String> raised() {
    Map<String, String> raised = new LinkedHashMap<>();
    raised.put("facepay.gateway.quota-per-second", "100000");
    raised.put("facepay.edge.enrol.address-burst", "1000");
    raised.put("facepay.simulator.orders-max", "10000000");
    return raised;
  }

  /** Starts and ends it: a machine that has run it before has the classes written down. */
  void startOnce() throws IOException {
    launch().close();
  }

  private Launched launch() throws IOException {
    starts++;
    Path errors = results.resolve("system-%d.err".formatted(starts));
    return Launched.start(root, data, heap, errors, raised());
  }

  /** Returns how long it took until the system said that it is ready. */
  Duration start() throws IOException, InterruptedException {
    Launched started = launch();
    system = started;
    RunningSystem running = started.running();
    if (devices.isEmpty()) {
      devices = Chain.open(running, data, plan.stores());
    }
    target = new EdgeTarget(running.edge(), devices);
    tally.ask(target);
    return started.took();
  }

  /**
   * Row by row.
   *
   * @return false if it was stopped early: too many errors, or no answers at all
   */
  boolean pay(int count) throws IOException, InterruptedException {
    Launched running = Objects.requireNonNull(system);
    String prefix = "K%s-%d-".formatted(Long.toString(Instant.now().getEpochSecond(), 36), starts);
    ClosedLoop load =
        new ClosedLoop(
            Objects.requireNonNull(target), prefix, plan.connections(), courses, tally::answered);
    loop = load;
    Vitals vitals = new Vitals(running, data);
    for (int left = count; left > 0; left -= plan.per()) {
      int now = Math.min(left, plan.per());
      long errorsBefore = tally.errors();
      long answersBefore = tally.answers();
      long began = System.nanoTime();
      Duration cpuBefore = vitals.cpu();
      boolean all = load.send(now, STUCK);
      double seconds = (System.nanoTime() - began) / 1e9;
      double cpuMs = vitals.cpu().minus(cpuBefore).toNanos() / 1e6;
      long answers = Math.max(1, tally.answers() - answersBefore);
      long errors = tally.errors() - errorsBefore;
      Speed speed = new Speed(answers / seconds, tally.micros(), cpuMs / answers, errors);
      sent += now;
      boolean last = left <= plan.per();
      listener.row(row(sent - now, speed, vitals));
      if (!all || errors > now * ERRORS_MAX) {
        return false;
      }
      if (last) {
        // Under way when it is killed, or answered by then: both must be told right.
        return load.send(plan.connections(), STUCK);
      }
    }
    return true;
  }

  private record Speed(double perSecond, Histogram micros, double cpuMs, long errors) {}

  private SoakRow row(long from, Speed speed, Vitals vitals)
      throws IOException, InterruptedException {
    try (ReadSide readSide = readSide()) {
      Duration behind = behind(readSide);
      long heap = vitals.heapBytes();
      return new SoakRow(
          from,
          sent,
          killed,
          speed.perSecond(),
          speed.micros().getValueAtPercentile(50) / 1e3,
          speed.micros().getValueAtPercentile(99) / 1e3,
          speed.cpuMs(),
          heap,
          vitals.residentBytes(),
          vitals.disk(),
          behind.toMillis() / 1e3,
          readSide.dearest(),
          speed.errors());
    }
  }

  private Duration behind(ReadSide readSide) throws IOException, InterruptedException {
    Shot shot = tally.lastPaid();
    if (shot == null) {
      return Duration.ZERO;
    }
    DemoDevice device = devices.get(shot.number() % devices.size());
    return readSide.behind(device.merchant() + ":" + shot.orderNo(), FOLDED_WITHIN);
  }

  private ReadSide readSide() {
    return new ReadSide(Objects.requireNonNull(system).running(), data);
  }

  /** In the middle of what is under way. */
  void kill() throws InterruptedException {
    killed = true;
    tally.ask(null);
    Objects.requireNonNull(system).kill();
    drain();
    Objects.requireNonNull(target).close();
  }

  /** Waits until each payment, also of before the kill, has a last word. */
  void settle() throws InterruptedException {
    drain();
    tally.settled(SETTLED_WITHIN);
  }

  /** Until each request has an answer, or is known to have none. */
  private void drain() throws InterruptedException {
    if (loop != null) {
      loop.drain(STUCK);
    }
  }

  /** Resident, after that time without load. */
  long idleBytes(Duration quiet) throws IOException, InterruptedException {
    Thread.sleep(quiet);
    return new Vitals(Objects.requireNonNull(system), data).residentBytes();
  }

  /** The three books; waits until the read side has all of it. */
  Money money() throws IOException, InterruptedException {
    Launched running = Objects.requireNonNull(system);
    Tally.Words words = tally.words();
    Money.Sum told = new Money.Sum(words.paid(), words.paidFen());
    Money.Ledger ledger = Money.Ledger.read(Objects.requireNonNull(running.running().simulator()));
    try (ReadSide readSide = readSide()) {
      long until = System.nanoTime() + FOLDED_WITHIN.toNanos();
      Money.Sum counted = readSide.paid();
      while (!counted.equals(told) && System.nanoTime() < until) {
        Thread.sleep(LOOK_AGAIN);
        counted = readSide.paid();
      }
      return new Money(told, ledger.held(), counted, ledger.chargedTwice(), words.open());
    }
  }

  @Override
  public void close() {
    tally.close();
    if (target != null) {
      target.close();
    }
    if (system != null) {
      system.close();
    }
  }
}
