package dev.facepay.runtime.fill;

import dev.facepay.payment.WireName;
import dev.facepay.runtime.fill.FillWatch.Storage;
import dev.facepay.runtime.fill.FillWatch.Storage.NotMeasured;
import dev.facepay.runtime.fill.FillWatch.Usage;
import dev.facepay.runtime.store.Stores;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches places that fill up. What it says is of the last look that had an answer: a broker that
 * does not answer is no less full than before.
 */
public final class FillWatch implements StorageSpace {

  private static final Logger LOG = LoggerFactory.getLogger(FillWatch.class);

  private final FillSettings settings;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final List<Watched> storages;

  public FillWatch(
      List<Storage> storages, FillSettings settings, InstantSource clock, MeterRegistry meters) {
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
    this.storages = storages.stream().map(Watched::new).toList();
  }

  /** The disk under the database, as the server tells it; of a replica set the primary's. */
  public static Storage disk(Stores stores) {
    return new DatabaseDisk(stores);
  }

  private static final class Watched {
    private final Storage storage;
    private volatile Fill fill = Fill.NOT_MEASURED;
    private volatile boolean answered;
    private boolean metered;
    private @Nullable String trouble;

    private Watched(Storage storage) {
      this.storage = storage;
    }
  }

  /** Measures all of them, one after the other. */
  public synchronized void look() throws InterruptedException {
    for (Watched watched : storages) {
      look(watched);
    }
  }

  private void look(Watched watched) throws InterruptedException {
    try {
      Optional<Usage> usage = watched.storage.look();
      watched.answered = usage.isPresent();
      watched.trouble = null;
      if (usage.isPresent()) {
        Fill before = watched.fill;
        watched.fill = before.with(usage.get(), clock.instant(), settings);
        meter(watched);
        tell(watched.storage, before.level(), watched.fill);
      }
    } catch (NotMeasured e) {
      watched.answered = false;
      if (!Objects.equals(e.getMessage(), watched.trouble)) {
        LOG.warn(
            "event=fill-not-measured store={} error=\"{}\": trying on",
            watched.storage.store(),
            e.getMessage());
      }
      watched.trouble = e.getMessage();
    }
  }

  /** Of each place that could be measured. */
  public List<Fullness> all() {
    return storages.stream().map(this::fullness).flatMap(Optional::stream).toList();
  }

  @Override
  public Optional<Fullness> full() {
    for (Watched watched : storages) {
      if (watched.fill.level() == Level.FULL) {
        return fullness(watched);
      }
    }
    return Optional.empty();
  }

  private Optional<Fullness> fullness(Watched watched) {
    Fill fill = watched.fill;
    return fill.usage().map(usage -> of(watched.storage, fill, usage));
  }

  private Fullness of(Storage storage, Fill fill, Usage usage) {
    return new Fullness(storage.store(), fill.level(), usage, fill.fullAt(settings).orElse(null));
  }

  private void tell(Storage storage, Level before, Fill now) {
    if (now.level() == before) {
      return;
    }
    fullnessText(storage, now)
        .ifPresent(
            text -> {
              switch (now.level()) {
                case OK -> LOG.info("event=fill-ok {}", text);
                case FILLING -> LOG.warn("event=fill-filling {}: make room", text);
                case FULL -> LOG.error("event=fill-full {}: no new payments are taken", text);
              }
            });
  }

  private Optional<String> fullnessText(Storage storage, Fill fill) {
    return fill.usage()
        .map(
            usage ->
                "store=%s percent=%d used=%d total=%d full_at=%s"
                    .formatted(
                        storage.store(),
                        of(storage, fill, usage).percent(),
                        usage.usedBytes(),
                        usage.totalBytes(),
                        fill.fullAt(settings).map(Instant::toString).orElse("-")));
  }

  /** From the first answer on: what can't be measured has no series. */
  private void meter(Watched watched) {
    if (watched.metered) {
      return;
    }
    watched.metered = true;
    gauge(
        "facepay.storage.used.ratio",
        "How much of the disk or the heap is taken, 0 to 1",
        watched,
        fill -> fill.usage().map(Usage::ratio).orElse(Double.NaN));
    gauge(
        "facepay.storage.level",
        "0 well, 1 filling, 2 full: no new payments",
        watched,
        fill -> fill.level().number());
    gauge(
        "facepay.storage.full.timestamp.seconds",
        "When it will be full at the rate of the last day, Unix time; not a number: not in sight",
        watched,
        fill -> fill.fullAt(settings).map(at -> (double) at.getEpochSecond()).orElse(Double.NaN));
  }

  private void gauge(
      String name, String description, Watched watched, ToDoubleFunction<Fill> value) {
    Gauge.builder(name, watched, it -> it.answered ? value.applyAsDouble(it.fill) : Double.NaN)
        .description(description)
        .tag("store", watched.storage.store())
        .strongReference(true)
        .register(meters);
  }

  /**
   * How full a place is, for people.
   *
   * @param store {@link Storage#store}
   * @param fullAt when no new payments will be taken at the rate of the last day; null: not
   *     growing, or not known yet
   */
  public record Fullness(String store, Level level, Usage usage, @Nullable Instant fullAt) {

    /** Whole, rounded down: 94.9 % is not full yet. */
    public int percent() {
      return (int) (100 * usage.ratio());
    }
  }

  /** How urgent it is. */
  public enum Level implements WireName {
    OK("ok", 0),
    /** Somebody has to make room. */
    FILLING("filling", 1),
    /** Nothing new is begun; what is left is for what is under way. */
    FULL("full", 2);

    private final String wire;
    private final int number;

    Level(String wire, int number) {
      this.wire = wire;
      this.number = number;
    }

    @Override
    public String wire() {
      return wire;
    }

    /** For a metric: higher is worse. */
    int number() {
      return number;
    }
  }

  /** Something that fills up. */
  public interface Storage {

    /** As labels and pages call it: {@code kafka}, {@code mongodb}, {@code heap}. */
    String store();

    /**
     * Measures it; empty if it can't be measured here at all.
     *
     * @throws NotMeasured if there was no answer this time
     */
    Optional<Usage> look() throws NotMeasured, InterruptedException;

    /** There was no answer; the next look may have one. */
    final class NotMeasured extends Exception {

      private static final long serialVersionUID = 1;

      public NotMeasured(String why) {
        super(why);
      }
    }
  }

  /**
   * How much of a place is taken.
   *
   * @param usedBytes what nobody can write to any more, 0 to {@code totalBytes}
   * @param totalBytes above 0
   */
  public record Usage(long usedBytes, long totalBytes) {

    public Usage {
      if (totalBytes <= 0 || usedBytes < 0 || usedBytes > totalBytes) {
        throw new IllegalArgumentException(usedBytes + " of " + totalBytes + " bytes");
      }
    }

    /** 0 to 1. */
    public double ratio() {
      return (double) usedBytes / totalBytes;
    }
  }

  /**
   * This process's heap: what a collection could not free, of what it may grow to. Between two
   * collections the heap is always nearly full, and well.
   */
  public static final class Heap implements Storage {

    @Override
    public String store() {
      return "heap";
    }

    @Override
    public Optional<Usage> look() {
      long max = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
      long used = 0;
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        MemoryUsage after = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
        used += after == null ? 0 : after.getUsed();
      }
      return max <= 0 ? Optional.empty() : Optional.of(new Usage(Math.min(used, max), max));
    }
  }
}
