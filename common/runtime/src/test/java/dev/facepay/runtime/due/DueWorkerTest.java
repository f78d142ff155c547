package dev.facepay.runtime.due;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.Trace;
import dev.facepay.runtime.due.DueRecords.Amended;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker.DueHandler.DueStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class DueWorkerTest extends DueStand {

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
}
