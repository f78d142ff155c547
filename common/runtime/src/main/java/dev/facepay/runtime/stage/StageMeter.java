package dev.facepay.runtime.stage;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.fact.DeadLetters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/** The stage's numbers: {@code facepay_stage_*}, told apart by the stage's name alone. */
final class StageMeter {

  private static final Duration[] STEPS = {
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(3),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(2)
  };

  private static final long OUTAGE_TOLD_MS = 1_000;

  private final AtomicLong toldOutageMs = new AtomicLong();
  private final MeterRegistry registry;
  private final String stage;
  private final Counter in;
  private final Counter finished;
  private final Counter abandoned;
  private final Counter retries;
  private final Counter skipped;
  private final Timer age;
  private final Timer duration;

  StageMeter(MeterRegistry registry, String stage) {
    this.registry = registry;
    this.stage = stage;
    this.in = counter("in", "records taken from the log");
    this.finished = counter("finished", "records whose work is done and written down");
    this.abandoned = counter("abandoned", "records left to another owner or to the next start");
    this.retries = counter("retries", "repeats after an outage or a bug");
    this.skipped = counter("skipped", "records of a type that this release does not know");
    this.age = timer("event.age", "from the event's time to the begin of its work");
    this.duration = timer("duration", "from the begin of the work to its end");
    // There from the start: a first one that comes with its series is no increase.
    DeadLetters.KINDS.forEach(this::deadLetters);
    DeadLetters.HELD_KINDS.forEach(this::heldRecords);
  }

  void watch(StageCore core) {
    gauge("in.flight", core, StageCore::inFlight)
        .description("records that are being worked on")
        .register(registry);
    gauge("paused", core, c -> c.congested() ? 1 : 0)
        .description("1 while no more records are taken in")
        .register(registry);
    gauge("oldest.open", core, c -> c.oldestOpenAge().toMillis() / 1000.0)
        .description("how long the oldest of the open records has been worked on")
        .baseUnit("seconds")
        .register(registry);
  }

  void taken() {
    in.increment();
  }

  void begun(Fact fact, Instant now) {
    Duration since = Duration.between(fact.occurredAt(), now);
    age.record(since.isNegative() ? Duration.ZERO : since);
  }

  void finished(Duration took) {
    finished.increment();
    duration.record(took.isNegative() ? Duration.ZERO : took);
  }

  void abandoned() {
    abandoned.increment();
  }

  /** True at most once a second: an outage meets thousands of records at once. */
  boolean tellOutage(Instant now) {
    long last = toldOutageMs.get();
    return now.toEpochMilli() - last >= OUTAGE_TOLD_MS
        && toldOutageMs.compareAndSet(last, now.toEpochMilli());
  }

  void retried() {
    retries.increment();
  }

  void skipped() {
    skipped.increment();
  }

  void deadLetter(String kind) {
    deadLetters(kind).increment();
  }

  void held(String kind) {
    heldRecords(kind).increment();
  }

  private Counter heldRecords(String kind) {
    return Counter.builder("facepay.stage.held")
        .description("records that are kept and tried again outside of their partition")
        .tag("stage", stage)
        .tag("reason", kind)
        .register(registry);
  }

  private Counter deadLetters(String kind) {
    return Counter.builder("facepay.stage.dead.letters")
        .description("records put aside for a person")
        .tag("stage", stage)
        .tag("reason", kind)
        .register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder("facepay.stage." + name)
        .description(description)
        .tag("stage", stage)
        .register(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder("facepay.stage." + name)
        .description(description)
        .tag("stage", stage)
        .serviceLevelObjectives(STEPS)
        .register(registry);
  }

  private Gauge.Builder<StageCore> gauge(
      String name, StageCore core, ToDoubleFunction<StageCore> value) {
    return Gauge.builder("facepay.stage." + name, core, value).tag("stage", stage);
  }
}
