package dev.facepay.simulation;

import dev.facepay.payment.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The owners of one stage: which partition is whose, and how far it is committed. */
final class Group {

  /** After this long without a sign of life a member loses its partitions. */
  private static final long SESSION_MS = 10_000;

  private final World world;
  private final FactLog log;
  private final String stage;
  private final Topic topic;
  private final List<Member> members = new ArrayList<>();
  private final @Nullable Member[] owners = new Member[FactLog.PARTITIONS];
  private final long[] committed = new long[FactLog.PARTITIONS];

  Group(World world, FactLog log, String stage, Topic topic) {
    this.world = world;
    this.log = log;
    this.stage = stage;
    this.topic = topic;
    log.follow(() -> pumpAll());
  }

  private void pumpAll() {
    for (int p = 0; p < owners.length; p++) {
      Member owner = owners[p];
      if (owner != null) {
        owner.pump(p);
      }
    }
  }

  void join(Member member) {
    members.add(member);
    member.node().onCrash(() -> world.after(world.between(50, SESSION_MS), () -> lost(member)));
    member.node().onPause(() -> expel(member));
    world.after(world.between(10, 500), this::rebalance);
  }

  /** A member that stands still for longer than a session is taken for dead. */
  private void expel(Member member) {
    if (member.node().pausedUntil() - world.now() > SESSION_MS) {
      world.after(
          SESSION_MS,
          () -> {
            if (member.node().isPaused()) {
              lost(member);
            }
          });
      long wake = member.node().pausedUntil();
      world.at(wake + world.between(0, 1_500), member::noticeLoss);
    }
  }

  private void lost(Member member) {
    if (!member.node().alive()) {
      members.remove(member);
    }
    for (int p = 0; p < owners.length; p++) {
      if (owners[p] == member) {
        owners[p] = null;
        assign(p);
      }
    }
  }

  /** As when an instance joins: what moves is handed over in order, what is done is committed. */
  void rebalance() {
    for (int p = 0; p < owners.length; p++) {
      if (owners[p] == null) {
        assign(p);
      } else if (world.chance(0.5)) {
        handOver(p);
      }
    }
  }

  private void handOver(int partition) {
    Member owner = owners[partition];
    if (owner == null || owner.node().isPaused() || !owner.node().alive()) {
      return;
    }
    owner.release(partition);
    owners[partition] = null;
    assign(partition);
  }

  /** A person, or a restored broker, sets an offset back: what was done comes again. */
  void rewind() {
    int partition = (int) world.between(0, owners.length - 1);
    handOver(partition);
    if (committed[partition] > 0) {
      committed[partition] = world.between(0, committed[partition] - 1);
    }
    owners[partition] = null;
    assign(partition);
  }

  /** With a database of another day: nobody knows how far its offsets fit to it. */
  void rewindAll() {
    for (int p = 0; p < owners.length; p++) {
      if (world.chance(0.7)) {
        committed[p] = world.chance(0.5) ? 0 : world.between(0, committed[p]);
      }
    }
  }

  private void assign(int partition) {
    List<Member> able =
        members.stream().filter(m -> m.node().alive() && !m.node().isPaused()).toList();
    if (able.isEmpty()) {
      world.after(
          1_000,
          () -> {
            if (owners[partition] == null) {
              assign(partition);
            }
          });
      return;
    }
    Member next = world.oneOf(able);
    owners[partition] = next;
    world.trace(
        () ->
            "%s-%d goes to %s from offset %d"
                .formatted(stage, partition, next.node().name(), committed[partition]));
    next.take(partition, committed[partition]);
  }

  boolean isOwner(Member member, int partition) {
    return owners[partition] == member;
  }

  void commit(Member member, int partition, long offset) {
    if (isOwner(member, partition) && member.node().alive()) {
      committed[partition] = offset;
    }
  }

  /** Whether every record is done and committed. */
  boolean isDone() {
    for (int p = 0; p < owners.length; p++) {
      if (committed[p] < log.partition(topic, p).size()) {
        return false;
      }
    }
    return true;
  }

  /** What is not committed, and whose it is. */
  String open() {
    StringBuilder open = new StringBuilder();
    for (int p = 0; p < owners.length; p++) {
      int end = log.partition(topic, p).size();
      if (committed[p] < end) {
        Member owner = owners[p];
        open.append(
            " %s-%d at %d of %d, owner %s"
                .formatted(
                    stage, p, committed[p], end, owner == null ? "none" : owner.node().name()));
      }
    }
    return open.toString();
  }

  FactLog log() {
    return log;
  }

  Topic topic() {
    return topic;
  }

  String stage() {
    return stage;
  }
}
