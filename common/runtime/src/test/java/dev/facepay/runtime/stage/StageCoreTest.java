package dev.facepay.runtime.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.facepay.runtime.stage.RecordTask.Step;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine on one thread, no Kafka: what a handler's exceptions mean, and what is committed. */
class StageCoreTest extends StageCoreStand {

  @Test
  void a_handled_record_is_acknowledged() {
    assertThat(accept(5).step()).isEqualTo(new Step.Finished());
    assertThat(acknowledged).containsExactly(5L);
    assertThat(handled).hasSize(1);
    assertThat(core.inFlight()).isZero();
  }

  @Test
  void nothing_of_a_dropped_partition_is_acknowledged_however_late_it_ends() {
    RecordTask slow = accept(0);
    accept(1).step();
    assertThat(core.drop(Set.of(PARTITION))).containsExactly(slow);

    assertThat(slow.step()).isEqualTo(new Step.Abandoned());
    assertThat(acknowledged).isEmpty();
    assertThat(core.inFlight()).isZero();

    RecordTask again = accept(0);
    assertThat(again.step()).isEqualTo(new Step.Finished());
    assertThat(acknowledged).containsExactly(0L);
  }

  @Test
  void an_interruption_without_a_lost_partition_is_no_reason_to_stop() {
    RecordTask task = accept(0);
    thrown.push(new InterruptedException());
    assertThat(task.step()).isInstanceOf(Step.Again.class);
    assertThat(task.step()).isEqualTo(new Step.Finished());
  }

  @Test
  void congestion_begins_at_the_bound_and_ends_at_three_quarters() {
    StageCore small = core(StageSettings.defaults().withInFlightMax(8));
    Deque<RecordTask> open = new ArrayDeque<>();
    for (int i = 0; i < 8; i++) {
      assertThat(small.congested()).isFalse();
      open.add(small.accept(Records.fact(PARTITION, i), () -> {}).orElseThrow());
    }
    assertThat(small.congested()).isTrue();
    open.pop().step();
    assertThat(small.congested()).isTrue();
    open.pop().step();
    assertThat(small.congested()).isFalse();
  }

  @ParameterizedTest(name = "at most {0}: {1} in flight, and a poll of {2}")
  @CsvSource({"2, 1, 1", "3, 2, 1", "80, 60, 20", "2000, 1500, 500", "20000, 19500, 500"})
  void a_bound_has_room_for_what_one_poll_brings_above_it(int records, int inFlight, int poll) {
    StageSettings bounded = StageSettings.defaults().atMost(records);
    assertThat(bounded.inFlightMax()).isEqualTo(inFlight);
    assertThat(bounded.pollRecordsMax()).isEqualTo(poll);
  }

  @Test
  void the_age_of_the_oldest_open_record_is_seen() {
    RecordTask task = accept(0);
    time.advance(Duration.ofSeconds(90));
    accept(1).step();
    assertThat(meters.get("facepay.stage.oldest.open").gauge().value()).isEqualTo(90);
    task.step();
    assertThat(meters.get("facepay.stage.oldest.open").gauge().value()).isZero();
  }

  @Test
  void after_close_records_are_left_for_the_next_start() {
    core.close();
    assertThat(core.accept(Records.fact(PARTITION, 0), () -> {})).isEmpty();
    assertThat(core.inFlight()).isZero();
  }

  @Test
  void random_crashes_and_errors_never_commit_beyond_an_unfinished_record() {
    for (long seed = 0; seed < 1_000; seed++) {
      runWithCrashes(seed);
    }
  }

  /** Two partitions; a drop is a crash or a rebalance: reading begins again at the commit. */
  private void runWithCrashes(long seed) {
    Random random = new Random(seed);
    int perPartition = 20;
    long[] committed = new long[2];
    long[] next = new long[2];
    List<Set<Long>> done = List.of(new HashSet<>(), new HashSet<>());
    List<RecordTask> open = new ArrayList<>();
    int steps = 0;
    while (committed[0] < perPartition || committed[1] < perPartition) {
      assertThat(++steps).as("seed %d settles", seed).isLessThan(10_000);
      int p = random.nextInt(2);
      int dice = random.nextInt(100);
      TopicPartition partition = new TopicPartition("t", p);
      if (dice < 40 && next[p] < perPartition) {
        long offset = next[p]++;
        open.add(
            core.accept(Records.fact(partition, offset), () -> committed[p] = offset + 1)
                .orElseThrow());
      } else if (dice < 97 && !open.isEmpty()) {
        RecordTask task = open.get(random.nextInt(open.size()));
        if (random.nextInt(4) == 0) {
          thrown.push(new StoreUnavailable("away", new RuntimeException()));
        }
        switch (task.step()) {
          case Step.Again again -> {}
          case Step.Abandoned abandoned -> open.remove(task);
          case Step.Finished finished -> {
            open.remove(task);
            done.get(task.partition().partition()).add(task.offset());
          }
        }
        thrown.clear();
      } else if (dice >= 97) {
        core.drop(Set.of(partition));
        next[p] = committed[p];
      }
      for (int i = 0; i < 2; i++) {
        for (long offset = 0; offset < committed[i]; offset++) {
          if (!done.get(i).contains(offset)) {
            fail("seed %d: committed beyond unfinished %d", seed, offset);
          }
        }
      }
    }
    core.dropAll();
    open.forEach(RecordTask::step);
    assertThat(core.inFlight()).as("seed %d", seed).isZero();
  }
}
