package dev.facepay.runtime.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.stage.FactHandler.Holding;
import dev.facepay.runtime.stage.RecordTask.Step;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.testkit.TestTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The engine on one thread, no Kafka: what a handler's exceptions mean, and what is committed. */
class StageCoreTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final TestTime time = new TestTime();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<DeadLetters.Reason> letters = new ArrayList<>();
  private final List<Long> acknowledged = new ArrayList<>();
  private final Deque<Throwable> thrown = new ArrayDeque<>();
  private final List<Fact> handled = new ArrayList<>();
  private boolean letterBoxAway;

  private final StageCore core = core(StageSettings.defaults());

  private final List<DeadLetters.Reason> held = new ArrayList<>();
  private boolean databaseAway;

  private final class Shelf implements Holding {
    @Override
    public void handledBy(String stage, FactHandler handler) {
      throw new IllegalStateException("not here");
    }

    @Override
    public void hold(ConsumerRecord<byte[], byte[]> record, DeadLetters.Reason reason) {
      if (databaseAway) {
        throw new StoreUnavailable("away", new RuntimeException());
      }
      held.add(reason);
    }
  }

  private final SimpleMeterRegistry moneyMeters = new SimpleMeterRegistry();
  private final StageCore money =
      new StageCore(
          "money",
          StageSettings.defaults(),
          new FactCodec(FacePayKafka.at("none", "test", "")),
          this::handle,
          (record, reason) -> letters.add(reason),
          new Shelf(),
          moneyMeters,
          time,
          new Random(1));

  private RecordTask acceptMoney(ConsumerRecord<byte[], byte[]> record) {
    return money.accept(record, () -> acknowledged.add(record.offset())).orElseThrow();
  }

  @Test
  void a_bug_on_a_topic_with_money_is_held_and_what_is_behind_it_goes_on() {
    RecordTask task = acceptMoney(Records.fact(PARTITION, 0));
    for (int i = 0; i < 5; i++) {
      thrown.push(new IllegalStateException("a bug"));
      assertThat(task.step()).isInstanceOf(Step.Again.class);
    }
    databaseAway = true;
    assertThat(task.step()).isInstanceOf(Step.Again.class);
    assertThat(acknowledged).as("not committed before a majority has it").isEmpty();
    databaseAway = false;
    assertThat(task.step()).isEqualTo(new Step.Finished());
    assertThat(acceptMoney(Records.fact(PARTITION, 1)).step()).isEqualTo(new Step.Finished());

    assertThat(held).singleElement().satisfies(it -> assertThat(it.kind()).isEqualTo("bug"));
    assertThat(letters).isEmpty();
    assertThat(acknowledged).containsExactly(0L, 1L);
    assertThat(moneyMeters.get("facepay.stage.held").tag("reason", "bug").counter().count())
        .isEqualTo(1);
  }

  @Test
  void a_type_of_tomorrow_on_a_topic_with_money_is_held_and_a_broken_record_is_not() {
    assertThat(acceptMoney(Records.typed(PARTITION, 0, "payment.split.v1")).step())
        .isEqualTo(new Step.Finished());
    assertThat(acceptMoney(Records.junk(PARTITION, 1)).step()).isEqualTo(new Step.Finished());
    assertThat(held)
        .singleElement()
        .satisfies(it -> assertThat(it.kind()).isEqualTo("unknown_type"));
    assertThat(letters)
        .singleElement()
        .satisfies(it -> assertThat(it.kind()).isEqualTo("undecodable"));
    assertThat(acknowledged).containsExactly(0L, 1L);
  }

  private StageCore core(StageSettings settings) {
    return new StageCore(
        "test",
        settings,
        new FactCodec(FacePayKafka.at("none", "test", "")),
        this::handle,
        (record, reason) -> {
          if (letterBoxAway) {
            throw new FactNotPublished("away", new RuntimeException());
          }
          letters.add(reason);
        },
        meters,
        time,
        new Random(1));
  }

  private void handle(Fact fact) {
    if (!thrown.isEmpty()) {
      StageCoreTest.<RuntimeException>sneak(thrown.pop());
    }
    handled.add(fact);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void sneak(Throwable error) throws X {
    throw (X) error;
  }

  private RecordTask accept(ConsumerRecord<byte[], byte[]> record) {
    return core.accept(record, () -> acknowledged.add(record.offset())).orElseThrow();
  }

  private RecordTask accept(long offset) {
    return accept(Records.fact(PARTITION, offset));
  }

  @Test
  void a_handled_record_is_acknowledged() {
    assertThat(accept(5).step()).isEqualTo(new Step.Finished());
    assertThat(acknowledged).containsExactly(5L);
    assertThat(handled).hasSize(1);
    assertThat(core.inFlight()).isZero();
  }

  @Test
  void an_outage_is_tried_again_for_ever_and_ever_more_slowly() {
    RecordTask task = accept(0);
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 200; i++) {
      thrown.push(
          i % 2 == 0
              ? new StoreUnavailable("away", new RuntimeException())
              : new IllegalStateException(new FactNotPublished("away", new RuntimeException())));
      Duration pause = ((Step.Again) task.step()).pause();
      assertThat(pause).isBetween(Duration.ofMillis(50), Duration.ofSeconds(10));
      longest = pause.compareTo(longest) > 0 ? pause : longest;
    }
    assertThat(longest).isGreaterThan(Duration.ofSeconds(8));
    assertThat(acknowledged).isEmpty();

    assertThat(task.step()).isEqualTo(new Step.Finished());
    assertThat(acknowledged).containsExactly(0L);
    assertThat(letters).isEmpty();
  }

  @Test
  void a_bug_is_tried_five_times_and_then_put_aside_with_its_reason() {
    RecordTask task = accept(0);
    for (int i = 0; i < 5; i++) {
      thrown.push(i == 3 ? new StackOverflowError() : new IllegalArgumentException("no shop"));
      assertThat(task.step()).isInstanceOf(Step.Again.class);
      assertThat(letters).isEmpty();
    }

    assertThat(task.step()).isEqualTo(new Step.Finished());
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().kind()).isEqualTo("bug");
    assertThat(letters.getFirst().text()).contains("IllegalArgumentException", "no shop");
    assertThat(acknowledged).containsExactly(0L);
    assertThat(meters.get("facepay.stage.dead.letters").tag("reason", "bug").counter().count())
        .isEqualTo(1);
  }

  @Test
  void a_letter_that_cannot_be_posted_holds_the_record_back() {
    letterBoxAway = true;
    RecordTask task = accept(Records.junk(PARTITION, 0));
    for (int i = 0; i < 20; i++) {
      assertThat(task.step()).isInstanceOf(Step.Again.class);
    }
    assertThat(acknowledged).isEmpty();

    letterBoxAway = false;
    assertThat(task.step()).isEqualTo(new Step.Finished());
    assertThat(letters).singleElement().extracting(l -> l.kind()).isEqualTo("undecodable");
    assertThat(acknowledged).containsExactly(0L);
  }

  @Test
  void a_fact_of_a_later_release_is_skipped_and_counted() {
    assertThat(accept(Records.typed(PARTITION, 0, "payment.refunded.v1")).step())
        .isEqualTo(new Step.Finished());
    assertThat(meters.get("facepay.stage.skipped").counter().count()).isEqualTo(1);
    assertThat(letters).isEmpty();
    assertThat(handled).isEmpty();
    assertThat(acknowledged).containsExactly(0L);
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
