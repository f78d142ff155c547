package dev.facepay.runtime.due;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Due records in memory, on a clock moved by hand. */
abstract class DueStand {

  static final Instant T0 = TestTime.START;
  static final PaymentFact REVERSED = Fixtures.reversed(Fixtures.payment());
  static final DueSettings SETTINGS = DueSettings.defaults();

  final TestTime clock = new TestTime();
  final Timekeeper time = Timekeeper.of(clock, clock::sleepUntil);
  final MemoryDocuments documents = new MemoryDocuments();
  final DueRecords records = new DueRecords(documents);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<Fact> published = new ArrayList<>();
  final List<DueRecord> handled = new ArrayList<>();
  boolean brokerAway;

  void open(String id, Instant dueAt) {
    assertThat(records.open(DueRecord.first(id, dueAt, new Document("id", id)))).isTrue();
  }

  DueWorker worker(DueHandler handler) {
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
