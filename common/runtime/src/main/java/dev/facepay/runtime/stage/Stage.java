package dev.facepay.runtime.stage;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A handler on topics: thousands of records at once, at least once, offsets committed only behind
 * finished work. It starts without a broker and begins when there is one; {@link #check} says what
 * is wrong until then. Made by {@link Stages}.
 */
public final class Stage implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
  private static final Duration WATCH = Duration.ofMillis(500);

  private final String name;
  private final FacePayKafka kafka;
  private final Set<Topic> topics;
  private final StageSettings settings;
  private final StageCore core;
  private final Timekeeper time;
  private volatile @Nullable StageConsumer consumer;
  private volatile @Nullable Thread watcher;
  private volatile @Nullable String trouble;

  Stage(
      String name,
      FacePayKafka kafka,
      Set<Topic> topics,
      StageSettings settings,
      StageCore core,
      Timekeeper time) {
    this.name = name;
    this.kafka = kafka;
    this.topics = Set.copyOf(topics);
    this.settings = settings;
    this.core = core;
    this.time = time;
  }

  public String name() {
    return name;
  }

  @Override
  public synchronized void start() {
    if (watcher == null) {
      watcher = Thread.ofVirtual().name("stage-" + name + "-watch").start(this::watch);
    }
  }

  /** Makes the consumer, and another one should it die. */
  private void watch() {
    try {
      while (keepRunning()) {
        Thread.sleep(WATCH);
      }
    } catch (InterruptedException e) {
      // Stopped.
    }
  }

  private synchronized boolean keepRunning() {
    if (watcher != Thread.currentThread()) {
      return false;
    }
    if (consumer != null && consumer.isRunning()) {
      return true;
    }
    if (consumer != null) {
      LOG.error("event=consumer-died stage={}: making another one", name);
      consumer.die();
      consumer = null;
    }
    core.open();
    try {
      StageConsumer next = new StageConsumer(name, kafka, topics, core, settings, time);
      next.start();
      consumer = next;
      trouble = null;
    } catch (RuntimeException e) {
      String text = Cause.oneLine(e);
      if (!text.equals(trouble)) {
        LOG.warn("event=not-started stage={} error=\"{}\": trying on", name, text);
      }
      trouble = text;
    }
    return true;
  }

  /** What is wrong, in one line; empty if the stage is in contact with the broker. */
  public Optional<String> check() {
    StageConsumer running = consumer;
    Optional<String> wrong;
    if (watcher == null) {
      wrong = Optional.of("not started");
    } else if (running == null) {
      wrong = Optional.ofNullable(trouble).or(() -> Optional.of("starting"));
    } else {
      wrong = running.check();
    }
    return wrong.map(text -> "stage " + name + ": " + text);
  }

  /** Records that are being worked on. */
  public int inFlight() {
    return core.inFlight();
  }

  Set<TopicPartition> assigned() {
    StageConsumer running = consumer;
    return running == null ? Set.of() : running.assigned();
  }

  /** Reads no more, waits for open work as long as the settings say, commits what is finished. */
  @Override
  public void stop() {
    StageConsumer stopping = stopWatching();
    if (stopping != null) {
      try {
        stopping.stop(settings.shutdownDrainMax());
      } catch (InterruptedException e) {
        stopping.abandon();
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Stages of one service drain side by side. */
  @Override
  public void stop(Runnable callback) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                stop();
              } finally {
                callback.run();
              }
            });
  }

  /** As a crash would: nothing is awaited, what is open is not committed. */
  void abandon() {
    StageConsumer stopping = stopWatching();
    if (stopping != null) {
      stopping.abandon();
    }
  }

  private synchronized @Nullable StageConsumer stopWatching() {
    StageConsumer stopping = consumer;
    consumer = null;
    if (watcher != null) {
      watcher.interrupt();
      watcher = null;
    }
    return stopping;
  }

  @Override
  public boolean isRunning() {
    return watcher != null;
  }
}
