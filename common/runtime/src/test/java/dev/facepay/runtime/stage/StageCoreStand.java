package dev.facepay.runtime.stage;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.testkit.TestTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The engine on one thread, no Kafka. */
abstract class StageCoreStand {

  static final TopicPartition PARTITION = new TopicPartition("t", 0);

  final TestTime time = new TestTime();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<DeadLetters.Reason> letters = new ArrayList<>();
  final List<Long> acknowledged = new ArrayList<>();
  final Deque<Throwable> thrown = new ArrayDeque<>();
  final List<Fact> handled = new ArrayList<>();
  boolean letterBoxAway;

  final StageCore core = core(StageSettings.defaults());

  StageCore core(StageSettings settings) {
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

  void handle(Fact fact) {
    if (!thrown.isEmpty()) {
      StageCoreStand.<RuntimeException>sneak(thrown.pop());
    }
    handled.add(fact);
  }

  @SuppressWarnings("unchecked")
  static <X extends Throwable> void sneak(Throwable error) throws X {
    throw (X) error;
  }

  RecordTask accept(ConsumerRecord<byte[], byte[]> record) {
    return core.accept(record, () -> acknowledged.add(record.offset())).orElseThrow();
  }

  RecordTask accept(long offset) {
    return accept(Records.fact(PARTITION, offset));
  }
}
