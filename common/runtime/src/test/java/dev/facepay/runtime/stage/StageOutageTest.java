package dev.facepay.runtime.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.stage.FactHandler.Holding;
import dev.facepay.runtime.stage.RecordTask.Step;
import dev.facepay.runtime.store.StoreUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What is tried again, held, put aside or left for the next start. */
class StageOutageTest extends StageCoreStand {

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
  private final BrokerClock brokers = new BrokerClock();
  private final StageCore money =
      new StageCore(
          "money",
          StageSettings.defaults(),
          new FactCodec(FacePayKafka.at("none", "test", "")),
          this::handle,
          (record, reason) -> letters.add(reason),
          new Shelf(),
          moneyMeters,
          brokers,
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
  void what_needs_a_person_is_held_at_once_with_its_reason() {
    RecordTask task = acceptMoney(Records.fact(PARTITION, 0));
    thrown.push(new FactHandler.NeedsPerson("nobody knows"));
    assertThat(task.step()).isEqualTo(new Step.Again(Duration.ZERO));
    assertThat(task.step()).isEqualTo(new Step.Finished());
    assertThat(held)
        .containsExactly(new DeadLetters.Reason("money", DeadLetters.NEEDS_PERSON, "nobody knows"));
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
}
