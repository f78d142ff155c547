package dev.facepay.runtime.stage;

import static dev.facepay.runtime.stage.KafkaWorld.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.runtime.Trace;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine on a real broker. */
@Tag("real")
class StageTest {

  private static final int PARTITIONS = 4;

  private final KafkaWorld world = new KafkaWorld();
  private final Set<String> finished = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() {
    world.close();
  }

  private static String order(Fact fact) {
    return ((PaymentFact) fact).payment().orderNo().value();
  }

  @Test
  void records_finish_in_any_order_and_the_commit_never_passes_an_open_one() throws Exception {
    world.makeTopic(PARTITIONS);
    int count = 200;
    Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    for (int i = 0; i < count; i++) {
      gates.put("O" + i, new CountDownLatch(1));
    }
    Stage stage =
        world.start(
            fact -> {
              gates.get(order(fact)).await();
              finished.add(order(fact));
            });
    world.publish(0, count);
    await("all in flight", () -> stage.inFlight() == count);

    Map<String, ConsumerRecord<byte[], byte[]>> records = new ConcurrentHashMap<>();
    for (var record : world.read(world.kafka.name(KafkaWorld.TOPIC), count)) {
      records.put(new String(record.key(), UTF_8).replaceFirst(".*:", ""), record);
    }
    List<String> orders = new ArrayList<>(gates.keySet());
    Collections.shuffle(orders, new Random(42));
    for (int i = 0; i < count; i++) {
      gates.get(orders.get(i)).countDown();
      if (i % 20 == 0) {
        Map<Integer, Long> committed = world.committed();
        // What was released later than this look can only make the committed offset lower.
        for (String open : orders.subList(i + 1, count)) {
          ConsumerRecord<byte[], byte[]> record = records.get(open);
          assertThat(committed.getOrDefault(record.partition(), 0L))
              .isLessThanOrEqualTo(record.offset());
        }
      }
    }
    world.awaitAllCommitted(PARTITIONS);
    assertThat(finished).hasSize(count);
  }

  @Test
  void it_reads_no_further_than_the_bound_and_goes_on_after() throws Exception {
    world.makeTopic(PARTITIONS);
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    Stage stage =
        world.start(
            fact -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              gate.await();
              now.decrementAndGet();
              finished.add(order(fact));
            },
            KafkaWorld.fast().atMost(80));
    world.publish(0, 400);
    await("the bound is reached", () -> stage.inFlight() >= 60);
    await("paused", () -> world.meters.get("facepay.stage.paused").gauge().value() == 1);

    gate.countDown();
    world.awaitAllCommitted(PARTITIONS);
    assertThat(finished).hasSize(400);
    assertThat(most.get()).isBetween(60, 80);
    assertThat(world.meters.get("facepay.stage.paused").gauge().value()).isZero();
  }

  @Test
  void what_is_no_fact_is_put_aside_with_its_reason_and_the_rest_goes_on() throws Exception {
    world.makeTopic(1);
    world.publish(0, 1);
    world.sendRaw(null, "{".getBytes(UTF_8), Map.of("ce_type", "payment.requested.v1"));
    world.sendRaw("k".getBytes(UTF_8), null, Map.of("dlt_act", "dropped", "dlt_act_who", "forged"));
    world.sendRaw(null, new byte[900_000], Map.of("mine", "kept"));
    world.sendRaw(null, "{}".getBytes(UTF_8), Map.of("ce_type", "payment.of-tomorrow.v1"));
    world.publish(1, 2);
    world.start(fact -> finished.add(order(fact)));

    world.awaitAllCommitted(1);
    assertThat(finished).containsExactlyInAnyOrder("O0", "O1");
    List<ConsumerRecord<byte[], byte[]>> letters =
        world.read(world.kafka.deadLetters(world.kafka.name(KafkaWorld.TOPIC)), 3);
    assertThat(letters)
        .extracting(letter -> header(letter, "dlt_offset"))
        .containsExactlyInAnyOrder("1", "2", "3");
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(header(letter, "dlt_kind")).isEqualTo("undecodable");
              assertThat(header(letter, "dlt_stage")).isEqualTo("pay");
              assertThat(header(letter, "dlt_topic")).endsWith("facepay.payment.requested");
              assertThat(header(letter, "dlt_partition")).isEqualTo("0");
              assertThat(header(letter, "dlt_reason")).isNotEmpty();
              assertThat(letter.headers().lastHeader("dlt_act")).isNull();
              assertThat(letter.headers().lastHeader("dlt_act_who")).isNull();
            });
    assertThat(letters)
        .filteredOn(letter -> "3".equals(header(letter, "dlt_offset")))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).hasSize(900_000);
              assertThat(header(letter, "mine")).isEqualTo("kept");
            });
    assertThat(world.meters.get("facepay.stage.skipped").counter().count()).isEqualTo(1);
  }

  @Test
  void a_letter_that_is_too_large_goes_without_its_value() throws Exception {
    world.makeTopic(1);
    world.sendRaw(null, new byte[1_048_350], Map.of());
    world.start(fact -> {});

    world.awaitAllCommitted(1);
    ConsumerRecord<byte[], byte[]> letter =
        world.read(world.kafka.deadLetters(world.kafka.name(KafkaWorld.TOPIC)), 1).getFirst();
    assertThat(letter.value()).isNull();
    assertThat(header(letter, "dlt_value_left_out")).isEqualTo("too large");
    assertThat(header(letter, "dlt_offset")).isEqualTo("0");
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void a_bug_costs_one_record_an_outage_none() throws Exception {
    world.makeTopic(PARTITIONS);
    AtomicInteger bugs = new AtomicInteger();
    AtomicBoolean storeIsAway = new AtomicBoolean(true);
    AtomicInteger outages = new AtomicInteger();
    world.start(
        fact -> {
          if (order(fact).equals("O7")) {
            bugs.incrementAndGet();
            throw new AssertionError("a bug");
          }
          if (storeIsAway.get()) {
            outages.incrementAndGet();
            throw new StoreUnavailable("away", new RuntimeException());
          }
          finished.add(order(fact));
        });
    world.publish(0, 40);
    await("many tries", () -> outages.get() > 39 * KafkaWorld.fast().bugTriesMax());
    assertThat(finished).isEmpty();
    storeIsAway.set(false);

    world.awaitAllCommitted(PARTITIONS);
    assertThat(finished).hasSize(39).doesNotContain("O7");
    assertThat(bugs.get()).isEqualTo(5);
    List<ConsumerRecord<byte[], byte[]>> letters =
        world.read(world.kafka.deadLetters(world.kafka.name(KafkaWorld.TOPIC)), 1);
    assertThat(header(letters.getFirst(), "dlt_reason")).contains("AssertionError", "a bug");
  }

  @Test
  void shutdown_lets_open_work_end_and_commits_it() throws Exception {
    world.makeTopic(PARTITIONS);
    CountDownLatch begun = new CountDownLatch(20);
    CountDownLatch gate = new CountDownLatch(1);
    Stage stage =
        world.start(
            fact -> {
              begun.countDown();
              gate.await();
              finished.add(order(fact));
            });
    world.publish(0, 20);
    begun.await();
    Thread stopping = Thread.ofVirtual().start(stage::stop);
    assertThat(stopping.join(Duration.ofMillis(50))).isFalse();
    gate.countDown();
    stopping.join();

    assertThat(finished).hasSize(20);
    assertThat(world.committed()).isEqualTo(world.ends(PARTITIONS));
    assertThat(stage.inFlight()).isZero();
  }

  @Test
  void what_a_shutdown_or_a_crash_left_open_is_done_after_the_next_start() throws Exception {
    world.makeTopic(PARTITIONS);
    AtomicInteger stuck = new AtomicInteger();
    AtomicInteger interrupted = new AtomicInteger();
    FactHandler stuckOnEvenOrders =
        fact -> {
          if (Integer.parseInt(order(fact).substring(1)) % 2 == 0) {
            stuck.incrementAndGet();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.incrementAndGet();
              throw e;
            }
          }
        };
    Stage impatient =
        world.start(
            stuckOnEvenOrders,
            new StageSettings(
                2000,
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                Duration.ofMillis(5),
                Duration.ofMillis(50),
                5,
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                50,
                Duration.ofSeconds(5),
                1));
    world.publish(0, 40);
    await("20 stuck", () -> stuck.get() == 20);
    impatient.stop();
    await("all interrupted", () -> interrupted.get() == 20 && impatient.inFlight() == 0);

    Stage crashing = world.start(stuckOnEvenOrders);
    await("20 stuck again", () -> stuck.get() == 40);
    crashing.abandon();

    world.start(fact -> finished.add(order(fact)));
    world.awaitAllCommitted(PARTITIONS);
    for (int i = 0; i < 40; i += 2) {
      assertThat(finished).contains("O" + i);
    }
  }

  @Test
  void a_trace_goes_on_through_the_handler_into_what_it_publishes() throws Exception {
    world.makeTopic(1);
    Trace trace = Trace.start();
    Set<Trace> seen = ConcurrentHashMap.newKeySet();
    world.start(fact -> seen.add(Trace.current().orElseThrow()));
    trace.run(() -> world.publish(0, 1));
    await("handled", () -> !seen.isEmpty());

    assertThat(seen)
        .singleElement()
        .satisfies(
            child -> {
              assertThat(child.traceId()).isEqualTo(trace.traceId());
              assertThat(child.spanId()).isNotEqualTo(trace.spanId());
            });
  }
}
