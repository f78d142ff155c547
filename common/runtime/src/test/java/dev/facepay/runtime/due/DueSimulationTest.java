package dev.facepay.runtime.due;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.Stage;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker.DueHandler.DueStep;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two workers, a database and a broker that fail before or after any step, workers that die at any
 * step: all work ends, and no two different facts come out of one record.
 */
class DueSimulationTest {

  private static final int RECORDS = 10;
  private static final int SEEDS_EACH = 100;

  private final TestTime clock = new TestTime();
  private final Timekeeper time = Timekeeper.of(clock, clock::sleepUntil);
  private final MemoryDocuments truth = new MemoryDocuments();
  private final List<Fact> published = new ArrayList<>();

  /** What ends a worker in mid-step: nothing of it runs on. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_001, 2_001, 3_001})
  void every_record_ends_with_one_decision_whatever_fails(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + SEEDS_EACH; seed++) {
      new DueSimulationTest().run(seed);
    }
  }

  private void run(long seed) {
    Random random = new Random(seed);
    DueRecords healthy = new DueRecords(truth);
    for (int i = 0; i < RECORDS; i++) {
      healthy.open(DueRecord.first("r" + i, TestTime.START.plusSeconds(i), new Document("no", i)));
    }
    for (int step = 0; step < 200; step++) {
      runUntilItDies(worker(new DueRecords(new Faulty(truth, random)), random, 0.1));
      assertThat(truth.countWithout(DueRecords.DUE_AT)).as("seed %d", seed).isZero();
      clock.advance(Duration.ofSeconds(random.nextInt(40)));
    }
    DueWorker last = worker(healthy, random, 0);
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMinutes(2));
      last.runOnce();
    }
    assertThat(truth.count()).as("seed %d: all work ends", seed).isZero();
    assertThat(published.stream().map(Fact::subject).distinct())
        .as("seed %d: each has a fact", seed)
        .hasSize(RECORDS);
    assertThat(published.stream().distinct())
        .as("seed %d: repeats are equal", seed)
        .hasSize(RECORDS);
  }

  private static void runUntilItDies(DueWorker worker) {
    try {
      worker.runOnce();
    } catch (Died e) {
      // Another one goes on.
    }
  }

  private DueWorker worker(DueRecords records, Random random, double risk) {
    return new DueWorker(
        "sim",
        records,
        it -> {
          maybe(random, risk);
          if (it.tries() < 2 || random.nextBoolean()) {
            return DueStep.later(time.instant().plusSeconds(5), it.body());
          }
          int no = it.body().getInteger("no");
          // What is decided depends on when: a second decision would be seen.
          return DueStep.finished(
              new Reversed(
                  Fixtures.payment("20261122S017D0300004" + no, 1),
                  Stage.REVERSE,
                  ReversedHow.CONFIRMED,
                  it.tries(),
                  time.instant()));
        },
        fact -> {
          maybe(random, risk);
          published.add(fact);
          maybe(random, risk);
        },
        time,
        DueSettings.defaults(),
        new SimpleMeterRegistry());
  }

  private static void maybe(Random random, double risk) {
    if (random.nextDouble() < risk) {
      switch (random.nextInt(3)) {
        case 0 -> throw new Died();
        case 1 -> throw new FactNotPublished("planted", new IllegalStateException());
        default -> throw new StoreUnavailable("planted", new IllegalStateException());
      }
    }
  }

  /** Fails before or after what it was asked to do. */
  private record Faulty(Documents to, Random random) implements Documents {

    private <T> T around(Supplier<T> work) {
      fail();
      T result = work.get();
      fail();
      return result;
    }

    private void fail() {
      if (random.nextDouble() < 0.05) {
        if (random.nextBoolean()) {
          throw new Died();
        }
        throw new StoreUnavailable("planted", new IllegalStateException());
      }
    }

    @Override
    public boolean insert(Document document) {
      return around(() -> to.insert(document));
    }

    @Override
    public Optional<Document> find(String id) {
      return around(() -> to.find(id));
    }

    @Override
    public boolean replace(String id, long ver, Document next) {
      return around(() -> to.replace(id, ver, next));
    }

    @Override
    public boolean delete(String id, long ver) {
      return around(() -> to.delete(id, ver));
    }

    @Override
    public List<Document> findAtMost(String field, long atMost, int limit) {
      return around(() -> to.findAtMost(field, atMost, limit));
    }

    @Override
    public List<Document> page(Map<String, String> equal, String after, int limit) {
      return around(() -> to.page(equal, after, limit));
    }

    @Override
    public long count() {
      return around(to::count);
    }

    @Override
    public long countWithout(String field) {
      return around(() -> to.countWithout(field));
    }

    @Override
    public long deleteExpired(Instant now) {
      return around(() -> to.deleteExpired(now));
    }
  }
}
