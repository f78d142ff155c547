package dev.facepay.runtime.due;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.Trace;
import dev.facepay.runtime.due.DueRecords.Amended;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.runtime.due.DueWorker.DueHandler.DueStep;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class DueWorkerTest {

  private static final Instant T0 = TestTime.START;
  private static final PaymentFact REVERSED = Fixtures.reversed(Fixtures.payment());
  private static final DueSettings SETTINGS = DueSettings.defaults();

  private final TestTime clock = new TestTime();
  private final Timekeeper time = Timekeeper.of(clock, clock::sleepUntil);
  private final MemoryDocuments documents = new MemoryDocuments();
  private final DueRecords records = new DueRecords(documents);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Fact> published = new ArrayList<>();
  private final List<DueRecord> handled = new ArrayList<>();
  private boolean brokerAway;

  @Test
  void work_is_taken_up_when_it_is_due_and_not_before() {
    open("a", T0.plusSeconds(15));
    DueWorker worker = worker(it -> DueStep.finished());

    clock.advance(Duration.ofMillis(14_999));
    worker.runOnce();
    assertThat(handled).isEmpty();

    clock.advance(Duration.ofMillis(1));
    worker.runOnce();
    assertThat(handled).hasSize(1);
    assertThat(records.count()).isZero();
  }

  @Test
  void work_that_goes_on_is_due_again_with_its_new_body() {
    open("a", T0);
    DueWorker worker =
        worker(it -> DueStep.later(T0.plusSeconds(30), new Document("asked", it.tries())));

    worker.runOnce();
    worker.runOnce();

    DueRecord record = records.find("a").orElseThrow();
    assertThat(record.dueAt()).isEqualTo(T0.plusSeconds(30));
    assertThat(record.body()).isEqualTo(new Document("asked", 1));
    assertThat(record.tries()).isEqualTo(1);
    assertThat(handled).hasSize(1);
  }

  @Test
  void the_trace_of_who_opened_it_goes_on_through_all_its_steps() {
    Trace trace = Trace.start();
    trace.run(() -> open("a", T0));
    List<Trace> seen = new ArrayList<>();
    DueWorker worker =
        worker(
            it -> {
              seen.add(Trace.current().orElseThrow());
              return seen.size() == 1
                  ? DueStep.later(T0, new Document("id", "a"))
                  : DueStep.finished(REVERSED);
            });

    worker.runOnce();
    worker.runOnce();

    assertThat(seen).extracting(Trace::traceId).containsExactly(trace.traceId(), trace.traceId());
    assertThat(seen).extracting(Trace::spanId).doesNotHaveDuplicates();
  }

  @Test
  void the_age_of_the_oldest_counts_from_when_it_was_first_due() {
    open("a", T0);
    open("b", T0.plusSeconds(60));
    DueWorker worker = worker(it -> DueStep.later(T0.plusSeconds(3600), it.body()));
    worker.runOnce();

    clock.advance(Duration.ofSeconds(90));
    worker.sweep();

    assertThat(meters.get("facepay.due.oldest.seconds").gauge().value()).isEqualTo(90);
    assertThat(meters.get("facepay.due.open").gauge().value()).isEqualTo(2);
  }

  @Test
  void a_record_is_opened_once() {
    assertThat(records.open(DueRecord.first("a", T0, new Document("x", 1)))).isTrue();
    assertThat(records.open(DueRecord.first("a", T0, new Document("x", 2)))).isFalse();
    assertThat(records.find("a").orElseThrow().body()).isEqualTo(new Document("x", 1));
  }

  @Test
  void a_decided_fact_outlives_the_broker_and_is_not_decided_again() {
    open("a", T0);
    brokerAway = true;
    DueWorker worker = worker(it -> DueStep.finished(REVERSED));

    worker.runOnce();
    assertThat(records.find("a").orElseThrow().unpublished()).containsExactly(REVERSED);

    brokerAway = false;
    clock.advance(SETTINGS.retryAfter());
    worker.runOnce();
    assertThat(published).containsExactly(REVERSED);
    assertThat(handled).hasSize(1);
    assertThat(records.count()).isZero();
  }

  @Test
  void a_fact_on_the_way_does_not_end_the_chase() {
    open("a", T0);
    brokerAway = true;
    worker(it -> DueStep.later(T0.plusSeconds(90), new Document("asked", 5), REVERSED)).runOnce();

    brokerAway = false;
    clock.advance(SETTINGS.retryAfter());
    worker(it -> DueStep.finished()).runOnce();

    assertThat(published).containsExactly(REVERSED);
    DueRecord record = records.find("a").orElseThrow();
    assertThat(record.dueAt()).isEqualTo(T0.plusSeconds(90));
    assertThat(record.body()).isEqualTo(new Document("asked", 5));
    assertThat(record.unpublished()).isEmpty();
  }

  @Test
  void a_bug_costs_a_lease_and_never_the_record() {
    open("a", T0);
    worker(
            it -> {
              throw new IllegalStateException("planted");
            })
        .runOnce();
    DueWorker healthy = worker(it -> DueStep.finished(REVERSED));

    clock.advance(SETTINGS.lease().minusMillis(1));
    healthy.runOnce();
    assertThat(handled).hasSize(1);

    clock.advance(Duration.ofMillis(1));
    healthy.runOnce();
    assertThat(published).containsExactly(REVERSED);
    assertThat(meters.counter("facepay.due.bugs", "records", "chases").count()).isEqualTo(1);
  }

  @Test
  void who_lost_the_lease_has_done_nothing_that_counts() {
    open("a", T0);
    DueWorker fast = worker(it -> DueStep.finished(REVERSED));
    DueWorker slow =
        worker(
            it -> {
              clock.advance(SETTINGS.lease());
              fast.runOnce();
              return DueStep.later(T0.plusSeconds(999), new Document());
            });

    slow.runOnce();

    assertThat(published).containsExactly(REVERSED);
    assertThat(records.count()).isZero();
    assertThat(meters.counter("facepay.due.leases.lost", "records", "chases").count()).isEqualTo(1);
  }

  @Test
  void of_two_workers_that_found_a_record_one_gets_it() {
    open("a", T0);
    DueRecord found = records.find("a").orElseThrow();

    assertThat(records.claim(found, T0, SETTINGS.lease())).isPresent();
    assertThat(records.claim(found, T0, SETTINGS.lease())).isEmpty();
  }

  @Test
  void a_record_is_amended_and_due_now_unless_somebody_works_on_it() {
    open("a", T0.plusSeconds(600));
    assertThat(records.amend("none", T0, body -> body)).isEqualTo(Amended.ABSENT);
    assertThat(records.amend("a", T0, body -> new Document("wish", 1))).isEqualTo(Amended.DONE);
    DueRecord amended = records.find("a").orElseThrow();
    assertThat(amended.dueAt()).isEqualTo(T0);
    assertThat(amended.body()).isEqualTo(new Document("wish", 1));

    records.claim(amended, T0, SETTINGS.lease()).orElseThrow();
    assertThat(records.amend("a", T0, body -> new Document())).isEqualTo(Amended.BUSY);
    Instant lapsed = T0.plus(SETTINGS.lease());
    assertThat(records.amend("a", lapsed, body -> new Document())).isEqualTo(Amended.DONE);
  }

  @Test
  void a_record_with_facts_on_their_way_is_not_amended() {
    open("a", T0);
    brokerAway = true;
    worker(it -> DueStep.later(T0.plusSeconds(90), it.body(), REVERSED)).runOnce();
    assertThat(records.amend("a", T0.plusSeconds(999), body -> body)).isEqualTo(Amended.BUSY);
  }

  @Test
  void a_broken_document_is_in_nobodys_way() {
    documents.insert(
        new Document(Documents.ID, "broken").append(Documents.VER, 1L).append("due_at", 1L));
    open("a", T0);

    worker(it -> DueStep.finished(REVERSED)).runOnce();

    assertThat(published).containsExactly(REVERSED);
    assertThat(meters.counter("facepay.due.bugs", "records", "chases").count()).isEqualTo(1);
  }

  @Test
  void documents_that_cannot_be_read_starve_nobody_however_many_they_are() {
    for (int i = 0; i < 3 * SETTINGS.batchMax(); i++) {
      documents.insert(
          new Document(Documents.ID, "broken" + i).append(Documents.VER, 1L).append("due_at", 1L));
    }
    open("a", T0);
    DueWorker worker = worker(it -> DueStep.finished(REVERSED));
    for (int i = 0; i < 4; i++) {
      worker.runOnce();
    }
    assertThat(published).containsExactly(REVERSED);
  }

  @Test
  void the_sweep_finds_a_record_that_nobody_would_take_up() {
    open("a", T0);
    documents.insert(new Document(Documents.ID, "lost").append(Documents.VER, 1L));

    worker(it -> DueStep.finished()).sweep();

    assertThat(meters.get("facepay.open.without.due").gauge().value()).isEqualTo(1);
    assertThat(meters.get("facepay.due.open").gauge().value()).isEqualTo(2);
  }

  @Test
  void lateness_is_that_of_the_longest_overdue() {
    open("a", T0.plusSeconds(10));
    open("b", T0.plusSeconds(4));
    clock.advance(Duration.ofSeconds(12));

    worker(it -> DueStep.later(T0.plusSeconds(999), it.body())).runOnce();

    assertThat(meters.get("facepay.due.lateness.seconds").gauge().value()).isEqualTo(8);
    assertThat(meters.get("facepay.due.now").gauge().value()).isEqualTo(2);
  }

  @Test
  void a_started_worker_takes_up_what_is_due_and_drains_when_stopped() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    open("a", T0);
    DueWorker worker =
        worker(
            it -> {
              entered.countDown();
              leave.await();
              return DueStep.finished(REVERSED);
            });

    worker.start();
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    Thread stopping = Thread.startVirtualThread(worker::stop);
    leave.countDown();
    stopping.join();

    assertThat(worker.isRunning()).isFalse();
    assertThat(published).containsExactly(REVERSED);
    assertThat(records.count()).isZero();
  }

  private void open(String id, Instant dueAt) {
    assertThat(records.open(DueRecord.first(id, dueAt, new Document("id", id)))).isTrue();
  }

  private DueWorker worker(DueHandler handler) {
    FactPublisher publisher =
        fact -> {
          if (brokerAway) {
            throw new FactNotPublished("planted", new IllegalStateException());
          }
          published.add(fact);
        };
    DueHandler recorded =
        it -> {
          handled.add(it);
          return handler.handle(it);
        };
    return new DueWorker("chases", records, recorded, publisher, time, SETTINGS, meters);
  }
}
