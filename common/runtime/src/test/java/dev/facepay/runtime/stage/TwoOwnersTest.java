package dev.facepay.runtime.stage;

import static dev.facepay.runtime.stage.KafkaWorld.await;
import static dev.facepay.testkit.Await.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Partitions that move to another owner while work on them is open for long. */
@Tag("real")
class TwoOwnersTest {

  private static final int PARTITIONS = 4;
  private static final int COUNT = 80;

  private final KafkaWorld world = new KafkaWorld();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    world.close();
  }

  /** An owner whose work is open until the gate opens. */
  private final class Owner implements FactHandler {
    final boolean interruptible;
    final Set<String> begun = ConcurrentHashMap.newKeySet();
    final Set<String> finished = ConcurrentHashMap.newKeySet();
    final AtomicInteger interrupted = new AtomicInteger();

    Owner() {
      this(true);
    }

    Owner(boolean interruptible) {
      this.interruptible = interruptible;
    }

    @Override
    public boolean interruptible() {
      return interruptible;
    }

    @Override
    public void handle(Fact fact) throws InterruptedException {
      String order = ((PaymentFact) fact).payment().orderNo().value();
      begun.add(order);
      try {
        gate.await();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
        throw e;
      }
      finished.add(order);
    }
  }

  @Test
  void open_work_of_a_partition_that_moves_is_begun_again_by_its_new_owner_and_only_that()
      throws Exception {
    world.makeTopic(PARTITIONS);
    Owner first = new Owner();
    Owner second = new Owner();
    Stage firstStage = world.start(first);
    world.publish(0, COUNT);
    await("all open at the first", () -> first.begun.size() == COUNT);

    Stage secondStage = world.start(second);
    await("two each", () -> owned(firstStage) == 2 && owned(secondStage) == 2);
    await("moved work is open at both", () -> firstStage.inFlight() + second.begun.size() == COUNT);
    assertThat(second.begun).hasSize(first.interrupted.get());
    assertThat(world.committed().values()).allMatch(offset -> offset == 0);

    gate.countDown();
    world.awaitAllCommitted(PARTITIONS);
    // Work on the partitions that stayed was never disturbed.
    assertThat(first.finished).doesNotContainAnyElementsOf(second.finished);
    Set<String> all = new HashSet<>(first.finished);
    all.addAll(second.finished);
    assertThat(all).hasSize(COUNT);
  }

  @Test
  void a_call_that_has_left_is_not_interrupted_when_its_partition_moves() throws Exception {
    world.makeTopic(PARTITIONS);
    Owner first = new Owner(false);
    Owner second = new Owner();
    Stage firstStage = world.start(first);
    world.publish(0, COUNT);
    await("all open at the first", () -> first.begun.size() == COUNT);

    Stage secondStage = world.start(second);
    await("two each", () -> owned(firstStage) == 2 && owned(secondStage) == 2);
    await("the second has begun what has moved", () -> !second.begun.isEmpty());
    gate.countDown();
    await("each call has its answer", () -> first.finished.size() == COUNT);
    assertThat(first.interrupted.get()).isZero();
    world.awaitAllCommitted(PARTITIONS);
  }

  @Test
  void when_an_owner_goes_the_other_one_gets_its_open_work() throws Exception {
    world.makeTopic(PARTITIONS);
    Owner first = new Owner();
    Owner second = new Owner();
    Stage firstStage = world.start(first);
    Stage secondStage = world.start(second);
    await("two each", () -> owned(firstStage) == 2 && owned(secondStage) == 2);
    world.publish(0, COUNT);
    await("all open", () -> first.begun.size() + second.begun.size() == COUNT);

    firstStage.abandon();
    await("all open at the second", () -> second.begun.size() == COUNT);
    gate.countDown();
    world.awaitAllCommitted(PARTITIONS);

    assertThat(second.finished).hasSize(COUNT);
    assertThat(first.finished).isEmpty();
    assertThat(first.interrupted.get()).isPositive();
  }

  @Test
  void owners_that_come_and_go_under_load_lose_nothing() throws Exception {
    world.makeTopic(PARTITIONS);
    Set<String> finished = ConcurrentHashMap.newKeySet();
    Map<String, Integer> times = new ConcurrentHashMap<>();
    BlockingQueue<CountDownLatch> held = new LinkedBlockingQueue<>();
    FactHandler slowly =
        fact -> {
          CountDownLatch turn = new CountDownLatch(1);
          held.add(turn);
          turn.await();
          finished.add(((PaymentFact) fact).payment().orderNo().value());
          times.merge(((PaymentFact) fact).payment().orderNo().value(), 1, Integer::sum);
        };
    Stage steady = world.start(slowly);
    Thread load = Thread.ofVirtual().start(() -> publishAll(600));
    Thread turns = Thread.ofVirtual().start(() -> giveTurns(held, new Random(42)));
    for (int round = 0; round < 3; round++) {
      Stage guest = world.start(slowly);
      await("the guest has its share", () -> owned(guest) == 2);
      if (round % 2 == 0) {
        guest.stop();
      } else {
        guest.abandon();
      }
      await("all back", () -> owned(steady) == PARTITIONS);
    }
    load.join();
    world.awaitAllCommitted(PARTITIONS);
    turns.interrupt();

    assertThat(finished).hasSize(600);
  }

  /** Lets those that wait go on, in any order, until nobody comes any more. */
  private static void giveTurns(BlockingQueue<CountDownLatch> held, Random random) {
    List<CountDownLatch> waiting = new ArrayList<>();
    try {
      CountDownLatch next = held.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      for (; next != null; next = held.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        waiting.add(next);
        held.drainTo(waiting);
        Collections.shuffle(waiting, random);
        List<CountDownLatch> half = waiting.subList(0, (waiting.size() + 1) / 2);
        half.forEach(CountDownLatch::countDown);
        half.clear();
        held.addAll(waiting);
        waiting.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publishAll(int count) {
    try {
      world.publish(0, count);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int owned(Stage stage) {
    Set<TopicPartition> assigned = stage.assigned();
    return assigned.size();
  }
}
