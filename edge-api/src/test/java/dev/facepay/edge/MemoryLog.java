package dev.facepay.edge;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.fill.FillWatch.Fullness;
import dev.facepay.runtime.fill.FillWatch.Level;
import dev.facepay.runtime.fill.FillWatch.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A log in memory, with other stages that a test plays. */
final class MemoryLog implements FactPublisher {

  /** How the broker behaves. */
  enum Broker {
    UP,
    /** Nothing gets in. */
    DOWN,
    /** It is in the log, but the acknowledgement is lost. */
    DEAF
  }

  private final List<Fact> facts = new ArrayList<>();
  private final List<Consumer<Fact>> followers = new CopyOnWriteArrayList<>();
  private volatile Function<Fact, List<Fact>> stages = fact -> List.of();
  private volatile Broker broker = Broker.UP;
  private volatile boolean full;
  private volatile boolean read = true;
  private volatile boolean reportsRead = true;
  private volatile boolean registryFollowed = true;

  /** Has the other stages answer a published fact with these. */
  void play(Function<Fact, List<Fact>> reaction) {
    stages = reaction;
  }

  /** Whether the disk under it is as good as full. */
  void full(boolean now) {
    full = now;
  }

  Optional<Fullness> full() {
    return full
        ? Optional.of(new Fullness("kafka", Level.FULL, new Usage(96, 100), null))
        : Optional.empty();
  }

  void broker(Broker state) {
    broker = state;
  }

  /**
   * How far an instance that has just begun has got.
   *
   * @param all payments and the registry
   * @param reports what comes after them
   */
  void read(boolean all, boolean reports) {
    read = all;
    reportsRead = reports;
  }

  void registryFollowed(boolean now) {
    registryFollowed = now;
  }

  boolean isRegistryFollowed() {
    return registryFollowed;
  }

  boolean isRead() {
    return read;
  }

  boolean areReportsRead() {
    return reportsRead;
  }

  /** From the first fact on, as a follower would after a restart. */
  synchronized void follow(Consumer<Fact> follower) {
    facts.forEach(follower);
    followers.add(follower);
  }

  synchronized List<Fact> facts() {
    return List.copyOf(facts);
  }

  <F extends Fact> List<F> facts(Class<F> type) {
    return facts().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** As another stage does: no outage of the edge's own. */
  void say(Fact fact) {
    synchronized (this) {
      facts.add(fact);
      followers.forEach(follower -> follower.accept(fact));
    }
    stages.apply(fact).forEach(this::say);
  }

  @Override
  public void publish(Fact fact) {
    if (broker == Broker.DOWN) {
      throw new FactNotPublished("down", new IllegalStateException());
    }
    say(fact);
    if (broker == Broker.DEAF) {
      throw new FactNotPublished("no acknowledgement", new IllegalStateException());
    }
  }
}
