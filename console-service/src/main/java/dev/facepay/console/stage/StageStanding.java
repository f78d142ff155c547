package dev.facepay.console.stage;

import dev.facepay.payment.WireName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/**
 * How far one stage is, as its consumer group tells it.
 *
 * @param waiting where it goes on in each partition that has something for it
 */
record StageStanding(
    String stage,
    State state,
    List<Member> members,
    Set<String> topics,
    long lag,
    Map<TopicPartition, Long> waiting) {

  /** Whether somebody works on it. */
  enum State implements WireName {
    WORKING("working"),
    /** Its partitions go from one instance to another: seconds, unless instances come and go. */
    REBALANCING("rebalancing"),
    /** It has worked, and nobody does now. */
    NO_INSTANCE("no_instance");

    private final String wire;

    State(String wire) {
      this.wire = wire;
    }

    @Override
    public String wire() {
      return wire;
    }

    static State of(GroupState group, boolean hasMembers) {
      return switch (group) {
        case PREPARING_REBALANCE, COMPLETING_REBALANCE, ASSIGNING, RECONCILING -> REBALANCING;
        case EMPTY, DEAD, NOT_READY -> NO_INSTANCE;
        case STABLE, UNKNOWN -> hasMembers ? WORKING : NO_INSTANCE;
      };
    }
  }

  /**
   * An instance of it.
   *
   * @param partitions how many it has
   */
  record Member(String name, String host, int partitions) {}

  /**
   * A consumer group, as the broker describes it.
   *
   * @param assigned to its members, all together
   * @param committed where it goes on; partitions in which it has finished nothing are not there
   */
  record Group(
      String stage,
      GroupState state,
      List<Member> members,
      Set<TopicPartition> assigned,
      Map<TopicPartition, Long> committed) {

    Set<TopicPartition> partitions() {
      Set<TopicPartition> all = new HashSet<>(assigned);
      all.addAll(committed.keySet());
      return all;
    }
  }

  /**
   * A partition without a commit is read from its beginning; of one whose oldest records are gone
   * only those count that are there.
   */
  static StageStanding of(
      Group group, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
    long lag = 0;
    Map<TopicPartition, Long> waiting = new HashMap<>();
    Set<String> topics = new TreeSet<>();
    for (TopicPartition partition : group.partitions()) {
      topics.add(partition.topic());
      long begin = begins.getOrDefault(partition, 0L);
      long at = Math.max(begin, group.committed().getOrDefault(partition, begin));
      long open = ends.getOrDefault(partition, at) - at;
      if (open > 0) {
        lag += open;
        waiting.put(partition, at);
      }
    }
    return new StageStanding(
        group.stage(),
        State.of(group.state(), !group.members().isEmpty()),
        group.members(),
        topics,
        lag,
        waiting);
  }
}
