package dev.facepay.simulation;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.stage.FactHandler.Holding;
import dev.facepay.runtime.stage.RecordTask;
import dev.facepay.runtime.stage.StageCore;
import dev.facepay.runtime.stage.StageSettings;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One process as an owner of a stage's partitions: the real engine, fed from the log. */
final class Member {

  private final World world;
  private final Group group;
  private final Node node;
  private final StageCore core;
  private final FactHandler handler;
  private final Timekeeper time;
  private final boolean commitsFirst;
  private final Map<RecordTask, Fiber> running = new HashMap<>();
  private final long[] position = new long[FactLog.PARTITIONS];
  private final long[] finished = new long[FactLog.PARTITIONS];
  private final int[] term = new int[FactLog.PARTITIONS];
  private final boolean[] pumping = new boolean[FactLog.PARTITIONS];

  /**
   * @param holding where records go that can't be handled
   * @param commitsFirst a planted bug: the offset goes before the work
   */
  Member(
      World world,
      Group group,
      Node node,
      FactHandler handler,
      DeadLetters letters,
      Holding holding,
      BrokerClock brokers,
      Timekeeper time,
      boolean commitsFirst) {
    this.world = world;
    this.group = group;
    this.node = node;
    this.handler = handler;
    this.time = time;
    this.commitsFirst = commitsFirst;
    this.core =
        new StageCore(
            group.stage(),
            StageSettings.defaults(),
            group.log().codec(),
            handler,
            letters,
            holding,
            new CompositeMeterRegistry(),
            brokers,
            time,
            world.split());
  }

  Node node() {
    return node;
  }

  void take(int partition, long from) {
    position[partition] = from;
    finished[partition] = from;
    term[partition]++;
    pump(partition);
  }

  /** Reads on, a record at a time. */
  void pump(int partition) {
    if (!pumping[partition]) {
      pumping[partition] = true;
      world.after(world.between(1, 40), () -> read(partition));
    }
  }

  private void read(int partition) {
    pumping[partition] = false;
    if (!node.alive() || !group.isOwner(this, partition)) {
      return;
    }
    if (node.isPaused()) {
      pumping[partition] = true;
      world.at(node.pausedUntil(), () -> read(partition));
      return;
    }
    List<ConsumerRecord<byte[], byte[]>> line = group.log().partition(group.topic(), partition);
    if (position[partition] < line.size()) {
      deliver(partition, line.get((int) position[partition]++));
      pump(partition);
    }
  }

  private void deliver(int partition, ConsumerRecord<byte[], byte[]> record) {
    world.trace(
        () -> "%s gets %s-%d@%d".formatted(node.name(), group.stage(), partition, record.offset()));
    int since = term[partition];
    Runnable done = () -> finished(partition, since, record.offset() + 1);
    if (commitsFirst) {
      done.run();
    }
    core.accept(record, commitsFirst ? () -> {} : done)
        .ifPresent(
            task ->
                running.put(
                    task, node.spawn(group.stage() + "@" + record.offset(), () -> work(task))));
  }

  /** As the adapter to Kafka does it, on this world's clock. */
  private void work(RecordTask task) {
    while (node.alive() && task.step() instanceof RecordTask.Step.Again(var pause)) {
      try {
        time.sleep(pause);
      } catch (InterruptedException e) {
        // The next step finds out whether the record is still ours.
      }
    }
    running.remove(task);
  }

  /** Commits follow the work by a moment, and never reach a partition that has gone meanwhile. */
  private void finished(int partition, int since, long offset) {
    finished[partition] = offset;
    world.after(
        world.between(0, 150),
        () -> {
          if (term[partition] == since) {
            group.commit(this, partition, finished[partition]);
          }
        });
  }

  /** An orderly farewell: what is finished is committed, what is open is interrupted. */
  void release(int partition) {
    group.commit(this, partition, finished[partition]);
    drop(Set.of(partition));
  }

  /** After a long stand-still: the partitions went to others meanwhile. */
  void noticeLoss() {
    for (int p = 0; p < position.length; p++) {
      if (!group.isOwner(this, p)) {
        drop(Set.of(p));
      }
    }
  }

  private void drop(Set<Integer> partitions) {
    for (int p : partitions) {
      term[p]++;
      Topic topic = group.topic();
      core.drop(Set.of(new TopicPartition(topic.wire(), p))).stream()
          .sorted(Comparator.comparingLong(RecordTask::offset))
          .map(running::get)
          .forEach(
              fiber -> {
                if (fiber != null && handler.interruptible()) {
                  fiber.interrupt();
                }
              });
    }
  }
}
