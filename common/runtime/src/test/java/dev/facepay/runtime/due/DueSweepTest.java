package dev.facepay.runtime.due;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.due.DueWorker.DueHandler.DueStep;
import dev.facepay.runtime.store.Documents;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What nobody takes up, cannot be read or is late. */
class DueSweepTest extends DueStand {

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
}
